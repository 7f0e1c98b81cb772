// Implementation of paired_metric.hpp.
#include "compare/paired_metric.hpp"

#include "base/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tare::compare {
namespace {

// Two computations of one exact number may add in another order; more than this is a difference.
constexpr double kExactRatio = 1e-9;

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double deviation_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

std::optional<Uncertainty> uncertainty_of(std::span<const double> differences, double scale, bool is_deterministic,
                                          PairedMetric& result) {
  const double spread = differences.size() > 1 ? deviation_of(differences) : 0;
  // Deterministic values that vary with the seed are a sample of seeds like any other.
  if (is_deterministic && spread <= kExactRatio * scale) {
    result.is_exact = true;
    const bool is_equal = std::abs(result.estimate) <= kExactRatio * scale;
    return Uncertainty::exact(is_equal ? 0 : result.estimate);
  }
  if (static_cast<int>(differences.size()) < kSeedsForInterval) return std::nullopt;
  const double count = static_cast<double>(differences.size());
  return Uncertainty::student(result.estimate, spread / std::sqrt(count), count - 1);
}

}  // namespace

double sign_flip_p_value(std::span<const double> differences) {
  constexpr std::size_t kMostExact = 16;
  const bool is_exact = differences.size() <= kMostExact;
  const std::uint64_t patterns = is_exact ? std::uint64_t{1} << differences.size() : 20000;
  random::Generator generator(7);
  double sum = 0;
  for (const double difference : differences) sum += difference;
  // Sums of the same numbers in another order must count as equal.
  const double threshold = std::abs(sum) * (1 - 1e-12);
  std::uint64_t as_far = is_exact ? 0 : 1;  // beyond 16 pairs the pattern seen counts as one of those drawn
  for (std::uint64_t pattern = 0; pattern < patterns; ++pattern) {
    double flipped = 0;
    std::uint64_t bits = pattern;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (!is_exact && i % 64 == 0) bits = generator();
      flipped += (bits & 1U) != 0 ? -differences[i] : differences[i];
      bits >>= 1U;
    }
    if (std::abs(flipped) >= threshold) ++as_far;
  }
  return std::min(1.0, static_cast<double>(as_far) / static_cast<double>(patterns));
}

std::optional<PairedMetric> paired_metric(std::span<const SeedPair> pairs, Better better, bool is_deterministic) {
  if (pairs.empty()) return std::nullopt;
  PairedMetric result;
  for (const SeedPair& pair : pairs) {
    if (!std::isfinite(pair.baseline) || !std::isfinite(pair.method)) return std::nullopt;
    result.is_ratio = result.is_ratio && pair.baseline > 0 && pair.method > 0;
    result.baseline_mean += pair.baseline / static_cast<double>(pairs.size());
    result.method_mean += pair.method / static_cast<double>(pairs.size());
  }
  std::vector<double> differences;
  for (const SeedPair& pair : pairs) {
    const double lower_is_better =
        result.is_ratio ? std::log(pair.baseline / pair.method) : pair.baseline - pair.method;
    differences.push_back(better == Better::lower ? lower_is_better : -lower_is_better);
  }
  result.estimate = mean_of(differences);
  const double scale = result.is_ratio ? 1 : std::max(std::abs(result.baseline_mean), std::abs(result.method_mean));
  result.uncertainty = uncertainty_of(differences, scale, is_deterministic, result);
  if (static_cast<int>(differences.size()) >= kSeedsForSignFlip && !result.is_exact) {
    result.sign_flip_p_value = sign_flip_p_value(differences);
  }
  return result;
}

}  // namespace tare::compare
