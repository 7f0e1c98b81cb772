// Implementation of alternatives.hpp. Each alternative is made from the same resamples; the chosen one is the
// percentile interval.
#include "alternatives.hpp"

#include "compare/bootstrap.hpp"
#include "compare/distribution.hpp"
#include "simulated_rounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace tare::bench {
namespace {

using compare::Interval;

constexpr std::array<const char*, 4> kNames = {"percentile", "expanded percentile", "normal, bootstrap error", "basic"};

std::array<Interval, 4> intervals_of(const std::vector<compare::PairedRound>& rounds, std::uint64_t seed) {
  std::vector<double> logs = compare::resampled_log_ratios(rounds, {.resamples = 1000, .seed = seed});
  std::sort(logs.begin(), logs.end());
  const auto percentile = [&](double tail) {
    const auto index = static_cast<std::size_t>(std::max(1.0, tail * static_cast<double>(logs.size()))) - 1;
    return Interval{logs[index], logs[logs.size() - 1 - index]};
  };
  const double estimate = compare::log_ratio_of_medians(rounds);
  double mean = 0;
  for (const double log : logs) mean += log / static_cast<double>(logs.size());
  double sum = 0;
  for (const double log : logs) sum += (log - mean) * (log - mean);
  const double reach = 1.96 * std::sqrt(sum / static_cast<double>(logs.size() - 1));
  // Hesterberg (2015): the percentile at Student's quantile, scaled by sqrt(n / (n - 1)).
  const double count = static_cast<double>(rounds.size());
  const double expanded =
      compare::normal_probability(compare::student_quantile(0.025, count - 1) * std::sqrt(count / (count - 1)));
  const Interval raw = percentile(0.025);
  return {raw, percentile(expanded), Interval{estimate - reach, estimate + reach},
          Interval{2 * estimate - raw.high, 2 * estimate - raw.low}};
}

}  // namespace

void print_alternatives(int trials) {
  fmt::print("\n| interval | noise | rounds | coverage % | power for 4 % |\n|---|---|---|---|---|\n");
  const double edge = std::log1p(compare::kBandRatio);
  for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
    for (const test::Shape shape : {test::Shape::normal, test::Shape::log_normal}) {
      for (const int round_count : {10, 20, 100}) {
        random::Generator generator(6);
        int covered = 0;
        int seen = 0;
        for (int trial = 0; trial < trials; ++trial) {
          const auto rounds =
              test::simulated_rounds({.shape = shape, .true_ratio = 1.04, .round_count = round_count}, generator);
          const Interval interval = intervals_of(rounds, generator())[kind];
          if (interval.contains(std::log(1.04))) ++covered;
          if (interval.low > edge) ++seen;
        }
        fmt::print("| {} | {} | {} | {:.1f} | {:.1f} |\n", kNames[kind],
                   test::kShapeNames[static_cast<std::size_t>(shape)], round_count, 100.0 * covered / trials,
                   100.0 * seen / trials);
        std::fflush(stdout);
      }
    }
  }
}

}  // namespace tare::bench
