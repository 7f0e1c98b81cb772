// An interval on a line, as every statistic of this folder answers it.
#pragma once

namespace tare::compare {

struct Interval {
  double low = 0;
  double high = 0;

  [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

// The level of every raw interval; Holm's correction raises it.
inline constexpr double kLevel = 0.95;

}  // namespace tare::compare
