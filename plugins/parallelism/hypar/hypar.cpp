// Keeps the workspace from one search to the next.
#include "parallelism/hypar/hypar.hpp"

namespace tare::parallelism {

Result<void> Hypar::prepare(const Problem& problem) {
  workspace_.emplace(problem);
  return {};
}

Result<Plan> Hypar::plan(const Problem& problem, std::uint64_t) {
  Plan plan(problem.level_count(), problem.layer_count());
  hierarchical_partition(problem, *workspace_, plan);
  return plan;
}

}  // namespace tare::parallelism
