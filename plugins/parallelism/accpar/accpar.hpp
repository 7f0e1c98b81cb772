// AccPar's planner for equal accelerators: HyPar's hierarchy with a third split, the output channels.
// As in its authors' published code it counts bytes only: no unequal shares, no computing time.
#pragma once

#include "parallelism/problem/method.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tare::parallelism {

// The memory of a search, made once.
struct AccparWorkspace {
  explicit AccparWorkspace(const Problem& problem) : costs(problem.costs()), from(problem.layer_count()) {}

  LevelCosts costs;
  std::vector<std::array<std::uint8_t, kSplitCount>> from;  // the split before, by layer and split
};

// One level: the cheapest of 3^L splittings, in O(9 L).
double partition_three_types(AccparWorkspace& workspace, std::span<Split> level);
// All levels, greedy as HyPar's algorithm 2.
double accpar_partition(const Problem& problem, AccparWorkspace& workspace, Plan& plan);

class Accpar final : public Planner {
 public:
  Result<void> prepare(const Problem& problem) override;
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;

 private:
  std::optional<AccparWorkspace> workspace_;
};

}  // namespace tare::parallelism
