// Sums and conversions of column_costs.hpp.
#include "parallelism/parts/column_costs.hpp"

namespace tare::parallelism {

ColumnCosts::ColumnCosts(const Problem& problem)
    : dp_(problem.costs().dp),
      mp_(problem.costs().mp),
      inter_(problem.costs().inter),
      level_count_(problem.level_count()),
      rule_(problem.settings().inter_tensor) {
  for (std::size_t i = 0; i <= level_count_; ++i) power_.push_back(std::ldexp(1.0, static_cast<int>(i)));
}

double ColumnCosts::step_bytes(std::span<const Column> columns) const {
  double bytes = layer_bytes(0, columns[0]);
  for (std::size_t layer = 1; layer < columns.size(); ++layer) {
    bytes += layer_bytes(layer, columns[layer]) + inter_bytes(layer, columns[layer - 1], columns[layer]);
  }
  return bytes;
}

Plan plan_of(std::span<const Column> columns, std::size_t level_count) {
  Plan plan(level_count, columns.size());
  for (std::size_t layer = 0; layer < columns.size(); ++layer) {
    for (std::size_t level = 0; level < level_count; ++level) {
      plan.set(level, layer, ((columns[layer] >> level) & 1U) != 0 ? Split::mp : Split::dp);
    }
  }
  return plan;
}

}  // namespace tare::parallelism
