// Implementation of ratio.hpp: pairing, and the bootstrap made into an interval.
#include "compare/ratio.hpp"

#include "compare/bootstrap.hpp"
#include "compare/sample_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
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

std::optional<TimeRatio> time_ratio(std::span<const PairedRound> rounds, const BootstrapOptions& options) {
  if (rounds.empty()) return std::nullopt;
  TimeRatio result;
  const double log_ratio = log_ratio_of_medians(rounds);
  result.ratio = std::exp(log_ratio);
  result.uncertainty = Uncertainty::exact(log_ratio);
  result.round_count = static_cast<int>(rounds.size());
  std::set<int> processes;
  for (const PairedRound& round : rounds) processes.insert(round.process);
  result.process_count = static_cast<int>(processes.size());
  if (result.round_count < kRoundsForInterval) return result;
  const Autocorrelation autocorrelation = autocorrelation_of(rounds);
  result.is_autocorrelated = autocorrelation.is_present;
  result.is_bimodal = is_either_bimodal(rounds);
  result.uncertainty = Uncertainty::bootstrap(log_ratio, resampled_log_ratios(rounds, options));
  if (autocorrelation.is_present) result.uncertainty = result.uncertainty.widened(autocorrelation.widening);
  const Interval logs = result.uncertainty.interval(kLevel);
  result.interval = Interval{std::exp(logs.low), std::exp(logs.high)};
  return result;
}

std::optional<Uncertainty> combined_uncertainty(std::span<const TimeRatio> ratios) {
  double sum = 0;
  double squared_errors = 0;
  for (const TimeRatio& ratio : ratios) {
    if (!ratio.interval) return std::nullopt;
    sum += ratio.uncertainty.estimate();
    squared_errors += ratio.uncertainty.standard_error() * ratio.uncertainty.standard_error();
  }
  if (ratios.empty()) return std::nullopt;
  if (ratios.size() == 1) return ratios.front().uncertainty;
  const double count = static_cast<double>(ratios.size());
  return Uncertainty::normal(sum / count, std::sqrt(squared_errors) / count);
}

std::optional<double> interval_width_ratio(std::span<const PairedRound> rounds) {
  const std::optional<TimeRatio> quick = time_ratio(rounds, {.resamples = kQuickResamples});
  if (!quick || !quick->interval) return std::nullopt;
  const double width = (quick->interval->high - quick->interval->low) / quick->ratio;
  // A rule that stops at narrow intervals picks those that are narrow by chance. It therefore believes a dependence
  // between rounds before it is proven; that costs rounds, not verdicts.
  return quick->is_autocorrelated ? width : width * autocorrelation_of(rounds).widening;
}

}  // namespace tare::compare
