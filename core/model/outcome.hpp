// How a half of a case ended. The names are the same in SQLite, JSON and reports; this table is their only home.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tare::model {

enum class Outcome : std::uint8_t {
  ok,
  failed,
  wrong_answer,
  timed_out,
  out_of_memory,
  crashed,
  unsupported,
  cancelled,
};

inline constexpr std::array<std::string_view, 8> kOutcomeNames = {
    "ok", "failed", "wrong_answer", "timed_out", "out_of_memory", "crashed", "unsupported", "cancelled"};

[[nodiscard]] constexpr std::string_view name_of(Outcome outcome) {
  return kOutcomeNames[static_cast<std::size_t>(outcome)];
}

[[nodiscard]] constexpr std::optional<Outcome> outcome_named(std::string_view name) {
  for (std::size_t i = 0; i < kOutcomeNames.size(); ++i) {
    if (kOutcomeNames[i] == name) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

// The two halves of a case.
enum class Half : std::uint8_t { answer, timing };

[[nodiscard]] constexpr std::string_view name_of(Half half) { return half == Half::answer ? "answer" : "timing"; }

}  // namespace tare::model
