// Algorithm 2, as a loop from the outermost level in: com = com_h + 2 * com_{h-1} gives level h the weight 2^h.
#include "parallelism/hypar/hierarchical_partition.hpp"

#include <algorithm>

namespace tare::parallelism {

double hierarchical_partition(const Problem& problem, PartitionWorkspace& workspace, Plan& plan) {
  // Copies into memory of the same size; assigning the struct could allocate.
  std::copy(problem.costs().dp.begin(), problem.costs().dp.end(), workspace.costs.dp.begin());
  std::copy(problem.costs().mp.begin(), problem.costs().mp.end(), workspace.costs.mp.begin());
  std::copy(problem.costs().mp_out.begin(), problem.costs().mp_out.end(), workspace.costs.mp_out.begin());
  std::copy(problem.costs().inter.begin(), problem.costs().inter.end(), workspace.costs.inter.begin());

  double com = 0;
  double pairs = 1;
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    const std::span<Split> splits = plan.level(level);
    com += pairs * partition_between_two(workspace.costs, workspace.pointers, splits);
    workspace.costs.shrink(splits, problem.settings().inter_tensor);
    pairs *= 2;
  }
  return com;
}

}  // namespace tare::parallelism
