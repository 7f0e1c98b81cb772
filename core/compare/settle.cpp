// Implementation of settle.hpp, and geometric means.
#include "compare/settle.hpp"

#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace tare::compare {
namespace {

Interval on_ratio_scale(const Interval& logs) { return {std::exp(logs.low), std::exp(logs.high)}; }

void settle(Draft& draft, double level) {
  Comparison& comparison = draft.comparison;
  const Uncertainty& uncertainty = *comparison.uncertainty;
  const Judgement judgement = judge(uncertainty, {draft.edge, level, comparison.count, draft.fewest_count});
  comparison.verdict = judgement.verdict;
  comparison.further_count = judgement.further_count;
  comparison.p_value = uncertainty.p_value(0);
  comparison.is_p_extrapolated =
      uncertainty.is_extrapolated(1 - *comparison.p_value) || uncertainty.is_extrapolated(level);
  const Interval raw = uncertainty.interval(kLevel);
  const Interval adjusted = uncertainty.interval(level);
  comparison.interval = comparison.ratio ? on_ratio_scale(raw) : raw;
  comparison.adjusted_interval = comparison.ratio ? on_ratio_scale(adjusted) : adjusted;
}

}  // namespace

std::vector<Comparison> settled(std::vector<Draft> drafts) {
  std::map<std::tuple<std::string, Quantity, std::string>, std::vector<Draft*>> families;
  for (Draft& draft : drafts) {
    if (!draft.comparison.uncertainty) continue;
    families[{draft.comparison.suite, draft.comparison.quantity, draft.comparison.name}].push_back(&draft);
  }
  for (auto& [key, family] : families) {
    std::vector<double> p_values;
    for (const Draft* draft : family) p_values.push_back(draft->comparison.uncertainty->p_value(draft->edge));
    const std::vector<double> levels = holm_levels(p_values);
    for (std::size_t i = 0; i < family.size(); ++i) settle(*family[i], levels[i]);
  }
  std::vector<Comparison> comparisons;
  for (Draft& draft : drafts) comparisons.push_back(std::move(draft.comparison));
  return comparisons;
}

std::optional<GeometricMean> geometric_mean(std::span<const Comparison* const> comparisons) {
  GeometricMean mean;
  double sum = 0;
  double squared_errors = 0;
  bool has_interval = true;
  for (const Comparison* comparison : comparisons) {
    if (!comparison->ratio) continue;
    ++mean.count;
    sum += std::log(*comparison->ratio);
    has_interval = has_interval && comparison->uncertainty.has_value();
    if (!has_interval) continue;
    const double error = comparison->uncertainty->standard_error();
    squared_errors += error * error;
  }
  if (mean.count == 0) return std::nullopt;
  mean.ratio = std::exp(sum / mean.count);
  if (has_interval) {
    const auto combined = Uncertainty::normal(sum / mean.count, std::sqrt(squared_errors) / mean.count);
    mean.interval = on_ratio_scale(combined.interval(kLevel));
  }
  return mean;
}

}  // namespace tare::compare
