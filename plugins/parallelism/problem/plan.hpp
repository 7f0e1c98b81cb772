// A plan: how every layer is split between the two halves of the array at every level.
// Knows nothing of costs. The paper writes 0 for dp and 1 for mp, one row a level; AccPar's third type is 2.
#pragma once

#include "tare/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::parallelism {

// What the two halves divide between them. Values index the tables of communication.hpp.
enum class Split : std::uint8_t {
  dp = 0,      // the batch: data parallelism, AccPar's type I
  mp = 1,      // the input channels: HyPar's model parallelism, AccPar's type II
  mp_out = 2,  // the output channels: AccPar's type III
};
inline constexpr std::size_t kSplitCount = 3;

[[nodiscard]] constexpr std::size_t index_of(Split split) { return static_cast<std::size_t>(split); }

class Plan {
 public:
  Plan() = default;
  Plan(std::size_t level_count, std::size_t layer_count, Split everywhere = Split::dp)
      : layer_count_(layer_count), level_count_(level_count), splits_(level_count * layer_count, everywhere) {}

  [[nodiscard]] std::size_t level_count() const { return level_count_; }
  [[nodiscard]] std::size_t layer_count() const { return layer_count_; }
  // Level 0 divides the whole array: the paper's H1.
  [[nodiscard]] Split at(std::size_t level, std::size_t layer) const { return splits_[level * layer_count_ + layer]; }
  void set(std::size_t level, std::size_t layer, Split split) { splits_[level * layer_count_ + layer] = split; }
  [[nodiscard]] std::span<Split> level(std::size_t level) {
    return std::span(splits_).subspan(level * layer_count_, layer_count_);
  }
  [[nodiscard]] std::span<const Split> level(std::size_t level) const {
    return std::span(splits_).subspan(level * layer_count_, layer_count_);
  }
  [[nodiscard]] bool operator==(const Plan&) const = default;

 private:
  std::size_t layer_count_ = 0;
  std::size_t level_count_ = 0;
  std::vector<Split> splits_;
};

// "1111/1111/0111/1111": a row a level from H1 on. No level is "".
[[nodiscard]] std::string text_of(const Plan& plan);
// The reverse; checks the numbers of rows and digits.
[[nodiscard]] Result<Plan> plan_from(std::string_view text, std::size_t level_count, std::size_t layer_count);

}  // namespace tare::parallelism
