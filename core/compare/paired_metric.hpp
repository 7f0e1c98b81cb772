// A metric of two methods over seeds: what the pairs say and how surely.
#pragma once

#include "compare/uncertainty.hpp"

#include <optional>
#include <span>

namespace tare::compare {

// Fewer seeds give no interval: with two, Student's t has one degree of freedom and its interval is 12.7 standard
// errors wide to each side, which says nothing.
inline constexpr int kSeedsForInterval = 3;
// Fewer seeds cannot give a sign-flip p under 0.05: 2 / 2^5 = 0.0625.
inline constexpr int kSeedsForSignFlip = 6;

struct SeedPair {
  double baseline = 0;
  double method = 0;
};

enum class Better : bool { lower, higher };

struct PairedMetric {
  bool is_ratio = true;  // all values positive: estimates are logarithms of how many times better
  double estimate = 0;   // mean logarithm, else mean difference; positive is better
  double baseline_mean = 0;
  double method_mean = 0;
  bool is_exact = false;                        // deterministic and the same for every seed: one-point interval
  std::optional<Uncertainty> uncertainty = {};  // exact, or paired t from three seeds on
  std::optional<double> sign_flip_p_value = {};
};

// Undefined without a pair, or when a value is not finite.
[[nodiscard]] std::optional<PairedMetric> paired_metric(std::span<const SeedPair> pairs, Better better,
                                                        bool is_deterministic);

// Two-sided p of "the differences are symmetric about 0": the share of sign patterns whose sum is at least as far from
// 0. Exact up to 16 pairs, 20,000 seeded patterns beyond.
[[nodiscard]] double sign_flip_p_value(std::span<const double> differences);

}  // namespace tare::compare
