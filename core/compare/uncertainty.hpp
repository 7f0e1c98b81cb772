// How sure an estimate is, whatever made it: a bootstrap, Student's t, a normal approximation, or nothing at all.
// The scale is the caller's: logarithms of ratios almost everywhere, plain differences where a ratio is undefined.
#pragma once

#include "compare/interval.hpp"

#include <optional>
#include <vector>

namespace tare::compare {

class Uncertainty {
 public:
  // A value known exactly: every interval is this point.
  [[nodiscard]] static Uncertainty exact(double estimate);
  [[nodiscard]] static Uncertainty normal(double estimate, double standard_error);
  [[nodiscard]] static Uncertainty student(double estimate, double standard_error, double degrees_of_freedom);
  // Percentile intervals of the resampled statistics, in any order. Of them only the ends are kept: all that levels of
  // 0.95 and above need.
  [[nodiscard]] static Uncertainty bootstrap(double estimate, std::vector<double> resampled);

  [[nodiscard]] double estimate() const { return estimate_; }
  [[nodiscard]] double standard_error() const { return standard_error_; }
  // Two-sided, at 0.95 or above. Past a bootstrap's resolution (fewer than one resample in the tail) it is the
  // estimate -+ z standard errors.
  [[nodiscard]] Interval interval(double level) const;
  // True when interval(level) or p_value() had to come from the studentised normal tail.
  [[nodiscard]] bool is_extrapolated(double level) const;
  // Two-sided p of "the true value lies within [-edge, edge]"; edge 0 tests equality. It is below alpha exactly when
  // the interval at 1 - alpha leaves [-edge, edge], for alpha up to 0.05. Below 1 / resamples it comes from the
  // studentised normal tail.
  [[nodiscard]] double p_value(double edge) const;
  // The same with its deviations from the estimate multiplied.
  [[nodiscard]] Uncertainty widened(double factor) const;

 private:
  [[nodiscard]] double tail_quantile(double tail) const;

  double estimate_ = 0;
  double standard_error_ = 0;
  std::optional<double> degrees_of_freedom_ = {};
  int resamples_ = 0;         // 0: not a bootstrap
  std::vector<double> low_;   // the smallest, ascending
  std::vector<double> high_;  // the largest, descending
};

}  // namespace tare::compare
