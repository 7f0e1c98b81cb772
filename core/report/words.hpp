// Numbers and verdicts as a reader sees them, the same in every format: three significant digits, n/a for undefined.
#pragma once

#include "report/data.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tare::report {

// "3.39", or with the unit where a ratio is undefined: "0.012 bytes" (a difference).
[[nodiscard]] std::string estimate_text(const Comparison& comparison, std::string_view unit);
// "3.36 to 3.42", "exact" for one point, "n/a" for none.
[[nodiscard]] std::string range_text(const std::optional<Range>& range, bool is_exact);
// "±0.8 %": half the width over the ratio; empty where there is none to speak of.
[[nodiscard]] std::string spread_text(std::optional<double> ratio, const std::optional<Range>& range);
// Times come in ns, everything else in its own unit.
[[nodiscard]] std::string value_text(std::optional<double> value, const Table& table);
[[nodiscard]] std::string ratio_text(std::optional<double> ratio);
// "not reproduced" for not_reproduced.
[[nodiscard]] std::string words(std::string_view name);
// A sign that tells verdicts apart without colour.
[[nodiscard]] std::string_view sign_of(std::string_view verdict);
// One of a fixed list of names, so that a text from outside never becomes a class: better, worse, same, ... or other.
[[nodiscard]] std::string_view class_of(std::string_view verdict_or_outcome);
// "1 case", "2 cases".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);
// "time of search" or "step_bytes".
[[nodiscard]] std::string name_of(const Table& table);

}  // namespace tare::report
