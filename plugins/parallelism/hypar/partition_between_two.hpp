// Algorithm 1 of HyPar (arXiv:1901.02067): how to split every layer between two halves so that they exchange least.
// Two states a layer, O(L) time, no allocation. Exact for one level.
#pragma once

#include "parallelism/problem/problem.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tare::parallelism {

// For each layer, which split the cheapest way came from: bit 0 when this layer is dp, bit 1 when it is mp.
using BackPointers = std::vector<std::uint8_t>;

// Writes the splits and answers com, the bytes that the pair exchanges. `pointers` holds at least a byte a layer.
double partition_between_two(const LevelCosts& costs, BackPointers& pointers, std::span<Split> level);

}  // namespace tare::parallelism
