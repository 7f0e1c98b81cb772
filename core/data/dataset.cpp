// Implementation of dataset.hpp: the keys of dataset.toml, each required unless said otherwise.
#include "data/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "suite/document.hpp"

namespace tare::data {
namespace {

namespace fs = std::filesystem;
using suite::Node;
using suite::NodeType;

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Files stay inside their folder, whatever a description says.
bool is_inside(const fs::path& path) {
  return !path.empty() && path.is_relative() && std::none_of(path.begin(), path.end(), [](const fs::path& part) {
    return part == ".." || part == "." || part.empty();
  });
}

// Reads members of a table and keeps the first thing that is wrong, with its line.
class Reader {
 public:
  explicit Reader(std::string where) : where_(std::move(where)) {}

  std::string text(const Node& table, std::string_view key, bool is_required = true) {
    const Node* found = member(table, key, NodeType::text, is_required);
    return found == nullptr ? std::string() : found->text;
  }
  std::int64_t count(const Node& table, std::string_view key) {
    const Node* found = member(table, key, NodeType::integer, true);
    if (found == nullptr) return 0;
    if (found->integer < 0) refuse(*found, fmt::format("{} is negative", key));
    return found->integer;
  }
  const Node* member(const Node& table, std::string_view key, NodeType type, bool is_required) {
    const suite::Member* found = table.find(key);
    if (found == nullptr) {
      if (is_required) refuse(table, fmt::format("the key {} is missing", key));
      return nullptr;
    }
    if (found->value.type == type) return &found->value;
    refuse(found->value, fmt::format("{} is {}, which it may not be", key, suite::type_name(found->value)));
    return nullptr;
  }
  void allow(const Node& table, const std::vector<std::string>& keys) {
    for (const suite::Member& member : table.members) {
      if (std::find(keys.begin(), keys.end(), member.name) != keys.end()) continue;
      const auto near = text::nearest(member.name, keys);
      refuse(member.value, fmt::format("unknown key {}{}", member.name, near ? ", did you mean " + *near : ""));
    }
  }
  void refuse(const Node& node, const std::string& what) {
    if (problem_.empty()) problem_ = fmt::format("{}:{}: {}", where_, node.place.line, what);
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::string where_;
  std::string problem_;
};

Packing packing_of(Reader& reader, const Node& table) {
  Packing packing{reader.count(table, "size_bytes"), reader.text(table, "sha256"),
                  reader.text(table, "address", false)};
  if (!is_digest(packing.sha256)) reader.refuse(table, "sha256 is not 64 lower-case hexadecimal digits");
  const bool is_web = packing.address.starts_with("https://") || packing.address.starts_with("http://");
  if (!packing.address.empty() && !is_web) reader.refuse(table, "an address starts with https:// or http://");
  return packing;
}

DataFile file_of(Reader& reader, const Node& table) {
  reader.allow(table, {"path", "size_bytes", "sha256", "address", "also"});
  DataFile file{reader.text(table, "path"), {packing_of(reader, table)}};
  if (!is_inside(file.path)) reader.refuse(table, "path has to be relative and to stay inside the folder");
  if (const Node* also = reader.member(table, "also", NodeType::array, false); also != nullptr) {
    for (const Node& item : also->items) {
      reader.allow(item, {"size_bytes", "sha256", "address"});
      file.packings.push_back(packing_of(reader, item));
    }
  }
  return file;
}

}  // namespace

std::vector<std::string> known_names(const fs::path& dataset_folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (fs::directory_iterator entry(dataset_folder, problem), end; !problem && entry != end; entry.increment(problem)) {
    std::error_code ignored;
    if (fs::is_regular_file(entry->path() / "dataset.toml", ignored)) {
      names.push_back(entry->path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

tl::unexpected<Error> unknown_dataset(std::string_view name, std::span<const std::string> known) {
  const auto near = text::nearest(name, known);
  return fail(ErrorKind::usage, fmt::format("there is no data set {}{}; `tare data list` names those known", name,
                                            near ? fmt::format(", did you mean {}", *near) : std::string()));
}

Result<Dataset> load_dataset(const fs::path& dataset_folder, std::string_view name) {
  const std::vector<std::string> names = known_names(dataset_folder);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    return unknown_dataset(name, names);
  }
  const fs::path path = dataset_folder / name / "dataset.toml";
  const auto text = file::contents(path);
  if (!text) return fail_within("while reading a data set's description", text.error());
  const auto root = suite::parse(*text);
  if (!root) {
    return fail(ErrorKind::data,
                fmt::format("{}:{}: {}", path.string(), root.error().place.line, root.error().message));
  }
  Reader reader(path.string());
  reader.allow(*root,
               {"title", "about", "source", "licence", "licence_text", "citation", "reading", "rows_count", "file"});
  Dataset dataset{std::string(name),
                  reader.text(*root, "title"),
                  reader.text(*root, "about"),
                  reader.text(*root, "source"),
                  reader.text(*root, "licence"),
                  reader.text(*root, "licence_text"),
                  reader.text(*root, "citation", false),
                  reader.text(*root, "reading"),
                  reader.count(*root, "rows_count"),
                  {}};
  if (const Node* files = reader.member(*root, "file", NodeType::array, true); files != nullptr) {
    for (const Node& file : files->items) dataset.files.push_back(file_of(reader, file));
    if (files->items.empty()) reader.refuse(*files, "a data set has at least one file");
  }
  if (!reader.problem().empty()) return fail(ErrorKind::data, reader.problem());
  return dataset;
}

bool is_fetchable(const Dataset& dataset) {
  return std::all_of(dataset.files.begin(), dataset.files.end(),
                     [](const DataFile& file) { return offered_packing(file).has_value(); });
}

std::optional<Packing> offered_packing(const DataFile& file) {
  const auto found = std::find_if(file.packings.begin(), file.packings.end(),
                                  [](const Packing& packing) { return !packing.address.empty(); });
  return found == file.packings.end() ? std::nullopt : std::optional(*found);
}

std::int64_t size_bytes(const Dataset& dataset) {
  std::int64_t sum = 0;
  for (const DataFile& file : dataset.files) {
    sum += offered_packing(file).value_or(file.packings.front()).size_bytes;
  }
  return sum;
}

std::string content_digest(const Dataset& dataset) {
  std::string text = "tare-dataset\n" + dataset.name + "\n";
  for (const DataFile& file : dataset.files) {
    text += file.path.string();
    for (const Packing& packing : file.packings) text += " " + packing.sha256;
    text += "\n";
  }
  return digest::of_text(text);
}

}  // namespace tare::data
