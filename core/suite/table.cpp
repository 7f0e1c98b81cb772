// Implementation of table.hpp.
#include "suite/table.hpp"

#include "base/text.hpp"
#include "suite/grammar.hpp"
#include "suite/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tare::suite {
namespace {

// More names than this in a hint are not read.
constexpr std::size_t kMaxListed = 12;

void wrong_type(Findings& findings, const Member& member, std::string_view wanted, std::string hint = {}) {
  findings.error(member.value.place,
                 fmt::format("'{}' is {}, but {} is wanted", member.name, type_name(member.value), wanted),
                 std::move(hint));
}

}  // namespace

void Findings::error(const Place& place, std::string message, std::string hint) {
  all_.push_back({file_, place.line, place.column, place.length, std::move(message), std::move(hint), Severity::error});
}

void Findings::warning(const Place& place, std::string message, std::string hint) {
  all_.push_back(
      {file_, place.line, place.column, place.length, std::move(message), std::move(hint), Severity::warning});
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  if (candidates.empty()) return {};
  // Two letters are near to any two others, and to nothing.
  const auto near = word.empty() ? std::nullopt : text::nearest(word, candidates);
  if (near) return fmt::format("did you mean '{}'?", *near);
  const std::size_t count = std::min(candidates.size(), kMaxListed);
  return fmt::format("known are: {}{}", text::join_list(candidates.first(count), ", "),
                     count < candidates.size() ? fmt::format(" and {} more", candidates.size() - count) : "");
}

void check_keys(Findings& findings, const Node& table, std::span<const std::string_view> known,
                std::string_view where) {
  const std::vector<std::string> candidates(known.begin(), known.end());
  for (const Member& member : table.members) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    std::string hint = suggestion(member.name, candidates);
    // In TOML a key after a [table] line belongs to that table, which surprises people.
    const bool belongs_on_top = std::find(kTopKeys.begin(), kTopKeys.end(), member.name) != kTopKeys.end();
    if (belongs_on_top) hint = fmt::format("'{}' belongs on top of the file, above the first [table]", member.name);
    findings.error(member.place, fmt::format("unknown key '{}' in {}", member.name, where), std::move(hint));
  }
}

std::optional<std::string> text_value(Findings& findings, const Member& member) {
  if (member.value.type != NodeType::text) {
    wrong_type(findings, member, "a text");
    return std::nullopt;
  }
  return member.value.text;
}

std::optional<bool> boolean_value(Findings& findings, const Member& member) {
  if (member.value.type != NodeType::boolean) {
    const bool is_quoted = member.value.text == "true" || member.value.text == "false";
    wrong_type(findings, member, "true or false", is_quoted ? "write it without quotes" : "");
    return std::nullopt;
  }
  return member.value.boolean;
}

std::optional<std::int64_t> integer_value(Findings& findings, const Member& member, std::int64_t min,
                                          std::int64_t max) {
  if (member.value.type != NodeType::integer) {
    wrong_type(findings, member, "an integer");
    return std::nullopt;
  }
  if (member.value.integer < min || member.value.integer > max) {
    findings.error(member.value.place,
                   fmt::format("'{}' is {}, outside {} to {}", member.name, member.value.integer, min, max));
    return std::nullopt;
  }
  return member.value.integer;
}

std::optional<double> real_value(Findings& findings, const Member& member) {
  if (member.value.type == NodeType::integer) return static_cast<double>(member.value.integer);
  if (member.value.type != NodeType::real) {
    wrong_type(findings, member, "a number");
    return std::nullopt;
  }
  if (!std::isfinite(member.value.real)) {
    findings.error(member.value.place, fmt::format("'{}' is not finite", member.name), "write a finite number");
    return std::nullopt;
  }
  return member.value.real;
}

