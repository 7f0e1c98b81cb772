// The layers of a network file before they are a chain, and the step that makes them one: names, readers, order, sizes.
// Knows nothing of TOML.
#pragma once

#include "parallelism/problem/network.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tare::parallelism {

// A mistake in a file and where it is.
struct Finding {
  Place place;
  std::string message;
};

struct Number {
  std::uint64_t value = 0;
  Place place = {};
};

enum class FileLayerType : std::uint8_t { conv, fc, pool, free };

struct FileLayer {
  std::string name;
  FileLayerType type = FileLayerType::fc;
  std::string input;  // the layer that it reads, or "input"
  Place place = {};
  Place input_place = {};
  std::optional<Number> in = {};  // conv: channels, fc: features; checked against what arrives
  std::optional<Number> out = {};
  std::optional<Number> kernel = {};
  std::optional<Number> stride = {};
  std::optional<Number> pad = {};
  bool rounds_up = false;
};

struct FileNetwork {
  std::string name;
  Shape input = {};
  std::vector<FileLayer> layers;
};

// The name that the first layer reads.
inline constexpr const char* kInputName = "input";

// Appends what is wrong; the answer is of use only when nothing was.
[[nodiscard]] Network chained(const FileNetwork& file, std::vector<Finding>& findings);

}  // namespace tare::parallelism
