// Algorithm 2 of HyPar: partition between two halves, shrink the tensors, go on inside one half (both are alike).
// O(H * L) time; greedy over the levels, because a choice changes what the levels below have to move.
#pragma once

#include "parallelism/hypar/partition_between_two.hpp"

namespace tare::parallelism {

// The memory that a search needs, made once: a search itself allocates nothing.
struct PartitionWorkspace {
  explicit PartitionWorkspace(const Problem& problem)
      : costs(problem.costs()), pointers(problem.layer_count(), std::uint8_t{0}) {}

  LevelCosts costs;
  BackPointers pointers;
};

// Fills a plan of the problem's shape and answers com: the bytes of all levels and pairs.
double hierarchical_partition(const Problem& problem, PartitionWorkspace& workspace, Plan& plan);

}  // namespace tare::parallelism