std::optional<double> quantity_value(Findings& findings, const Member& member, std::string_view unit) {
  if (member.value.type == NodeType::integer || member.value.type == NodeType::real) {
    findings.error(member.value.place, fmt::format("'{}' needs a unit", member.name),
                   fmt::format("write it as a text like {}", quantity_example(unit)));
    return std::nullopt;
  }
  if (member.value.type != NodeType::text) {
    wrong_type(findings, member, "a number with a unit", fmt::format("write it like {}", quantity_example(unit)));
    return std::nullopt;
  }
  const auto value = quantity_in(member.value.text, unit);
  if (!value) {
    findings.error(member.value.place, fmt::format("'{}': {}", member.name, value.error().message), value.error().hint);
    return std::nullopt;
  }
  if (*value <= 0) {
    findings.error(member.value.place, fmt::format("'{}' must be above zero", member.name));
    return std::nullopt;
  }
  return *value;
}

const Node* table_value(Findings& findings, const Member& member, std::string_view where) {
  if (member.value.type == NodeType::table) return &member.value;
  if (member.value.type == NodeType::array && !member.value.items.empty() &&
      member.value.items.front().type == NodeType::table) {
    findings.error(member.value.place, fmt::format("{} may be given once only", where),
                   fmt::format("write {} with single brackets", where));
    return nullptr;
  }
  wrong_type(findings, member, fmt::format("a table {}", where));
  return nullptr;
}

std::vector<const Node*> table_list(Findings& findings, const Member& member, bool accepts_single) {
  std::vector<const Node*> tables;
  if (member.value.type == NodeType::table) {
    if (accepts_single) return {&member.value};
    findings.error(member.value.place, fmt::format("[{}] is a single table", member.name),
                   fmt::format("write [[{}]] with double brackets", member.name));
    return tables;
  }
  if (member.value.type != NodeType::array) {
    wrong_type(findings, member, fmt::format("a list of tables [[{}]]", member.name));
    return tables;
  }
  for (const Node& item : member.value.items) {
    if (item.type == NodeType::table) {
      tables.push_back(&item);
    } else {
      findings.error(item.place, fmt::format("'{}' holds {}, but tables are wanted", member.name, type_name(item)),
                     fmt::format("write each as [[{}]]", member.name));
    }
  }
  return tables;
}

std::vector<PlacedText> text_list(Findings& findings, const Member& member, std::string_view what) {
  std::vector<PlacedText> texts;
  const bool is_list = member.value.type == NodeType::array;
  if (!is_list && member.value.type != NodeType::text) {
    wrong_type(findings, member, "a text or a list of texts");
    return texts;
  }
  if (is_list && member.value.items.empty()) {
    findings.error(member.value.place, fmt::format("'{}' is an empty list", member.name),
                   fmt::format("name {} or remove the key", what));
    return texts;
  }
  std::set<std::string> seen;
  for (const Node& item : is_list ? std::span(member.value.items) : std::span(&member.value, 1)) {
    if (item.type != NodeType::text) {
      findings.error(item.place, fmt::format("'{}' holds {}, but {} is a text", member.name, type_name(item), what));
    } else if (item.text.empty()) {
      findings.error(item.place, fmt::format("'{}' holds an empty text", member.name), fmt::format("name {}", what));
    } else if (!seen.insert(item.text).second) {
      findings.error(item.place, fmt::format("'{}' is listed twice in '{}'", item.text, member.name), "remove one");
    } else {
      texts.push_back({item.text, item.place});
    }
  }
  return texts;
}

std::map<std::string, std::string> variables(Findings& findings, const Member& member, std::string_view where) {
  std::map<std::string, std::string> all;
  const Node* table = table_value(findings, member, where);
  if (table == nullptr) return all;
  for (const Member& variable : table->members) {
    if (variable.name.empty() || variable.name.find_first_of(std::string_view("=\0", 2)) != std::string::npos) {
      findings.error(variable.place, fmt::format("'{}' cannot be a variable's name", variable.name));
      continue;
    }
    if (variable.value.type != NodeType::text) {
      wrong_type(findings, variable, "a text", "environment variables are texts: put the value in quotes");
      continue;
    }
    if (variable.value.text.find('\0') != std::string::npos) {
      findings.error(variable.value.place, fmt::format("'{}' holds a zero byte, which no variable can", variable.name));
      continue;
    }
    all[variable.name] = variable.value.text;
  }
  return all;
}

}  // namespace tare::suite
