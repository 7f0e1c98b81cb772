// Three states a layer. Ties go to the lower type: dp, then mp, then mp_out.
#include "parallelism/accpar/accpar.hpp"

#include <algorithm>

namespace tare::parallelism {
namespace {

using States = std::array<double, kSplitCount>;

std::size_t cheapest(const States& states) {
  return static_cast<std::size_t>(std::min_element(states.begin(), states.end()) - states.begin());
}

States intra(const LevelCosts& costs, std::size_t layer) {
  return {costs.dp[layer], costs.mp[layer], costs.mp_out[layer]};
}

}  // namespace

double partition_three_types(AccparWorkspace& workspace, std::span<Split> level) {
  const LevelCosts& costs = workspace.costs;
  States best = intra(costs, 0);
  for (std::size_t layer = 1; layer < level.size(); ++layer) {
    States next = intra(costs, layer);
    for (std::size_t to = 0; to < kSplitCount; ++to) {
      States ways = best;
      for (std::size_t from = 0; from < kSplitCount; ++from) {
        ways[from] += inter_part(static_cast<Split>(from), static_cast<Split>(to)) * costs.inter[layer];
      }
      const std::size_t from = cheapest(ways);
      workspace.from[layer][to] = static_cast<std::uint8_t>(from);
      next[to] += ways[from];
    }
    best = next;
  }
  std::size_t split = cheapest(best);
  const double bytes = best[split];
  for (std::size_t layer = level.size(); layer-- > 0;) {
    level[layer] = static_cast<Split>(split);
    split = workspace.from[layer][split];
  }
  return bytes;
}

double accpar_partition(const Problem& problem, AccparWorkspace& workspace, Plan& plan) {
  workspace.costs = problem.costs();
  double bytes = 0;
  double pairs = 1;
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    const std::span<Split> splits = plan.level(level);
    bytes += pairs * partition_three_types(workspace, splits);
    workspace.costs.shrink(splits, problem.settings().inter_tensor);
    pairs *= 2;
  }
  return bytes;
}

Result<void> Accpar::prepare(const Problem& problem) {
  workspace_.emplace(problem);
  return {};
}

Result<Plan> Accpar::plan(const Problem& problem, std::uint64_t) {
  Plan plan(problem.level_count(), problem.layer_count());
  accpar_partition(problem, *workspace_, plan);
  return plan;
}

}  // namespace tare::parallelism
