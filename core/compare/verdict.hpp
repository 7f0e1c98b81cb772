// From an uncertain estimate to a word, and to what would turn 'undecided' into another word.
// Estimates are logarithms of how many times better, or differences; positive is better.
#pragma once

#include "compare/uncertainty.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tare::compare {

enum class Verdict : std::uint8_t { better, worse, same, undecided, wrong_answer, not_comparable };

inline constexpr std::array<std::string_view, 6> kVerdictNames = {"better",    "worse",        "same",
                                                                  "undecided", "wrong_answer", "not_comparable"};

[[nodiscard]] constexpr std::string_view name_of(Verdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict)];
}

// The smallest difference that matters: 1 % either way.
inline constexpr double kBandRatio = 0.01;

// What a verdict is made of, beside the estimate.
struct Rule {
  double edge = 0;  // 'same' lies within [-edge, edge]
  double level = kLevel;
  int count = 0;         // rounds or seeds that the estimate rests on
  int fewest_count = 0;  // fewer give no verdict better or worse
};

struct Judgement {
  Verdict verdict = Verdict::undecided;
  // Undecided only: how many more rounds or seeds would settle it if the estimate and the spread stay as they are.
  // None when the estimate sits on the band's edge, where no number would.
  std::optional<int> further_count = {};
};

[[nodiscard]] Judgement judge(const Uncertainty& uncertainty, const Rule& rule);

// Holm (1979): for each p the level that its interval needs, so that all statements of the family together are wrong
// at most one time in twenty. Once a p is too large, all larger ones share its level.
[[nodiscard]] std::vector<double> holm_levels(std::span<const double> p_values);

}  // namespace tare::compare
