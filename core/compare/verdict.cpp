// Implementation of verdict.hpp.
#include "compare/verdict.hpp"

#include "compare/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tare::compare {
namespace {

// More than this is no advice.
constexpr double kMostFurther = 100000;

// The half width of an interval falls with the square root of the count; it has to fall to the distance between the
// estimate and the nearer edge of the band.
std::optional<int> further_count(const Uncertainty& uncertainty, const Rule& rule) {
  const double room = std::abs(std::abs(uncertainty.estimate()) - rule.edge);
  const double reach = -normal_quantile((1 - rule.level) / 2) * uncertainty.standard_error();
  const double count = std::max(1, rule.count);
  if (room <= 0) return std::nullopt;
  const double needed = std::max(count * (reach / room) * (reach / room), static_cast<double>(rule.fewest_count));
  if (needed - count > kMostFurther) return std::nullopt;
  return std::max(1, static_cast<int>(std::ceil(needed - count)));
}

}  // namespace

Judgement judge(const Uncertainty& uncertainty, const Rule& rule) {
  const Interval interval = uncertainty.interval(rule.level);
  if (interval.low >= -rule.edge && interval.high <= rule.edge) return {Verdict::same};
  if (rule.count >= rule.fewest_count) {
    if (interval.low > rule.edge) return {Verdict::better};
    if (interval.high < -rule.edge) return {Verdict::worse};
  }
  return {Verdict::undecided, further_count(uncertainty, rule)};
}

std::vector<double> holm_levels(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> levels(p_values.size(), kLevel);
  double alpha = 1 - kLevel;
  bool is_stopped = false;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    if (!is_stopped) alpha = (1 - kLevel) / static_cast<double>(order.size() - rank);
    is_stopped = is_stopped || p_values[order[rank]] > alpha;
    levels[order[rank]] = 1 - alpha;
  }
  return levels;
}

}  // namespace tare::compare
