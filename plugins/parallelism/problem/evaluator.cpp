// Costs a plan level by level, as algorithm 2 does: cost a level, shrink the tensors, go to the next with twice as many
// pairs.
#include "parallelism/problem/evaluator.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tare::parallelism {
namespace {

// A step computes forward, backward and gradient, each of M multiply-accumulates a sample (also for the first layer).
constexpr double kPasses = 3;

// Weights and their gradients, every layer's input (kept for its gradient) and the last output, by the splits of all
// levels: s * (sum over l of (2 * W_H(l) + F_H(l)) + F_H(L)).
double device_memory_bytes(const Problem& problem, const Plan& plan) {
  const Settings& settings = problem.settings();
  const double batch_bytes = static_cast<double>(settings.batch) * settings.element_bytes;
  double sum = 0;
  for (std::size_t index = 0; index < problem.layer_count(); ++index) {
    const Layer& layer = problem.network().layers[index];
    double weights = static_cast<double>(layer.weight_count) * settings.element_bytes;
    double input = static_cast<double>(layer.input_count) * batch_bytes;
    double output = static_cast<double>(layer.output_count) * batch_bytes;
    for (std::size_t level = 0; level < plan.level_count(); ++level) {
      const Shrink& factor = kShrink[index_of(plan.at(level, index))];
      weights *= factor.dp;
      input *= factor.mp_out;
      output *= factor.mp;
    }
    sum += 2 * weights + input;
    if (index + 1 == problem.layer_count()) sum += output;
  }
  return sum;
}

void add(Traffic& sum, const Traffic& pair, double pairs) {
  sum.forward_bytes += pairs * pair.forward_bytes;
  sum.backward_bytes += pairs * pair.backward_bytes;
  sum.gradient_bytes += pairs * pair.gradient_bytes;
}

Result<void> check_shape(const Problem& problem, const Plan& plan) {
  if (plan.level_count() != problem.level_count() || plan.layer_count() != problem.layer_count()) {
    return fail(ErrorKind::wrong_answer,
                fmt::format("the plan has {} levels of {} layers, expected {} of {}", plan.level_count(),
                            plan.layer_count(), problem.level_count(), problem.layer_count()),
                "bad_plan_shape");
  }
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    for (const Split split : plan.level(level)) {
      if (index_of(split) >= kSplitCount) {
        return fail(ErrorKind::wrong_answer,
                    fmt::format("level {} of the plan holds {}, expected 0, 1 or 2", level + 1, index_of(split)),
                    "bad_plan_shape");
      }
    }
  }
  return {};
}

}  // namespace

Traffic pair_traffic(const LevelCosts& costs, std::span<const Split> level) {
  Traffic traffic;
  for (std::size_t layer = 0; layer < level.size(); ++layer) {
    switch (level[layer]) {
      case Split::dp:
        traffic.gradient_bytes += costs.dp[layer];
        break;
      case Split::mp:
        traffic.forward_bytes += costs.mp[layer];
        break;
      case Split::mp_out:
        traffic.backward_bytes += costs.mp_out[layer];
        break;
    }
    if (layer == 0) continue;
    const std::size_t previous = index_of(level[layer - 1]);
    const std::size_t next = index_of(level[layer]);
    traffic.forward_bytes += kForwardPart[previous][next] * costs.inter[layer];
    traffic.backward_bytes += kBackwardPart[previous][next] * costs.inter[layer];
  }
  return traffic;
}

Result<Evaluation> evaluated(const Problem& problem, const Plan& plan) {
  const Result<void> shape = check_shape(problem, plan);
  if (!shape) return tl::unexpected(shape.error());
  const Settings& settings = problem.settings();

  Evaluation result;
  LevelCosts costs = problem.costs();
  double pairs = 1;
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    Traffic& traffic = result.levels.emplace_back();
    add(traffic, pair_traffic(costs, plan.level(level)), pairs);
    add(result.step, traffic, 1);
    costs.shrink(plan.level(level), settings.inter_tensor);
    pairs *= 2;
  }
  const double total_bytes = result.step.total_bytes();
  if (!(total_bytes <= 0x1p53)) {
    return fail(ErrorKind::failed,
                fmt::format("network {}: a step moves {:.3g} bytes, beyond 2^53 and so not counted exactly; use a "
                            "smaller batch or fewer levels",
                            problem.network().name, total_bytes),
                "too_large");
  }

  const double macs = kPasses * static_cast<double>(settings.batch) * problem.macs_per_sample();
  const double accelerators = std::ldexp(1.0, static_cast<int>(settings.levels));
  result.compute_time_s = macs / (accelerators * settings.mac_rate_per_s);
  result.communication_time_s = settings.hop_ratio * total_bytes / settings.bandwidth_bytes_per_s;
  result.step_time_s = result.compute_time_s + result.communication_time_s;
  result.step_energy_j = macs * settings.mac_energy_j + total_bytes * settings.byte_energy_j;
  result.device_memory_bytes = device_memory_bytes(problem, plan);

  // Data parallelism costs factor_dp * A(dW) * (1 + 2 + ... + 2^(H-1)): what a ring all-reduce sends, for a factor 2.
  double gradient_bytes = 0;
  for (const double bytes : problem.costs().dp) gradient_bytes += (accelerators - 1) * bytes;
  result.scaling_gain_ratio = macs / settings.mac_rate_per_s / result.step_time_s;
  result.h_tree_gain_ratio =
      (result.compute_time_s + gradient_bytes / settings.bandwidth_bytes_per_s) / result.step_time_s;
  return result;
}

}  // namespace tare::parallelism
