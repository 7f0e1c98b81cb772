// Parses with toml++ (no exceptions) and copies into nodes. What the parser cannot survive is refused before it runs.
#include "suite/document.hpp"

// toml++ 3.3 asserts that a key follows '[' before it looks, and reports "[=" properly when it goes on; with NDEBUG it
// would tell the compiler to assume so instead.
#undef NDEBUG
#define TOML_ASSERT(claim) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 32
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "base/text.hpp"

namespace tare::suite {
namespace {

// toml++ makes a table of every part of a dotted key and destroys them recursively: 100,000 parts overflow the stack.
constexpr int kMaxKeyParts = 64;

Place place_of(const toml::source_region& region) {
  Place place;
  place.line = std::max(1, static_cast<int>(region.begin.line));
  place.column = std::max(1, static_cast<int>(region.begin.column));
  if (region.end.line == region.begin.line && region.end.column > region.begin.column) {
    place.length = static_cast<int>(region.end.column - region.begin.column);
  }
  return place;
}

Node node_of(const toml::node& source);

std::string as_written(const toml::node& source) {
  std::ostringstream out;
  out << toml::node_view<const toml::node>(source);
  return out.str();
}

bool is_before(const Place& a, const Place& b) { return a.line != b.line ? a.line < b.line : a.column < b.column; }

void fill_table(Node& node, const toml::table& table) {
  for (const auto& [key, value] : table) {
    node.members.push_back({std::string(key.str()), place_of(key.source()), node_of(value)});
  }
  // toml++ sorts by name; people expect axes and messages in the order in which they wrote them.
  std::stable_sort(node.members.begin(), node.members.end(),
                   [](const Member& a, const Member& b) { return is_before(a.place, b.place); });
}

Node node_of(const toml::node& source) {
  Node node;
  node.place = place_of(source.source());
  if (const auto* flag = source.as_boolean()) {
    node.type = NodeType::boolean;
    node.boolean = flag->get();
  } else if (const auto* integer = source.as_integer()) {
    node.type = NodeType::integer;
    node.integer = integer->get();
  } else if (const auto* real = source.as_floating_point()) {
    node.type = NodeType::real;
    node.real = real->get();
  } else if (const auto* text = source.as_string()) {
    node.type = NodeType::text;
    node.text = text->get();
  } else if (const auto* array = source.as_array()) {
    node.type = NodeType::array;
    node.items.reserve(array->size());
    for (const toml::node& item : *array) node.items.push_back(node_of(item));
  } else if (const auto* table = source.as_table()) {
    node.type = NodeType::table;
    fill_table(node, *table);
  } else {
    node.type = NodeType::date;
    node.text = as_written(source);
  }
  return node;
}

// The place of a byte.
Place place_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  Place place;
  place.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  place.column = 1 + static_cast<int>(text::display_width(before.substr(line_begin)));
  return place;
}

std::size_t first_bad_byte(std::string_view text) {
  // Bisection over prefixes would split sequences; a line is short enough to try each of its prefixes.
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!text::is_utf8(text.substr(begin, end - begin))) break;
    begin = end + 1;
  }
  std::size_t good = begin;
  for (std::size_t length = 1; length <= 4 && good < text.size();) {
    if (text::is_utf8(text.substr(good, length))) {
      good += length;
      length = 1;
    } else {
      ++length;
    }
  }
  return std::min(good, text.size());
}

// The first dot of a chain like a.b.c... that is longer than any key should be; npos when there is none. Counts within
// quotes too: a text with 64 words between dots and nothing else is not worth a tokeniser.
std::size_t longest_key(std::string_view text) {
  int parts = 0;
  bool is_quoted = false;
  char last = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') is_quoted = !is_quoted;
    if (c == '\n') is_quoted = false;
    if (c == '.' && last != '.' && ++parts > kMaxKeyParts) return i;
    const bool ends_key = c == '\n' || (!is_quoted && std::string_view(",=[]{}#").find(c) != std::string_view::npos);
    if (ends_key || (is_quoted && c == ' ')) parts = 0;
    if (c != ' ' && c != '\t') last = c;
  }
  return std::string_view::npos;
}

// Whether nothing but a line break is left at that place.
bool is_line_end(std::string_view text, const Place& place) {
  for (int line = 1; line < place.line; ++line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return static_cast<std::size_t>(place.column) > text::display_width(line);
}

SyntaxProblem readable(const toml::parse_error& error, std::string_view text) {
  SyntaxProblem problem{place_of(error.source()), std::string(error.description()), {}};
  problem.place.length = 1;
  if (problem.message.find("TOML_MAX_NESTED_VALUES") != std::string::npos) {
    problem.message = fmt::format("lists and tables are nested more than {} deep", TOML_MAX_NESTED_VALUES);
    problem.hint = "write the values flat";
    return problem;
  }
  if (problem.message.find("unescaped control characters") != std::string::npos && is_line_end(text, problem.place)) {
    problem.message = "this text does not end on its line";
    problem.hint = "close its quotes; nothing else in this file was checked";
    return problem;
  }
  // "Error while parsing X: what" says X again in what it found.
  const std::size_t what = problem.message.find(": ");
  if (problem.message.starts_with("Error while parsing") && what != std::string::npos)
    problem.message.erase(0, what + 2);
  problem.message = "this is not TOML: " + text::to_utf8(problem.message);
  problem.hint = "nothing else in this file was checked";
  return problem;
}

}  // namespace

const Member* Node::find(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const Member& it) { return it.name == name; });
  return found == members.end() ? nullptr : &*found;
}

tl::expected<Node, SyntaxProblem> parse(std::string_view text) {
  if (text.size() > kMaxFileBytes) {
    return tl::unexpected(
        SyntaxProblem{{},
                      fmt::format("the file has {} bytes, more than the {} allowed", text.size(), kMaxFileBytes),
                      "name large inputs as files or data sets instead of writing them into the suite"});
  }
  if (!text::is_utf8(text)) {
    return tl::unexpected(
        SyntaxProblem{place_at(text, first_bad_byte(text)), "this byte is not UTF-8", "save the file as UTF-8"});
  }
  if (const std::size_t dot = longest_key(text); dot != std::string_view::npos) {
    return tl::unexpected(SyntaxProblem{place_at(text, dot), fmt::format("a key of more than {} parts", kMaxKeyParts),
                                        "the deepest key of a suite has three parts"});
  }
  toml::parse_result result = toml::parse(text);
  if (!result) return tl::unexpected(readable(result.error(), text));
  Node root = node_of(result.table());
  root.place = Place{};
  return root;
}

std::string_view type_name(const Node& node) {
  switch (node.type) {
    case NodeType::boolean:
      return "true or false";
    case NodeType::integer:
      return "an integer";
    case NodeType::real:
      return "a real number";
    case NodeType::text:
      return "a text";
    case NodeType::date:
      return "a date or time";
    case NodeType::array:
      return "a list";
    case NodeType::table:
      return "a table";
  }
  return "a value";
}

}  // namespace tare::suite
