// A number with its interval against what was expected of it.
#pragma once

#include "compare/claim.hpp"
#include "compare/claim_rows.hpp"
#include "compare/claim_verdict.hpp"

#include <string>

namespace tare::compare {

// The verdict, found and expected texts, and what would settle it. `is_ratio`: sign and zero are asked of the
// ratio's logarithm.
[[nodiscard]] ClaimPoint judged(const Measured& measured, const Expectation& expectation, bool is_ratio);

// "3.39 within 3 %", "at least 1", "between 1 and 1.02", "'1111/1111'".
[[nodiscard]] std::string expectation_text(const Expectation& expectation);

}  // namespace tare::compare
