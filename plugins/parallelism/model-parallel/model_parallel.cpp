// A plan of ones.
#include "parallelism/model-parallel/model_parallel.hpp"

namespace tare::parallelism {

Result<Plan> ModelParallel::plan(const Problem& problem, std::uint64_t) {
  return Plan(problem.level_count(), problem.layer_count(), Split::mp);
}

}  // namespace tare::parallelism
