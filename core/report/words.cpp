// Implementation of words.hpp.
#include "report/words.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tare::report {
namespace {

struct Known {
  std::string_view name;
  std::string_view sign;
};

constexpr std::array<Known, 16> kKnown = {{
    {"better", "▲"},
    {"worse", "▼"},
    {"same", "="},
    {"undecided", "?"},
    {"wrong_answer", "✗"},
    {"not_comparable", "–"},
    {"reproduced", "✓"},
    {"not_reproduced", "✗"},
    {"inconclusive", "?"},
    {"not_run", "–"},
    {"ok", "✓"},
    {"failed", "✗"},
    {"timed_out", "✗"},
    {"out_of_memory", "✗"},
    {"crashed", "✗"},
    {"unsupported", "–"},
}};

const Known* known(std::string_view name) {
  const auto* const found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.name == name; });
  return found == kKnown.end() ? nullptr : found;
}

}  // namespace

std::string ratio_text(std::optional<double> ratio) { return text::quantity(ratio, ""); }

std::string estimate_text(const Comparison& comparison, std::string_view unit) {
  if (comparison.ratio || !comparison.difference) return ratio_text(comparison.ratio);
  return (*comparison.difference > 0 ? "+" : "") + text::quantity(comparison.difference, unit);
}

std::string range_text(const std::optional<Range>& range, bool is_exact) {
  if (!range || !std::isfinite(range->low) || !std::isfinite(range->high)) return "n/a";
  if (is_exact || range->low == range->high) return "exact";
  return ratio_text(range->low) + " to " + ratio_text(range->high);
}

std::string spread_text(std::optional<double> ratio, const std::optional<Range>& range) {
  if (!ratio || !range || *ratio <= 0 || range->low == range->high) return "";
  const double half_percent = 50 * (range->high - range->low) / *ratio;
  if (!std::isfinite(half_percent)) return "";
  return half_percent >= 9.95 ? fmt::format("±{:.0f} %", half_percent) : fmt::format("±{:.1f} %", half_percent);
}

std::string value_text(std::optional<double> value, const Table& table) {
  if (table.is_time && value) return text::quantity(*value * 1e-9, "s");
  return text::quantity(value, table.unit);
}

std::string words(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '_', ' ');
  return result;
}

std::string_view sign_of(std::string_view verdict) {
  const Known* const found = known(verdict);
  return found == nullptr ? "?" : found->sign;
}

std::string_view class_of(std::string_view verdict_or_outcome) {
  const Known* const found = known(verdict_or_outcome);
  return found == nullptr ? "other" : found->name;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string name_of(const Table& table) { return table.is_time ? "time of " + table.name : table.name; }

}  // namespace tare::report
