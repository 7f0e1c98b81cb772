// Small operations on text that several stages need. Knows nothing of benchmarking.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::text {

// Parts between separators; "" has one empty part.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join_list(std::span<const std::string> parts, std::string_view separator);
[[nodiscard]] std::string_view trim(std::string_view text);
// Edit distance with insertions, deletions, substitutions and swaps of neighbours, all of cost 1.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
// The candidate that a mistyped word most likely meant; none when all are too far (more than a third of the word, at
// least 1).
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);
// True when the text is well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);
// Well-formed UTF-8 with every broken byte replaced by U+FFFD.
[[nodiscard]] std::string to_utf8(std::string_view text);
// Three significant digits with an SI prefix: (0.00123, "s") is "1.23 ms"; (1.2e9, "bytes") is "1.20 GB"; nullopt is
// "n/a".
[[nodiscard]] std::string quantity(std::optional<double> value, std::string_view unit);
// The shortest decimal text that reads back as the same double.
[[nodiscard]] std::string exact_number(double value);
// Columns that a terminal needs for UTF-8 text, counting code points.
[[nodiscard]] std::size_t display_width(std::string_view text);
// The first `columns` code points.
[[nodiscard]] std::string_view first_columns(std::string_view text, std::size_t columns);

}  // namespace tare::text
