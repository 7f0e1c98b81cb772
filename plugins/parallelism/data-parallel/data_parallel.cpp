// A plan of zeros.
#include "parallelism/data-parallel/data_parallel.hpp"

namespace tare::parallelism {

Result<Plan> DataParallel::plan(const Problem& problem, std::uint64_t) {
  return Plan(problem.level_count(), problem.layer_count(), Split::dp);
}

}  // namespace tare::parallelism
