// Implementation of sample_shape.hpp.
#include "compare/sample_shape.hpp"

#include "compare/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

namespace tare::compare {
namespace {

// One-sided 5 % of the standard normal: under independence the lag-one coefficient of n values has a standard error of
// about 1 / sqrt(n) (Box and Jenkins).
constexpr double kDetection = 1.645;

// How many independent rounds one round of AR(1) noise is worth for a median. The median's influence is the sign of the
// deviation, and signs of a Gaussian process with correlation r correlate by 2/pi asin(r).
double effective_share(double lag_one) {
  double sum = 0;
  double power = lag_one;
  for (int lag = 1; lag < 100; ++lag) {
    sum += 2 / std::numbers::pi * std::asin(power);
    power *= lag_one;
  }
  return 1 / (1 + 2 * sum);
}

// The same process's logarithms, each less their mean.
using Series = std::vector<std::vector<double>>;

template <typename Log>
Series centred(std::span<const PairedRound> rounds, const Log& log_of) {
  std::map<int, std::vector<double>> by_process;
  for (const PairedRound& round : rounds) by_process[round.process].push_back(log_of(round));
  Series series;
  for (auto& [process, logs] : by_process) {
    const double mean = std::accumulate(logs.begin(), logs.end(), 0.0) / static_cast<double>(logs.size());
    for (double& log : logs) log -= mean;
    series.push_back(std::move(logs));
  }
  return series;
}

// Sum over processes of a_i * b_(i - lag).
double products(const Series& a, const Series& b, std::size_t lag) {
  double sum = 0;
  for (std::size_t process = 0; process < a.size(); ++process) {
    for (std::size_t i = lag; i < a[process].size(); ++i) sum += a[process][i] * b[process][i - lag];
  }
  return sum;
}

double lag_one_of(const Series& series) {
  const double squares = products(series, series, 0);
  return squares > 0 ? products(series, series, 1) / squares : 0;
}

}  // namespace

Autocorrelation autocorrelation_of(std::span<const PairedRound> rounds) {
  const Series baseline = centred(rounds, [](const PairedRound& round) { return std::log(round.baseline_ns); });
  const Series method = centred(rounds, [](const PairedRound& round) { return std::log(round.method_ns); });
  const double count = static_cast<double>(rounds.size());
  const double squares = std::sqrt(products(baseline, baseline, 0) * products(method, method, 0));
  Autocorrelation result;
  // What both sides share cancels in the ratio, so a drift of the machine must not count: then only the series of
  // ratios tells. Where the sides do not move together, each is a series of its own and two tell more than one.
  const bool is_shared = squares <= 0 || products(baseline, method, 0) / squares > 2 / std::sqrt(count);
  const double raw =
      is_shared ? lag_one_of(centred(
                      rounds, [](const PairedRound& round) { return std::log(round.baseline_ns / round.method_ns); }))
                : (lag_one_of(baseline) + lag_one_of(method)) / 2;
  // Marriott and Pope (1954): the estimate of n values with a fitted mean is low by (1 + 4 r) / n, here a process.
  const double processes = static_cast<double>(baseline.size());
  result.lag_one = std::clamp(raw + (1 + 4 * raw) * processes / count, 0.0, 0.95);
  result.is_present = raw + processes / count > kDetection / std::sqrt(is_shared ? count : 2 * count);
  // So few effective rounds estimate their own spread badly: Student's quantile in place of the normal one.
  const double share = effective_share(result.lag_one);
  const double effective_count = std::max(3.0, share * count);
  result.widening = student_quantile(0.975, effective_count - 1) / normal_quantile(0.975) / std::sqrt(share);
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
