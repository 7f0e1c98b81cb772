// What a layer costs by its splits at all levels together ("a column"), for methods that change one layer at a time.
// Two splits only, dp and mp: bit h of a column is 1 when the layer is mp at level h. Equal to the evaluator's sums,
// which a test checks; the evaluator stays the judge.
#pragma once

#include "parallelism/problem/problem.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace tare::parallelism {

using Column = std::uint32_t;

class ColumnCosts {
 public:
  explicit ColumnCosts(const Problem& problem);

  // Bytes inside a layer. W halves with every mp level and the pairs double with every level, so the dp levels weigh
  // 1, 2, 4, ... in whatever order they stand: A(dW) * (2^(H-m) - 1) + A(F) * (2^m - 1) for m mp levels.
  [[nodiscard]] double layer_bytes(std::size_t layer, Column column) const {
    const auto mp_levels = static_cast<std::size_t>(std::popcount(column));
    return dp_[layer] * (power_[level_count_ - mp_levels] - 1) + mp_[layer] * (power_[mp_levels] - 1);
  }
  // Bytes between a layer and the one before it: half the tensor at each level that is not dp-dp. By the reader's
  // history the tensor halves as the pairs double; by the writer's it stays whole under mp.
  [[nodiscard]] double inter_bytes(std::size_t layer, Column previous, Column column) const {
    return inter_[layer] * inter_weight(previous, column);
  }
  // The factor of inter_bytes, the same for every layer.
  [[nodiscard]] double inter_weight(Column previous, Column column) const {
    Column moving = previous | column;
    if (rule_ == InterTensor::own) return .5 * std::popcount(moving);
    double weight = 0;
    for (; moving != 0; moving &= moving - 1) {
      const Column below = (moving & -moving) - 1;
      weight += .5 * power_[static_cast<std::size_t>(std::popcount(previous & below))];
    }
    return weight;
  }
  // All bytes of a plan given as columns.
  [[nodiscard]] double step_bytes(std::span<const Column> columns) const;

  [[nodiscard]] std::size_t layer_count() const { return dp_.size(); }
  [[nodiscard]] std::size_t level_count() const { return level_count_; }
  // A tensor between layers at the first level, as the cost of inter_weight 1.
  [[nodiscard]] double inter(std::size_t layer) const { return inter_[layer]; }

 private:
  std::vector<double> dp_;
  std::vector<double> mp_;
  std::vector<double> inter_;
  std::vector<double> power_;  // 2^i
  std::size_t level_count_;
  InterTensor rule_;
};

[[nodiscard]] Plan plan_of(std::span<const Column> columns, std::size_t level_count);

}  // namespace tare::parallelism
