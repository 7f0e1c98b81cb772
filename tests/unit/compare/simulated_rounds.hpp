// Rounds whose true ratio is known, and how often the estimates of compare are right about it.
// Used by the unit tests with few trials and by tests/bench/calibrate with many.
#pragma once

#include "base/random.hpp"
#include "compare/ratio.hpp"
#include "compare/verdict.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tare::test {

enum class Shape : std::uint8_t { normal, log_normal, bimodal };

inline constexpr std::array<std::string_view, 3> kShapeNames = {"normal", "log-normal", "bimodal"};

struct Scenario {
  Shape shape = Shape::normal;
  double noise_ratio = 0.02;  // spread of each side's times
  double common_ratio = 0;    // spread of what both sides of a round share
  double process_ratio = 0;   // spread between processes of the baseline
  double lag_one = 0;         // AR(1) coefficient of each side's noise (normal shape)
  double true_ratio = 1.2;
  int round_count = 30;  // the most, when the stopping rule is on
  int process_count = 1;
  std::optional<double> stop_width_ratio = {};  // the stopping rule, checked after every round from the eighth on
};

// All rounds of one trial, without the stopping rule.
[[nodiscard]] std::vector<compare::PairedRound> simulated_rounds(const Scenario& scenario,
                                                                 random::Generator& generator);

struct Rates {
  double coverage = 0;        // share of trials whose 95 % interval holds the true ratio
  double decided = 0;         // share of verdicts better or worse
  double autocorrelated = 0;  // share flagged
  double bimodal = 0;         // share flagged
  double width_ratio = 0;     // mean width of the interval
  double round_count = 0;     // mean
};

[[nodiscard]] Rates rates_of(const Scenario& scenario, int trials, std::uint64_t seed, int resamples = 2000);

}  // namespace tare::test
