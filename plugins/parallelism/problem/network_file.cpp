// TOML to FileNetwork: the only file of the track that includes toml++. Types and ranges are checked here, relations
// between layers in network_chain.cpp.
#define TOML_HEADER_ONLY 1  // A plugin should not need a shared library for one reader.
#include "parallelism/problem/network_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <span>
#include <system_error>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "parallelism/problem/network_chain.hpp"

namespace tare::parallelism {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{64} << 20U;
constexpr std::size_t kShownFindings = 20;

struct LayerType {
  std::string_view name;
  FileLayerType type;
  std::array<std::string_view, 8> keys;  // that it may have; unused places are empty
  std::array<std::string_view, 2> required;
};

constexpr std::array<LayerType, 4> kLayerTypes = {{
    {"conv", FileLayerType::conv, {"name", "type", "input", "in", "out", "kernel", "stride", "pad"}, {"out", "kernel"}},
    {"fc", FileLayerType::fc, {"name", "type", "input", "in", "out"}, {"out"}},
    {"pool", FileLayerType::pool, {"name", "type", "input", "kernel", "stride", "pad", "round"}, {"kernel"}},
    {"free", FileLayerType::free, {"name", "type", "input", "out"}, {}},
}};

Place place_of(const toml::source_region& region) { return {region.begin.line, region.begin.column}; }

std::string type_text(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a real number";
    case toml::node_type::boolean:
      return "a boolean";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

// Reads tables and notes what is wrong with them.
class Reader {
 public:
  explicit Reader(std::vector<Finding>& findings) : findings_(findings) {}

  void note(Place place, std::string message) { findings_.push_back({place, std::move(message)}); }

  void check_keys(const toml::table& table, std::span<const std::string_view> allowed, std::string_view what) {
    std::vector<std::string> names;
    for (const std::string_view name : allowed) {
      if (!name.empty()) names.emplace_back(name);
    }
    for (const auto& [key, value] : table) {
      const std::string_view name = key.str();
      if (std::find(names.begin(), names.end(), name) != names.end()) continue;
      const std::optional<std::string> nearest = text::nearest(name, names);
      note(place_of(key.source()),
           fmt::format("unknown key \"{}\" in {}, expected {}{}", name, what, text::join_list(names, ", "),
                       nearest ? fmt::format("; did you mean \"{}\"?", *nearest) : std::string()));
    }
  }

  std::optional<Number> number(const toml::table& table, std::string_view key, std::int64_t smallest) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const Place place = place_of(node->source());
    const std::optional<std::int64_t> value = node->value_exact<std::int64_t>();
    if (!value) {
      note(place, fmt::format("\"{}\" is {}, expected an integer", key, type_text(*node)));
      return std::nullopt;
    }
    if (*value < smallest) {
      note(place, fmt::format("\"{}\" is {}, expected at least {}", key, *value, smallest));
      return std::nullopt;
    }
    return Number{static_cast<std::uint64_t>(*value), place};
  }

  // None when the key is missing or not a string that holds something; the latter is noted.
  std::optional<std::string> string(const toml::table& table, std::string_view key, std::string_view hint = {}) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    std::optional<std::string> value = node->value_exact<std::string>();
    if (value && !value->empty()) return value;
    note(place_of(node->source()), value
                                       ? fmt::format("\"{}\" is empty, expected a name", key)
                                       : fmt::format("\"{}\" is {}, expected a string{}", key, type_text(*node), hint));
    return std::nullopt;
  }

  void missing(const toml::table& table, std::string_view key, std::string_view what) {
    if (!table.contains(key)) note(place_of(table.source()), fmt::format("{} has no \"{}\", expected one", what, key));
  }

 private:
  std::vector<Finding>& findings_;
};

std::optional<FileLayer> read_layer(const toml::table& table, Reader& reader) {
  FileLayer layer;
  layer.place = place_of(table.source());
  const std::optional<std::string> name = reader.string(table, "name");
  layer.name = name.value_or("?");
  const std::string what = name ? fmt::format("layer {}", *name) : std::string("a layer");
  for (const std::string_view key : {"name", "type", "input"}) reader.missing(table, key, what);

  const std::optional<std::string> type_name = reader.string(table, "type");
  const std::optional<std::string> input = reader.string(table, "input", " (a join of several layers is no chain)");
  if (!type_name) return std::nullopt;
  const auto type = std::find_if(kLayerTypes.begin(), kLayerTypes.end(),
                                 [&](const LayerType& candidate) { return candidate.name == *type_name; });
  if (type == kLayerTypes.end()) {
    reader.note(place_of(table.get("type")->source()),
                fmt::format("{} has the unknown type \"{}\", expected conv, fc, pool or free", what, *type_name));
    return std::nullopt;
  }
  reader.check_keys(table, type->keys, fmt::format("a {} layer", type->name));
  for (const std::string_view key : type->required) {
    if (!key.empty()) reader.missing(table, key, what);
  }
  layer.type = type->type;
  layer.in = reader.number(table, "in", 1);
  layer.out = reader.number(table, "out", 1);
  layer.kernel = reader.number(table, "kernel", 1);
  layer.stride = reader.number(table, "stride", 1);
  layer.pad = reader.number(table, "pad", 0);
  if (const std::optional<std::string> round = reader.string(table, "round")) {
    layer.rounds_up = *round == "up";
    if (*round != "up" && *round != "down") {
      reader.note(place_of(table.get("round")->source()),
                  fmt::format("\"round\" is \"{}\", expected \"up\" or \"down\"", *round));
    }
  }
  if (!input) return std::nullopt;
  layer.input = *input;
  layer.input_place = place_of(table.get("input")->source());
  return layer;
}

