// Implementation of claim_table.hpp.
#include "compare/claim_table.hpp"

#include "base/text.hpp"
#include "compare/expectation.hpp"
#include "compare/text_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace tare::compare {
namespace {

constexpr std::size_t kMostPoints = 6;

std::string interval_text(const ClaimPoint& point) {
  if (!point.value || !point.interval || point.interval->low == point.interval->high) return point.found;
  return fmt::format("{} [{}, {}]", point.found, text::quantity(point.interval->low, ""),
                     text::quantity(point.interval->high, ""));
}

// What went otherwise than expected, a line a point.
std::string points_text(const ClaimResult& result) {
  std::string lines;
  std::size_t shown = 0;
  std::size_t left_out = 0;
  for (const ClaimPoint& point : result.points) {
    if (point.verdict == ClaimVerdict::reproduced) continue;
    if (shown == kMostPoints) {
      ++left_out;
      continue;
    }
    ++shown;
    std::string line = "    ";
    line += point.label.empty() ? std::string(name_of(point.verdict))
                                : fmt::format("{}: {}", point.label, name_of(point.verdict));
    if (result.points.size() > 1) {
      line += fmt::format(", expected {}", point.expected);
      if (!point.found.empty()) line += fmt::format(", found {}", interval_text(point));
    }
    if (!point.reason.empty()) line += fmt::format("; {}", point.reason);
    const bool says_nothing_new = result.points.size() == 1 && point.reason.empty();
    if (!says_nothing_new) lines += wrapped(line.substr(4), kTerminalColumns - 4, "      ").insert(0, "    ");
  }
  if (left_out > 0) lines += fmt::format("    and {} more\n", left_out);
  if (!result.claim.note.empty()) {
    lines += wrapped("note: " + result.claim.note, kTerminalColumns - 4, "      ").insert(0, "    ");
  }
  return lines;
}

}  // namespace

std::string expected_text(const ClaimResult& result) {
  if (result.points.size() == 1) return result.points.front().expected;
  if (!result.claim.each.empty()) return fmt::format("{} points, each its own", result.claim.each.size());
  return result.claim.expect ? expectation_text(*result.claim.expect) : "";
}

std::string found_text(const ClaimResult& result) {
  if (result.points.size() == 1) {
    const std::string found = interval_text(result.points.front());
    if (!found.empty()) return found;
    // An order or a trend has no number of its own.
    return result.verdict == ClaimVerdict::reproduced ? "as expected" : "n/a";
  }
  const auto count = std::count_if(result.points.begin(), result.points.end(),
                                   [](const ClaimPoint& point) { return point.verdict == ClaimVerdict::reproduced; });
  return result.points.empty() ? "n/a" : fmt::format("{} of {} points", count, result.points.size());
}

std::string claims_text(std::span<const ClaimResult> results) {
  if (results.empty()) return "";
  TextGrid grid("lllll");
  grid.add({"verdict", "kind", "claim", "expected", "found"});
  for (const ClaimResult& result : results) {
    grid.add({std::string(name_of(result.verdict)), std::string(name_of(result.claim.kind)),
              shortened(result.claim.id, 30), shortened(expected_text(result), 28), shortened(found_text(result), 26)});
  }
  std::array<int, kClaimVerdictNames.size()> counts{};
  std::string text;
  std::vector<std::string> lines = text::split(grid.text(), '\n');
  text += lines.front() + "\n";
  for (std::size_t i = 0; i < results.size(); ++i) {
    text += lines[i + 1] + "\n";
    if (results[i].verdict != ClaimVerdict::reproduced) text += points_text(results[i]);
    ++counts[static_cast<std::size_t>(results[i].verdict)];
  }
  std::vector<std::string> parts;
  for (std::size_t i = counts.size(); i > 0; --i) {
    if (counts[i - 1] > 0) parts.push_back(fmt::format("{} {}", counts[i - 1], kClaimVerdictNames[i - 1]));
  }
  return text + fmt::format("{} claims: {}\n", results.size(), text::join_list(parts, ", "));
}

}  // namespace tare::compare
