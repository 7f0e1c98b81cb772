// Warnings about samples that a median hides: rounds that depend on their predecessors, and two modes.
#pragma once

#include "compare/ratio.hpp"

#include <span>

namespace tare::compare {

struct Autocorrelation {
  double lag_one = 0;       // of the noise that does not cancel between the two sides; at least 0, corrected for bias
  bool is_present = false;  // beyond what independent rounds show one time in twenty
  double widening = 1;      // what an interval of medians needs under AR(1) with this coefficient
};

[[nodiscard]] Autocorrelation autocorrelation_of(std::span<const PairedRound> rounds);

// True when the values fall into two clusters, each with at least a tenth of them, that are far apart for their spread.
[[nodiscard]] bool is_bimodal(std::span<const double> values);
[[nodiscard]] bool is_either_bimodal(std::span<const PairedRound> rounds);

}  // namespace tare::compare
