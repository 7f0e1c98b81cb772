// Comparisons as plain text for a terminal of 100 columns: a table an operation and metric, workload x method.
#pragma once

#include "compare/comparison.hpp"

#include <span>
#include <string>

namespace tare::compare {

// Empty when there is nothing to show. Ends with a line that explains the marks, and with what would settle what is
// undecided.
[[nodiscard]] std::string table_text(std::span<const Comparison> comparisons);

// "3.29±0.8% +": how many times better, half the width of its 95 % interval, and the verdict's mark.
[[nodiscard]] std::string cell_text(const Comparison& comparison);

}  // namespace tare::compare
