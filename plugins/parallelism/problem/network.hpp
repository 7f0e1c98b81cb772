// A network as the communication model sees it: a chain of layers that have weights, with their sizes per sample.
// Pooling, activation functions and attention have no weights; they change sizes and are folded into their neighbours.
// Knows nothing of files, batches, levels or plans.
#pragma once

#include "tare/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::parallelism {

enum class LayerKind : std::uint8_t { conv, fc };

[[nodiscard]] constexpr std::string_view name_of(LayerKind kind) { return kind == LayerKind::conv ? "conv" : "fc"; }

// Where a layer stands in a network file; line 0 for built-in networks.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// Counts are elements or multiply-accumulates of one sample, without biases (the paper counts none).
struct Layer {
  std::string name;
  LayerKind kind = LayerKind::fc;
  std::uint64_t weight_count = 0;      // A(W): kernel^2 * in * out, or in * out
  std::uint64_t input_count = 0;       // A(F_l)
  std::uint64_t output_count = 0;      // A(F_{l+1}), after pooling
  std::uint64_t output_mac_count = 0;  // weights times output positions, before pooling: what is really computed
  std::uint64_t input_mac_count = 0;   // weights times input positions: what the paper's figures imply
  Place place = {};
};

struct Network {
  std::string name;
  std::vector<Layer> layers;
  std::string file = {};  // empty for built-in networks
};

// "my.toml:12:1: layer fc1", or "network vgg-a: layer fc1": how a message about a layer begins.
[[nodiscard]] std::string place_of(const Network& network, const Layer& layer);

// Channels by height by width; a vector of n features is n x 1 x 1.
struct Shape {
  std::uint64_t channels = 0;
  std::uint64_t height = 1;
  std::uint64_t width = 1;
};

// A window that moves over a feature map.
struct Window {
  std::uint64_t kernel = 1;
  std::uint64_t stride = 1;
  std::uint64_t pad = 0;
  // Caffe's pooling counts a last window that lies partly outside; convolutions never do.
  bool rounds_up = false;
};

// Grows a chain layer by layer and checks every size; counts, kernels and strides given to it are above zero. Errors
// carry no place: whoever reads a file adds it.
class NetworkBuilder {
 public:
  explicit NetworkBuilder(std::string name, Shape input) : network_{std::move(name), {}, {}}, shape_(input) {}

  [[nodiscard]] Result<void> conv(std::string name, std::uint64_t out, Window window);
  [[nodiscard]] Result<void> fc(std::string name, std::uint64_t out);
  [[nodiscard]] Result<void> pool(Window window);
  // Anything else without weights. `out` features leave it: attention makes one of queries, keys and values.
  void free(std::uint64_t out) { shape_ = {out, 1, 1}; }

  // Notes where the layer that was added last stands in its file.
  void place_last(Place place) { network_.layers.back().place = place; }
  // What the next layer reads.
  [[nodiscard]] Shape shape() const { return shape_; }
  [[nodiscard]] Network finish() && { return std::move(network_); }

 private:
  Network network_;
  Shape shape_;
};

// Elements of one sample. Shapes that a builder answers always fit.
[[nodiscard]] constexpr std::uint64_t count_of(const Shape& shape) {
  return shape.channels * shape.height * shape.width;
}

}  // namespace tare::parallelism
