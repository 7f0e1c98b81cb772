// Looks at a layer's kind and at nothing else.
#include "parallelism/one-weird-trick/one_weird_trick.hpp"

namespace tare::parallelism {

Result<Plan> OneWeirdTrick::plan(const Problem& problem, std::uint64_t) {
  Plan plan(problem.level_count(), problem.layer_count(), Split::dp);
  for (std::size_t layer = 0; layer < problem.layer_count(); ++layer) {
    if (problem.network().layers[layer].kind == LayerKind::conv) continue;
    for (std::size_t level = 0; level < problem.level_count(); ++level) plan.set(level, layer, Split::mp);
  }
  return plan;
}

}  // namespace tare::parallelism
