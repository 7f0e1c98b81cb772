// Rows as the store would answer them, for the tests of compare.
#pragma once

#include "compare/comparison.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::test {

// 24 rounds of one operation, "step", in three processes, with noise.
[[nodiscard]] compare::TimedMethod timed_method(const std::string& label, double median_ns, std::uint64_t seed,
                                                double noise_ratio = 0.002);
// A group whose first method is the baseline.
[[nodiscard]] compare::TimedGroup group_of(std::vector<compare::TimedMethod> methods);
// A metric of one seed; method "a" is the baseline. Lower is better.
[[nodiscard]] model::ResultRow metric_row(const std::string& method, int seed, const std::string& metric, double value);

}  // namespace tare::test
