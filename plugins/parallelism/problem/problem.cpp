// Fills the cost arrays and guards their range.
#include "parallelism/problem/problem.hpp"

#include <fmt/format.h>

#include <utility>

namespace tare::parallelism {
namespace {

constexpr double kExactLimit = 0x1p53;

tl::unexpected<Error> too_large(const Network& network, const Layer& layer, std::string_view what, double bytes) {
  return fail(
      ErrorKind::failed,
      fmt::format("{}: {} of {:.3g} bytes, beyond 2^53 and so not counted exactly; use a smaller batch or layer",
                  place_of(network, layer), what, bytes),
      "too_large");
}

}  // namespace

void LevelCosts::shrink(std::span<const Split> level, InterTensor rule) {
  const std::size_t count = level.size();
  for (std::size_t layer = 0; layer < count; ++layer) {
    const Shrink& factor = kShrink[index_of(level[layer])];
    dp[layer] *= factor.dp;
    mp[layer] *= factor.mp;
    mp_out[layer] *= factor.mp_out;
  }
  if (rule == InterTensor::own) {
    for (std::size_t layer = 0; layer < count; ++layer) inter[layer] *= kShrink[index_of(level[layer])].own_inter;
  } else {
    for (std::size_t layer = 1; layer < count; ++layer) inter[layer] *= kShrink[index_of(level[layer - 1])].after_inter;
  }
}

Result<Problem> Problem::create(Network network, const Settings& settings) {
  if (network.layers.empty()) {
    return fail(ErrorKind::failed, fmt::format("network {} has no layer, expected at least one", network.name),
                "bad_network");
  }
  Problem problem(std::move(network), settings);
  const double batch_bytes = static_cast<double>(settings.batch) * settings.element_bytes;
  bool is_first = true;
  for (const Layer& layer : problem.network_.layers) {
    const double weights = static_cast<double>(layer.weight_count) * settings.element_bytes;
    const double input = static_cast<double>(layer.input_count) * batch_bytes;
    const double output = static_cast<double>(layer.output_count) * batch_bytes;
    if (weights > kExactLimit) return too_large(problem.network_, layer, "weights", weights);
    if (input > kExactLimit) return too_large(problem.network_, layer, "an input", input);
    if (output > kExactLimit) return too_large(problem.network_, layer, "an output", output);
    problem.costs_.dp.push_back(settings.factor_dp * weights);
    problem.costs_.mp.push_back(settings.factor_mp * output);
    problem.costs_.mp_out.push_back(is_first ? 0 : settings.factor_mp * input);
    problem.costs_.inter.push_back(is_first ? 0 : settings.factor_inter * input);
    problem.macs_per_sample_ +=
        static_cast<double>(settings.macs == MacSide::input ? layer.input_mac_count : layer.output_mac_count);
    is_first = false;
  }
  return problem;
}

}  // namespace tare::parallelism
