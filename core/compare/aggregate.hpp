// Many measured numbers as one, and questions about their course along an axis.
#pragma once

#include "compare/claim.hpp"
#include "compare/claim_rows.hpp"
#include "compare/claim_verdict.hpp"

#include <span>
#include <vector>

namespace tare::compare {

// One problem among the members is the whole's. `share` is that of the ratios at or above 1, of the values above 0.
// The interval of means and sums adds variances; that of min and max goes from the extreme of the members' lower ends
// to the extreme of their upper ends.
[[nodiscard]] Measured aggregate_of(Aggregate aggregate, std::span<const Measured> members, bool is_ratio);

// For each combination of the other keys: where along the axis the largest value is.
[[nodiscard]] std::vector<ClaimPoint> argmax_points(const Claim& claim, std::span<const ClaimItem> items,
                                                    std::span<const Measured> values);
// For each combination of the other keys: whether each value is at least (at most) its predecessor.
[[nodiscard]] std::vector<ClaimPoint> monotone_points(const Claim& claim, std::span<const ClaimItem> items,
                                                      std::span<const Measured> values);

}  // namespace tare::compare
