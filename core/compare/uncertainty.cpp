// Implementation of uncertainty.hpp.
#include "compare/uncertainty.hpp"

#include "compare/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

namespace tare::compare {

Uncertainty Uncertainty::exact(double estimate) { return normal(estimate, 0); }

Uncertainty Uncertainty::normal(double estimate, double standard_error) {
  Uncertainty result;
  result.estimate_ = estimate;
  result.standard_error_ = standard_error;
  return result;
}

Uncertainty Uncertainty::student(double estimate, double standard_error, double degrees_of_freedom) {
  Uncertainty result = normal(estimate, standard_error);
  result.degrees_of_freedom_ = degrees_of_freedom;
  return result;
}

Uncertainty Uncertainty::bootstrap(double estimate, std::vector<double> resampled) {
  const double count = static_cast<double>(resampled.size());
  double mean = 0;
  for (const double value : resampled) mean += value / count;
  double sum = 0;
  for (const double value : resampled) sum += (value - mean) * (value - mean);
  Uncertainty result = normal(estimate, count > 1 ? std::sqrt(sum / (count - 1)) : 0);
  result.resamples_ = static_cast<int>(resampled.size());
  const std::size_t kept = std::min(resampled.size(), resampled.size() / 40 + 2);
  result.low_.resize(kept);
  result.high_.resize(kept);
  std::partial_sort_copy(resampled.begin(), resampled.end(), result.low_.begin(), result.low_.end());
  std::partial_sort_copy(resampled.begin(), resampled.end(), result.high_.begin(), result.high_.end(),
                         std::greater<>());
  return result;
}

double Uncertainty::tail_quantile(double tail) const {
  return degrees_of_freedom_ ? -student_quantile(tail, *degrees_of_freedom_) : -normal_quantile(tail);
}

bool Uncertainty::is_extrapolated(double level) const { return resamples_ > 0 && (1 - level) / 2 * resamples_ < 1; }

Interval Uncertainty::interval(double level) const {
  const double tail = (1 - std::max(level, kLevel)) / 2;
  if (standard_error_ == 0) return {estimate_, estimate_};
  if (resamples_ == 0 || is_extrapolated(level)) {
    const double reach = tail_quantile(tail) * standard_error_;
    if (resamples_ == 0) return {estimate_ - reach, estimate_ + reach};
    // Never narrower than the widest resamples.
    return {std::min(estimate_ - reach, low_.front()), std::max(estimate_ + reach, high_.front())};
  }
  const std::size_t index = std::min(low_.size(), static_cast<std::size_t>(tail * resamples_ + 1e-9)) - 1;
  return {low_[index], high_[index]};
}

double Uncertainty::p_value(double edge) const {
  const double excess = std::abs(estimate_) - edge;
  if (excess <= 0) return 1;
  if (standard_error_ <= 0) return 0;
  const double score = -excess / standard_error_;
  const double studentised =
      2 * (degrees_of_freedom_ ? student_probability(score, *degrees_of_freedom_) : normal_probability(score));
  if (resamples_ == 0) return studentised;
  // How many resamples fall back into the band or past it.
  const bool is_above = estimate_ > 0;
  const std::vector<double>& tail = is_above ? low_ : high_;
  const auto is_inside = [&](double value) { return is_above ? value <= edge : value >= -edge; };
  const auto count = static_cast<std::size_t>(std::count_if(tail.begin(), tail.end(), is_inside));
  if (count == 0) return std::min(studentised, 1.0 / resamples_);
  const double share = 2.0 * static_cast<double>(count) / resamples_;
  // More than the kept end: the exact share is lost and not needed, since nothing above 0.05 decides a verdict.
  return count == tail.size() ? std::clamp(studentised, share, 1.0) : share;
}

Uncertainty Uncertainty::widened(double factor) const {
  Uncertainty wide = *this;
  wide.standard_error_ *= factor;
  for (double& value : wide.low_) value = estimate_ + (value - estimate_) * factor;
  for (double& value : wide.high_) value = estimate_ + (value - estimate_) * factor;
  return wide;
}

}  // namespace tare::compare
