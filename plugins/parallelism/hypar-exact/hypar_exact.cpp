// best[l][t] = layer(l, t) + min over s of best[l-1][s] + inter(l, s, t). Ties go to the smaller column: to dp, first
// at the innermost level.
#include "parallelism/hypar-exact/hypar_exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tare::parallelism {

ExactWorkspace::ExactWorkspace(const Problem& problem) : costs(problem) {
  const std::size_t states = std::size_t{1} << problem.level_count();
  weight.resize(states * states);
  for (std::size_t previous = 0; previous < states; ++previous) {
    for (std::size_t column = 0; column < states; ++column) {
      weight[previous * states + column] =
          costs.inter_weight(static_cast<Column>(previous), static_cast<Column>(column));
    }
  }
  best.resize(states);
  next.resize(states);
  from.resize(states * problem.layer_count());
  columns.resize(problem.layer_count());
}

double exact_partition(ExactWorkspace& workspace) {
  const ColumnCosts& costs = workspace.costs;
  const std::size_t states = workspace.best.size();
  const std::size_t layers = costs.layer_count();
  for (std::size_t t = 0; t < states; ++t) workspace.best[t] = costs.layer_bytes(0, static_cast<Column>(t));
  for (std::size_t layer = 1; layer < layers; ++layer) {
    const double tensor = costs.inter(layer);
    double* const next = workspace.next.data();
    std::uint8_t* const from = workspace.from.data() + layer * states;
    std::fill_n(next, states, std::numeric_limits<double>::infinity());
    // Rows of the weight table stand in the inner loop, so that it reads memory in order.
    for (std::size_t s = 0; s < states; ++s) {
      const double* const weight = workspace.weight.data() + s * states;
      const double before = workspace.best[s];
      for (std::size_t t = 0; t < states; ++t) {
        const double bytes = before + tensor * weight[t];
        const bool is_better = bytes < next[t];
        next[t] = is_better ? bytes : next[t];
        from[t] = is_better ? static_cast<std::uint8_t>(s) : from[t];
      }
    }
    for (std::size_t t = 0; t < states; ++t) next[t] += costs.layer_bytes(layer, static_cast<Column>(t));
    std::swap(workspace.best, workspace.next);
  }
  const auto cheapest = std::min_element(workspace.best.begin(), workspace.best.end());
  auto column = static_cast<std::size_t>(cheapest - workspace.best.begin());
  for (std::size_t layer = layers; layer-- > 0;) {
    workspace.columns[layer] = static_cast<Column>(column);
    if (layer > 0) column = workspace.from[layer * states + column];
  }
  return *cheapest;
}

Result<void> HyparExact::prepare(const Problem& problem) {
  if (problem.level_count() > kExactLevels) {
    const double transitions =
        static_cast<double>(problem.layer_count()) * std::ldexp(1.0, 2 * static_cast<int>(problem.level_count()));
    return fail(ErrorKind::unsupported,
                fmt::format("{} levels would take {:.3g} transitions a search (layers x 4^levels), expected at most {} "
                            "levels; use hypar, which is greedy over the levels",
                            problem.level_count(), transitions, kExactLevels),
                "too_many_levels");
  }
  workspace_.emplace(problem);
  return {};
}

Result<Plan> HyparExact::plan(const Problem& problem, std::uint64_t) {
  exact_partition(*workspace_);
  return plan_of(workspace_->columns, problem.level_count());
}

}  // namespace tare::parallelism
