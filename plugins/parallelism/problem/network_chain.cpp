// Orders the layers from the input on, with a message for each way of not being a chain, then grows the network.
#include "parallelism/problem/network_chain.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace tare::parallelism {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
// Beyond this many mistakes a 'did you mean' would search a huge file again and again.
constexpr std::size_t kSuggestions = 20;

using Index = std::map<std::string_view, std::size_t, std::less<>>;

Index named(const FileNetwork& file, std::vector<Finding>& findings) {
  Index by_name;
  for (std::size_t i = 0; i < file.layers.size(); ++i) {
    const FileLayer& layer = file.layers[i];
    if (layer.name == kInputName) {
      findings.push_back({layer.place, "a layer is called \"input\", which means the network's input; rename it"});
      continue;
    }
    const auto [found, is_new] = by_name.emplace(layer.name, i);
    if (is_new) continue;
    findings.push_back({layer.place, fmt::format("layer {} is there already at line {}, expected a name of its own",
                                                 layer.name, file.layers[found->second].place.line)});
  }
  return by_name;
}

std::string suggestion(const FileNetwork& file, const FileLayer& layer) {
  std::vector<std::string> names = {kInputName};
  for (const FileLayer& other : file.layers) names.push_back(other.name);
  const std::optional<std::string> nearest = text::nearest(layer.input, names);
  return nearest ? fmt::format("; did you mean \"{}\"?", *nearest) : std::string();
}

// Who reads a layer, by its index; the last element is who reads the input.
std::vector<std::size_t> readers(const FileNetwork& file, const Index& by_name, std::vector<Finding>& findings) {
  std::vector<std::size_t> reader_of(file.layers.size() + 1, kNone);
  for (std::size_t i = 0; i < file.layers.size(); ++i) {
    const FileLayer& layer = file.layers[i];
    std::size_t source = file.layers.size();
    if (layer.input != kInputName) {
      const auto found = by_name.find(layer.input);
      if (found == by_name.end()) {
        findings.push_back({layer.input_place,
                            fmt::format("layer {} reads \"{}\", and no layer has that name{}", layer.name, layer.input,
                                        findings.size() < kSuggestions ? suggestion(file, layer) : std::string())});
        continue;
      }
      source = found->second;
    }
    if (reader_of[source] == kNone) {
      reader_of[source] = i;
      continue;
    }
    findings.push_back({layer.input_place,
                        fmt::format("layer {} reads \"{}\", which layer {} reads already: a branch; expected a chain, "
                                    "in which each layer has one reader",
                                    layer.name, layer.input, file.layers[reader_of[source]].name)});
  }
  return reader_of;
}

// The way round from a layer back to itself, shortened in the middle.
std::string cycle_text(const FileNetwork& file, const Index& by_name, std::size_t start) {
  std::vector<std::string> names = {file.layers[start].name};
  std::size_t at = by_name.at(file.layers[start].input);
  while (at != start && names.size() < 6) {
    names.push_back(file.layers[at].name);
    at = by_name.at(file.layers[at].input);
  }
  if (at != start) names.emplace_back("...");
  names.push_back(file.layers[start].name);
  return text::join_list(names, " <- ");
}

Result<void> add_layer(NetworkBuilder& builder, const FileLayer& layer) {
  const auto value = [](const std::optional<Number>& number, std::uint64_t standard) {
    return number ? number->value : standard;
  };
  const Window window{value(layer.kernel, 1), value(layer.stride, 1), value(layer.pad, 0), layer.rounds_up};
  switch (layer.type) {
    case FileLayerType::conv:
      return builder.conv(layer.name, value(layer.out, 1), window);
    case FileLayerType::fc:
      return builder.fc(layer.name, value(layer.out, 1));
    case FileLayerType::pool:
      return builder.pool(window);
    case FileLayerType::free:
      break;
  }
  if (layer.out) builder.free(layer.out->value);
  return {};
}

// The sizes that a layer claims to read against those that arrive.
void check_input(const FileLayer& layer, const Shape& shape, std::vector<Finding>& findings) {
  if (!layer.in) return;
  const bool is_conv = layer.type == FileLayerType::conv;
  const std::uint64_t arriving = is_conv ? shape.channels : count_of(shape);
  if (layer.in->value == arriving) return;
  findings.push_back(
      {layer.in->place, fmt::format("layer {} says in = {}, but {} gives {} {} ({} x {} x {})", layer.name,
                                    layer.in->value, layer.input == kInputName ? "the input" : layer.input, arriving,
                                    is_conv ? "channels" : "features", shape.channels, shape.height, shape.width)});
}

}  // namespace

Network chained(const FileNetwork& file, std::vector<Finding>& findings) {
  const Index by_name = named(file, findings);
  const std::vector<std::size_t> reader_of = readers(file, by_name, findings);
  if (!findings.empty()) return {};

  // From here on every name is known and read at most once, so what cannot be reached from the input is a cycle.
  std::vector<bool> is_reached(file.layers.size(), false);
  NetworkBuilder builder(file.name, file.input);
  std::size_t weighted = 0;
  for (std::size_t at = reader_of.back(); at != kNone; at = reader_of[at]) {
    is_reached[at] = true;
    const FileLayer& layer = file.layers[at];
    check_input(layer, builder.shape(), findings);
    const Result<void> added = add_layer(builder, layer);
    if (!added) {
      findings.push_back({layer.place, fmt::format("layer {}: {}", layer.name, added.error().message)});
      return {};
    }
    if (layer.type != FileLayerType::conv && layer.type != FileLayerType::fc) continue;
    builder.place_last(layer.place);
    ++weighted;
  }
  for (std::size_t i = 0; i < file.layers.size(); ++i) {
    if (is_reached[i]) continue;
    findings.push_back({file.layers[i].input_place,
                        fmt::format("layer {} reads itself in the end ({}): a cycle; expected a chain from \"input\"",
                                    file.layers[i].name, cycle_text(file, by_name, i))});
    return {};
  }
  if (weighted == 0) findings.push_back({{1, 1}, "the network has no conv or fc layer, expected at least one"});
  return std::move(builder).finish();
}

}  // namespace tare::parallelism
