// Implementation of simulated_rounds.hpp.
#include "simulated_rounds.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace tare::test {
namespace {

using compare::PairedRound;

// A factor near 1 with the given spread. The log-normal one has a floor and a long tail above it, as timings have; the
// bimodal one is 4 spreads slower in three rounds of ten.
double noise_factor(const Scenario& scenario, double normal, random::Generator& generator) {
  switch (scenario.shape) {
    case Shape::normal:
      return std::exp(scenario.noise_ratio * normal);
    case Shape::log_normal:
      return 1 + scenario.noise_ratio * std::exp(normal);
    case Shape::bimodal:
      return (generator.unit() < 0.3 ? 1 + 4 * scenario.noise_ratio : 1) * std::exp(scenario.noise_ratio / 2 * normal);
  }
  return 1;
}

// The rounds that the stopping rule of core/run lets happen: eight first, then as many more as the width asks for.
std::vector<PairedRound> stopped(const Scenario& scenario, const std::vector<PairedRound>& rounds) {
  if (!scenario.stop_width_ratio) return rounds;
  std::size_t count = compare::kRoundsForVerdict;
  while (count < rounds.size()) {
    const double width_ratio = compare::interval_width_ratio(std::span(rounds).first(count)).value();
    if (width_ratio <= *scenario.stop_width_ratio) break;
    const double growth = std::min(4.0, std::pow(width_ratio / *scenario.stop_width_ratio, 2.0));
    const auto wanted = static_cast<std::size_t>(std::ceil(static_cast<double>(count) * growth));
    count = std::clamp(wanted, count + 1, rounds.size());
  }
  return {rounds.begin(), rounds.begin() + static_cast<std::ptrdiff_t>(std::min(count, rounds.size()))};
}

}  // namespace

std::vector<PairedRound> simulated_rounds(const Scenario& scenario, random::Generator& generator) {
  std::vector<PairedRound> rounds;
  std::vector<double> process_factors;
  for (int i = 0; i < scenario.process_count; ++i) {
    process_factors.push_back(std::exp(scenario.process_ratio * generator.normal()));
  }
  double baseline_normal = generator.normal();
  double method_normal = generator.normal();
  const double innovation = std::sqrt(1 - scenario.lag_one * scenario.lag_one);
  for (int i = 0; i < scenario.round_count; ++i) {
    baseline_normal = scenario.lag_one * baseline_normal + innovation * generator.normal();
    method_normal = scenario.lag_one * method_normal + innovation * generator.normal();
    // Processes come one after another, as in a sitting.
    const int process = i * scenario.process_count / scenario.round_count;
    const double common_ns = 1000 * std::exp(scenario.common_ratio * generator.normal());
    rounds.push_back({process, i,
                      common_ns * scenario.true_ratio * process_factors[static_cast<std::size_t>(process)] *
                          noise_factor(scenario, baseline_normal, generator),
                      common_ns * noise_factor(scenario, method_normal, generator)});
  }
  return rounds;
}

Rates rates_of(const Scenario& scenario, int trials, std::uint64_t seed, int resamples) {
  random::Generator generator(seed);
  Rates rates;
  const double share = 1.0 / trials;
  for (int trial = 0; trial < trials; ++trial) {
    const std::vector<PairedRound> rounds = stopped(scenario, simulated_rounds(scenario, generator));
    const auto ratio = compare::time_ratio(rounds, {.resamples = resamples, .seed = generator()});
    if (!ratio || !ratio->interval) continue;
    if (ratio->interval->contains(scenario.true_ratio)) rates.coverage += share;
    if (ratio->is_autocorrelated) rates.autocorrelated += share;
    if (ratio->is_bimodal) rates.bimodal += share;
    rates.width_ratio += share * (ratio->interval->high - ratio->interval->low) / ratio->ratio;
    rates.round_count += share * ratio->round_count;
    const compare::Judgement judgement =
        compare::judge(ratio->uncertainty, {.edge = std::log1p(compare::kBandRatio),
                                            .level = compare::kLevel,
                                            .count = ratio->round_count,
                                            .fewest_count = compare::kRoundsForVerdict});
    if (judgement.verdict == compare::Verdict::better || judgement.verdict == compare::Verdict::worse) {
      rates.decided += share;
    }
  }
  return rates;
}

}  // namespace tare::test
