// Judged claims as plain text for a terminal of 100 columns.
#pragma once

#include "compare/claim_verdict.hpp"

#include <span>
#include <string>

namespace tare::compare {

// A line a claim: verdict, kind, id, what was expected and found; below it the points that did not come out, and
// the reasons. Ends with a count of the verdicts. Empty when there are no claims.
[[nodiscard]] std::string claims_text(std::span<const ClaimResult> results);

// "3.39 within 3 %", "10 points, each its own".
[[nodiscard]] std::string expected_text(const ClaimResult& result);
// "3.42", "3.42 [3.40, 3.44]", "10 of 10 points".
[[nodiscard]] std::string found_text(const ClaimResult& result);

}  // namespace tare::compare
