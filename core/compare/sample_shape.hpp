// Warnings about samples that a median hides: rounds that depend on their predecessors, and two modes.
#pragma once

#include "compare/ratio.hpp"

#include <span>

namespace tare::compare {

struct Autocorrelation {
  double lag_one = 0;       // of the rounds' log ratios, within processes, corrected for the bias of short series
  bool is_present = false;  // beyond what independent rounds show one time in twenty
  double widening = 1;      // factor on the standard error of a median under AR(1)
};

[[nodiscard]] Autocorrelation autocorrelation_of(std::span<const PairedRound> rounds);

// True when the values fall into two clusters, each with at least a tenth of them, that are far apart for their spread.
[[nodiscard]] bool is_bimodal(std::span<const double> values);
[[nodiscard]] bool is_either_bimodal(std::span<const PairedRound> rounds);

}  // namespace tare::compare
