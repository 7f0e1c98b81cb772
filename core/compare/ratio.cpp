// Implementation of ratio.hpp: pairing, and the summary of a bootstrap distribution.
#include "compare/ratio.hpp"

#include "compare/bootstrap.hpp"
#include "compare/distribution.hpp"
#include "compare/sample_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <set>

namespace tare::compare {
namespace {

bool is_usable(double wall_ns) { return std::isfinite(wall_ns) && wall_ns > 0; }

// For a search at a boundary in the adaptive stop; its Monte Carlo error of the width is about 4 %.
constexpr int kQuickResamples = 1000;

}  // namespace

Pairing pair_rounds(std::span<const model::SampleRow> baseline, std::span<const model::SampleRow> method,
                    std::string_view operation) {
  Pairing pairing;
  std::map<int, const model::SampleRow*> waiting;
  for (const model::SampleRow& sample : baseline) {
    if (sample.operation == operation) waiting.emplace(sample.round, &sample);
  }
  for (const model::SampleRow& sample : method) {
    if (sample.operation != operation) continue;
    const auto partner = waiting.find(sample.round);
    if (partner == waiting.end()) {
      ++pairing.unpaired_count;
    } else {
      const double baseline_ns = partner->second->wall_ns;
      if (is_usable(baseline_ns) && is_usable(sample.wall_ns)) {
        pairing.rounds.push_back({sample.process, sample.round, baseline_ns, sample.wall_ns});
      } else {
        ++pairing.unusable_count;
      }
      waiting.erase(partner);
    }
  }
  pairing.unpaired_count += static_cast<int>(waiting.size());
  std::sort(pairing.rounds.begin(), pairing.rounds.end(),
            [](const PairedRound& a, const PairedRound& b) { return a.round < b.round; });
  return pairing;
}

LogDistribution::LogDistribution(double estimate, std::vector<double> logs)
    : estimate_(estimate), resamples_(static_cast<int>(logs.size())) {
  double mean = 0;
  for (const double log : logs) mean += log / resamples_;
  double sum = 0;
  for (const double log : logs) sum += (log - mean) * (log - mean);
  standard_error_ = resamples_ > 1 ? std::sqrt(sum / (resamples_ - 1)) : 0;
  // A few more than the 2.5 % of each end, so that the quantile's neighbour is there too.
  const std::size_t kept = std::min(logs.size(), logs.size() / 40 + 2);
  const auto middle = static_cast<std::ptrdiff_t>(kept);
  low_.resize(kept);
  high_.resize(kept);
  std::partial_sort_copy(logs.begin(), logs.end(), low_.begin(), low_.begin() + middle);
  std::partial_sort_copy(logs.begin(), logs.end(), high_.begin(), high_.begin() + middle, std::greater<>());
}

bool LogDistribution::is_extrapolated(double level) const { return (1 - level) / 2 * resamples_ < 1; }

Interval LogDistribution::ratio_interval(double level) const {
  const double tail = (1 - std::max(level, kLevel)) / 2;
  if (low_.empty()) return {std::exp(estimate_), std::exp(estimate_)};
  if (is_extrapolated(level)) {
    // Never narrower than the widest resamples.
    const double reach = -normal_quantile(tail) * standard_error_;
    return {std::exp(std::min(estimate_ - reach, low_.front())), std::exp(std::max(estimate_ + reach, high_.front()))};
  }
  const auto index = std::min(low_.size(), static_cast<std::size_t>(tail * resamples_)) - 1;
  return {std::exp(low_[index]), std::exp(high_[index])};
}

double LogDistribution::p_value(double band_ratio) const {
  const double edge = std::abs(std::log(band_ratio));
  const double excess = std::abs(estimate_) - edge;
  if (excess <= 0 || low_.empty()) return 1;
  if (standard_error_ <= 0) return 0;
  // How many resamples fall back into the band or past it.
  const std::vector<double>& tail = estimate_ > 0 ? low_ : high_;
  const auto inside = [&](double log) { return estimate_ > 0 ? log <= edge : log >= -edge; };
  const auto count = static_cast<std::size_t>(std::count_if(tail.begin(), tail.end(), inside));
  const double normal = 2 * normal_probability(-excess / standard_error_);
  if (count == 0) return std::min(normal, 1.0 / resamples_);
  // More than the kept end: the exact share is lost and not needed, since nothing above 0.05 decides a verdict.
  if (count == tail.size()) return std::max(normal, 2.0 * static_cast<double>(count) / resamples_);
  return 2.0 * static_cast<double>(count) / resamples_;
}

LogDistribution LogDistribution::widened(double factor) const {
  LogDistribution wide = *this;
  wide.standard_error_ *= factor;
  for (double& log : wide.low_) log = estimate_ + (log - estimate_) * factor;
  for (double& log : wide.high_) log = estimate_ + (log - estimate_) * factor;
  return wide;
}

std::optional<TimeRatio> time_ratio(std::span<const PairedRound> rounds, const BootstrapOptions& options) {
  if (rounds.empty()) return std::nullopt;
  TimeRatio result;
  const double log_ratio = log_ratio_of_medians(rounds);
  result.ratio = std::exp(log_ratio);
  result.round_count = static_cast<int>(rounds.size());
  std::set<int> processes;
  for (const PairedRound& round : rounds) processes.insert(round.process);
  result.process_count = static_cast<int>(processes.size());
  if (result.round_count < kRoundsForInterval) return result;
  const Autocorrelation autocorrelation = autocorrelation_of(rounds);
  result.is_autocorrelated = autocorrelation.is_present;
  result.is_bimodal = is_either_bimodal(rounds);
  result.distribution = LogDistribution(log_ratio, resampled_log_ratios(rounds, options));
  if (autocorrelation.is_present) result.distribution = result.distribution.widened(autocorrelation.widening);
  result.interval = result.distribution.ratio_interval(kLevel);
  return result;
}

std::optional<double> interval_width_ratio(std::span<const PairedRound> rounds) {
  const std::optional<TimeRatio> quick = time_ratio(rounds, {.resamples = kQuickResamples});
  if (!quick || !quick->interval) return std::nullopt;
  return (quick->interval->high - quick->interval->low) / quick->ratio;
}

}  // namespace tare::compare