Shape read_input(const toml::table& document, Reader& reader) {
  const toml::node* node = document.get("input");
  const toml::table* table = node == nullptr ? nullptr : node->as_table();
  if (table == nullptr) {
    reader.note(node == nullptr ? Place{1, 1} : place_of(node->source()),
                "no input, expected input = { features = N } or { channels = N, height = N, width = N }");
    return {};
  }
  constexpr std::array<std::string_view, 4> kKeys = {"features", "channels", "height", "width"};
  reader.check_keys(*table, kKeys, "the input");
  std::array<std::optional<Number>, 4> values;
  for (std::size_t i = 0; i < kKeys.size(); ++i) values[i] = reader.number(*table, kKeys[i], 1);
  if (table->contains("features")) {
    if (table->size() > 1) reader.note(place_of(table->source()), "the input has features and sides, expected one way");
    return {values[0] ? values[0]->value : 1, 1, 1};
  }
  for (std::size_t i = 1; i < kKeys.size(); ++i) reader.missing(*table, kKeys[i], "the input");
  const auto side = [&](std::size_t i) { return values[i] ? values[i]->value : 1; };
  return {side(1), side(2), side(3)};
}

FileNetwork read_document(const toml::table& document, const std::string& display_name, Reader& reader) {
  constexpr std::array<std::string_view, 3> kKeys = {"name", "input", "layer"};
  reader.check_keys(document, kKeys, "a network file");
  FileNetwork file;
  file.name = reader.string(document, "name").value_or(std::filesystem::path(display_name).stem().string());
  file.input = read_input(document, reader);
  const toml::node* layers = document.get("layer");
  const toml::array* array = layers == nullptr ? nullptr : layers->as_array();
  if (array == nullptr || array->empty()) {
    reader.note(layers == nullptr ? Place{1, 1} : place_of(layers->source()),
                "no layers, expected a [[layer]] table for each");
    return file;
  }
  file.layers.reserve(array->size());
  for (const toml::node& node : *array) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      reader.note(place_of(node.source()), fmt::format("a layer is {}, expected a [[layer]] table", type_text(node)));
      continue;
    }
    if (std::optional<FileLayer> layer = read_layer(*table, reader)) file.layers.push_back(std::move(*layer));
  }
  return file;
}

tl::unexpected<Error> refusal(std::vector<Finding> findings, const std::string& display_name) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    if (lines.size() == kShownFindings) break;
    lines.push_back(
        fmt::format("{}:{}:{}: {}", display_name, finding.place.line, finding.place.column, finding.message));
  }
  if (findings.size() > kShownFindings) lines.push_back(fmt::format("and {} more", findings.size() - kShownFindings));
  return fail(ErrorKind::failed, text::join_list(lines, "\n"), "bad_network");
}

}  // namespace

Result<Network> network_from_text(std::string_view text, const std::string& display_name) {
  std::vector<Finding> findings;
  FileNetwork file;
  try {
    const toml::table document = toml::parse(text);
    Reader reader(findings);
    file = read_document(document, display_name, reader);
  } catch (const toml::parse_error& error) {
    return refusal({{place_of(error.source()), std::string(error.description())}}, display_name);
  }
  // Relations between layers are worth telling only when each can be read by itself.
  Network network;
  if (findings.empty()) network = chained(file, findings);
  if (!findings.empty()) return refusal(std::move(findings), display_name);
  network.file = display_name;
  return network;
}

Result<Network> network_from_file(const std::filesystem::path& path) {
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(path, error);
  if (!is_file) {
    return fail(ErrorKind::failed,
                fmt::format("network \"{}\" is neither a built-in network nor a file; `tare show track parallelism` "
                            "lists the built-in ones",
                            path.string()),
                "bad_network");
  }
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  if (error || bytes > kLargestFile) {
    return fail(ErrorKind::failed, fmt::format("{}: expected a network file of at most 64 MiB", path.string()),
                "bad_network");
  }
  const Result<std::string> text = file::contents(path);
  if (!text) return fail(ErrorKind::failed, text.error().message, "bad_network");
  return network_from_text(*text, path.string());
}

}  // namespace tare::parallelism
