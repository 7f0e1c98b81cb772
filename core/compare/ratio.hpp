// The ratio of two methods' times from rounds that visited both: point estimate, interval and warnings.
// Used by run to know when to stop and by compare for verdicts. Knows samples, not suites or stores.
// Ratios are baseline over method everywhere: 2 means that the method takes half the baseline's time.
#pragma once

#include "compare/interval.hpp"
#include "compare/uncertainty.hpp"
#include "model/rows.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tare::compare {

// One round that timed both methods.
struct PairedRound {
  int process = 0;
  int round = 0;
  double baseline_ns = 0;
  double method_ns = 0;
};

struct Pairing {
  std::vector<PairedRound> rounds;  // by round
  int unpaired_count = 0;           // rounds that only one of the two has
  int unusable_count = 0;           // pairs with a time that is not a positive finite number
};

// Pairs the samples of one operation by round; both must come from one sitting.
[[nodiscard]] Pairing pair_rounds(std::span<const model::SampleRow> baseline, std::span<const model::SampleRow> method,
                                  std::string_view operation);

// Five samples are the fewest whose range covers their median with about 95 %: 1 - 2 * 0.5^5 = 0.94.
inline constexpr int kRoundsForInterval = 5;
// Fewer rounds than this give an interval but no verdict better or worse.
inline constexpr int kRoundsForVerdict = 8;

struct BootstrapOptions {
  int resamples = 10000;
  std::uint64_t seed = 20091;
};

struct TimeRatio {
  double ratio = 1;  // median of the baseline's times over median of the method's
  int round_count = 0;
  int process_count = 0;
  std::optional<Interval> interval = {};  // 95 %; none under kRoundsForInterval
  Uncertainty uncertainty = {};           // of the logarithm; exact when there is no interval
  bool is_autocorrelated = false;         // rounds depend on their predecessors; the interval was widened for it
  bool is_bimodal = false;                // either method's times have two modes
};

// Undefined without a round. Deterministic: the same rounds and options give the same bits.
[[nodiscard]] std::optional<TimeRatio> time_ratio(std::span<const PairedRound> rounds,
                                                  const BootstrapOptions& options = {});

// Uncertainty of the mean of the logarithms. One ratio keeps its bootstrap; several are independent measurements of
// fixed seeds, so their variances add. None when one of them has no interval, or when there are none.
[[nodiscard]] std::optional<Uncertainty> combined_uncertainty(std::span<const TimeRatio> ratios);

// Width of the ratio's 95 % interval relative to the ratio (0.008 is 0.8 %), for the adaptive stop: a bootstrap with
// few resamples. Undefined where time_ratio has no interval.
[[nodiscard]] std::optional<double> interval_width_ratio(std::span<const PairedRound> rounds);

}  // namespace tare::compare
