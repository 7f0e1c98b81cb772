// Implementation of sample_shape.hpp.
#include "compare/sample_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numbers>
#include <numeric>
#include <vector>

namespace tare::compare {
namespace {

// One-sided 5 % of the standard normal: under independence the lag-one coefficient of n values has a standard error of
// about 1 / sqrt(n) (Box and Jenkins).
constexpr double kDetection = 1.645;

// Standard error of a median of AR(1) noise over that of independent noise. The median's influence is the sign of the
// deviation, and signs of a Gaussian process with correlation r correlate by 2/pi asin(r).
double median_widening(double lag_one) {
  double sum = 0;
  double power = lag_one;
  for (int lag = 1; lag < 100; ++lag) {
    sum += 2 / std::numbers::pi * std::asin(power);
    power *= lag_one;
  }
  return std::sqrt(1 + 2 * sum);
}

}  // namespace

Autocorrelation autocorrelation_of(std::span<const PairedRound> rounds) {
  std::map<int, std::vector<double>> by_process;
  for (const PairedRound& round : rounds) {
    by_process[round.process].push_back(std::log(round.baseline_ns / round.method_ns));
  }
  double products = 0;
  double squares = 0;
  for (auto& [process, logs] : by_process) {
    const double mean = std::accumulate(logs.begin(), logs.end(), 0.0) / static_cast<double>(logs.size());
    for (std::size_t i = 0; i < logs.size(); ++i) {
      squares += (logs[i] - mean) * (logs[i] - mean);
      if (i > 0) products += (logs[i] - mean) * (logs[i - 1] - mean);
    }
  }
  Autocorrelation result;
  if (squares <= 0) return result;
  const double count = static_cast<double>(rounds.size());
  const double raw = products / squares;
  // Marriott and Pope (1954): the estimate of n values with a fitted mean is low by (1 + 4 r) / n, here a process.
  const double processes = static_cast<double>(by_process.size());
  result.lag_one = std::min(0.95, raw + (1 + 4 * raw) * processes / count);
  result.is_present = raw + processes / count > kDetection / std::sqrt(count);
  if (result.is_present) result.widening = median_widening(result.lag_one);
  return result;
}

bool is_bimodal(std::span<const double> values) {
  constexpr std::size_t kFewest = 12;
  if (values.size() < kFewest) return false;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double count = static_cast<double>(sorted.size());
  const double total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  double spread = 0;
  for (const double value : sorted) spread += (value - total / count) * (value - total / count);
  if (spread <= 0) return false;
  // Otsu's criterion: the share of the variance that lies between the two sides of the best cut. A normal sample gives
  // about 2/pi, a uniform one 3/4, two separate modes nearly 1.
  constexpr double kSeparation = 0.87;
  const auto fewest = static_cast<std::size_t>(std::ceil(count / 10));
  double below = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    below += sorted[i - 1];
    if (i < fewest || sorted.size() - i < fewest) continue;
    const double left = static_cast<double>(i);
    const double gap = below / left - (total - below) / (count - left);
    if (left * (count - left) / count * gap * gap / spread > kSeparation) return true;
  }
  return false;
}

bool is_either_bimodal(std::span<const PairedRound> rounds) {
  std::vector<double> baseline;
  std::vector<double> method;
  for (const PairedRound& round : rounds) {
    baseline.push_back(std::log(round.baseline_ns));
    method.push_back(std::log(round.method_ns));
  }
  return is_bimodal(baseline) || is_bimodal(method);
}

}  // namespace tare::compare
