// The resampling behind ratio.hpp: rounds within processes, then processes.
#pragma once

#include "compare/ratio.hpp"

#include <span>
#include <vector>

namespace tare::compare {

// Logarithm of median(baseline) / median(method) of each resample. Needs at least one round, all usable.
[[nodiscard]] std::vector<double> resampled_log_ratios(std::span<const PairedRound> rounds,
                                                       const BootstrapOptions& options);
[[nodiscard]] double log_ratio_of_medians(std::span<const PairedRound> rounds);

}  // namespace tare::compare
