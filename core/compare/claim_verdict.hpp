// Claims judged: an expectation against numbers, texts and orders, with what the verdict rests on.
#pragma once

#include "compare/claim.hpp"
#include "compare/claim_rows.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::compare {

// In the order of gravity for a claim of several points: the first that any point has is the claim's.
enum class ClaimVerdict : std::uint8_t { not_reproduced, not_run, inconclusive, reproduced };

inline constexpr std::array<std::string_view, 4> kClaimVerdictNames = {"not_reproduced", "not_run", "inconclusive",
                                                                       "reproduced"};
[[nodiscard]] constexpr std::string_view name_of(ClaimVerdict verdict) {
  return kClaimVerdictNames[static_cast<std::size_t>(verdict)];
}

// One expectation and what was found.
struct ClaimPoint {
  std::string label = {};     // of the point: "vgg-a"; empty for an aggregate
  std::string expected = {};  // "3.39 within 3 %"
  std::string found = {};     // "3.42", a text, an order
  std::optional<double> expected_value = {};
  std::optional<double> value = {};
  std::optional<Interval> interval = {};
  ClaimVerdict verdict = ClaimVerdict::not_run;
  std::string reason = {};  // why not_run, or what would settle it
  std::vector<std::string> row_ids = {};
};

struct ClaimResult {
  std::string suite;
  Claim claim;
  ClaimVerdict verdict = ClaimVerdict::not_run;
  std::string reason = {};
  std::vector<ClaimPoint> points = {};
};

// Judges a claim over the rows of its suite.
[[nodiscard]] ClaimResult judge_claim(const Claim& claim, const std::string& suite, const ClaimRows& rows);
// All claims of a suite; one that cannot be parsed is an error.
[[nodiscard]] Result<std::vector<ClaimResult>> judge_claims(std::span<const model::Claim> claims,
                                                            const std::string& suite, const ClaimRows& rows);

}  // namespace tare::compare
