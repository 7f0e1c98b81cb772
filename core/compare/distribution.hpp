// The few distribution functions that intervals need. The standard library has none of them.
#pragma once

namespace tare::compare {

// P(Z <= z) of the standard normal.
[[nodiscard]] double normal_probability(double z);
// The z with P(Z <= z) = probability, 0 < probability < 1.
[[nodiscard]] double normal_quantile(double probability);
// P(T <= t) of Student's t.
[[nodiscard]] double student_probability(double t, double degrees_of_freedom);
// The t with P(T <= t) = probability, 0 < probability < 1.
[[nodiscard]] double student_quantile(double probability, double degrees_of_freedom);

}  // namespace tare::compare
