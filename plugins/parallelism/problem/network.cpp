// Size arithmetic of conv, fc and pool layers, with overflow caught before it happens.
#include "parallelism/problem/network.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <optional>
#include <utility>

namespace tare::parallelism {
namespace {

// Every count of a layer stays below 2^53, so that a double holds it exactly.
constexpr std::uint64_t kLargestCount = std::uint64_t{1} << 53U;

std::optional<std::uint64_t> product(std::initializer_list<std::uint64_t> factors) {
  std::uint64_t result = 1;
  for (const std::uint64_t factor : factors) {
    if (__builtin_mul_overflow(result, factor, &result) || result > kLargestCount) return std::nullopt;
  }
  return result;
}

// Positions of a window along one side.
Result<std::uint64_t> positions(std::uint64_t size, const Window& window, std::string_view side) {
  if (window.kernel > kLargestCount || window.pad > kLargestCount || size > kLargestCount) {
    return fail(ErrorKind::failed, "a kernel, pad or size is above 2^53, expected a real layer", "bad_network");
  }
  const std::uint64_t padded = size + 2 * window.pad;
  if (window.kernel > padded) {
    return fail(ErrorKind::failed,
                fmt::format("a kernel of {} does not fit the {} of {} (with padding {}), expected at most {}",
                            window.kernel, side, size, padded, padded),
                "bad_network");
  }
  const std::uint64_t room = padded - window.kernel;
  return (window.rounds_up ? (room + window.stride - 1) / window.stride : room / window.stride) + 1;
}

Result<Shape> moved_over(const Shape& shape, const Window& window) {
  const Result<std::uint64_t> height = positions(shape.height, window, "height");
  if (!height) return tl::unexpected(height.error());
  const Result<std::uint64_t> width = positions(shape.width, window, "width");
  if (!width) return tl::unexpected(width.error());
  return Shape{shape.channels, *height, *width};
}

tl::unexpected<Error> too_large(std::string_view what) {
  return fail(ErrorKind::failed,
              fmt::format("the {} is beyond 2^53 and could not be counted exactly, expected a smaller layer", what),
              "too_large");
}

}  // namespace

std::string place_of(const Network& network, const Layer& layer) {
  if (network.file.empty()) return fmt::format("network {}: layer {}", network.name, layer.name);
  return fmt::format("{}:{}:{}: layer {}", network.file, layer.place.line, layer.place.column, layer.name);
}

Result<void> NetworkBuilder::conv(std::string name, std::uint64_t out, Window window) {
  const Result<Shape> moved = moved_over(shape_, window);
  if (!moved) return tl::unexpected(moved.error());
  const std::optional<std::uint64_t> weights = product({window.kernel, window.kernel, shape_.channels, out});
  if (!weights) return too_large("number of weights");
  const std::optional<std::uint64_t> input = product({shape_.channels, shape_.height, shape_.width});
  if (!input) return too_large("input");
  const std::optional<std::uint64_t> output = product({out, moved->height, moved->width});
  if (!output) return too_large("output");
  const std::optional<std::uint64_t> output_macs = product({*weights, moved->height, moved->width});
  const std::optional<std::uint64_t> input_macs = product({*weights, shape_.height, shape_.width});
  if (!output_macs || !input_macs) return too_large("number of multiply-accumulates");
  network_.layers.push_back(
      {std::move(name), LayerKind::conv, *weights, *input, *output, *output_macs, *input_macs, {}});
  shape_ = {out, moved->height, moved->width};
  return {};
}

Result<void> NetworkBuilder::fc(std::string name, std::uint64_t out) {
  const std::optional<std::uint64_t> input = product({shape_.channels, shape_.height, shape_.width});
  if (!input) return too_large("input");
  if (out > kLargestCount) return too_large("output");
  const std::optional<std::uint64_t> weights = product({*input, out});
  if (!weights) return too_large("number of weights");
  network_.layers.push_back({std::move(name), LayerKind::fc, *weights, *input, out, *weights, *weights, {}});
  shape_ = {out, 1, 1};
  return {};
}

Result<void> NetworkBuilder::pool(Window window) {
  const Result<Shape> moved = moved_over(shape_, window);
  if (!moved) return tl::unexpected(moved.error());
  if (!product({moved->channels, moved->height, moved->width})) return too_large("output");
  shape_ = *moved;
  // The model moves feature maps after pooling: with sizes before it, Cifar-c and VGG leave the published plans.
  if (!network_.layers.empty()) network_.layers.back().output_count = count_of(shape_);
  return {};
}

}  // namespace tare::parallelism
