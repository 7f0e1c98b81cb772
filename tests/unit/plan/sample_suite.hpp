// A small catalogue and suite that the tests of plan vary.
#pragma once

#include "model/catalog.hpp"
#include "model/suite.hpp"

namespace tare::test {

// Track "toy": workload size (integer, 8), ratio (real, 1.0), net (file or name); methods "slow" and "fast" (depth:
// integer).
[[nodiscard]] model::Catalog sample_catalog();
// Methods slow (baseline) and fast, one axis size = [1, 2, 3].
[[nodiscard]] model::Suite sample_suite();
// An axis of one key with integer values 0..count-1.
[[nodiscard]] model::Axis integer_axis(const std::string& key, int count);

}  // namespace tare::test
