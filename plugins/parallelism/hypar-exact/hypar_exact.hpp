// The optimum over all 2^(H*L) plans of HyPar's space: a Viterbi search over layers whose states are a layer's splits
// at all levels at once. O(L * 4^H) time, so it refuses more than eight levels.
#pragma once

#include "parallelism/parts/column_costs.hpp"
#include "parallelism/problem/method.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tare::parallelism {

inline constexpr std::size_t kExactLevels = 8;

// The memory of a search, made once.
struct ExactWorkspace {
  explicit ExactWorkspace(const Problem& problem);

  ColumnCosts costs;
  std::vector<double> weight;      // [previous * states + column], the same for every layer
  std::vector<double> best;        // by column, up to the layer before
  std::vector<double> next;        // by column, up to this layer
  std::vector<std::uint8_t> from;  // [layer * states + column]
  std::vector<Column> columns;     // the answer
};

// Fills workspace.columns and answers their bytes.
double exact_partition(ExactWorkspace& workspace);

class HyparExact final : public Planner {
 public:
  Result<void> prepare(const Problem& problem) override;
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;

 private:
  std::optional<ExactWorkspace> workspace_;
};

}  // namespace tare::parallelism
