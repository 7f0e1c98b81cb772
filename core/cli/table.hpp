// Aligned tables for a terminal or a pipe: text columns to the left, numbers to the right, the last column wrapped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

struct Column {
  std::string heading;
  bool is_number = false;  // aligned to the right
};

// Two spaces between columns, `indent` before each line, a line of headings unless all of them are empty. Only the last
// column wraps; no line is longer than `width` where the other columns leave it at least 20.
[[nodiscard]] std::string table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows,
                                std::size_t width, std::size_t indent = 2);

// Words of `text` in lines of at most `width` columns; a longer word stands alone.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// The columns of the terminal that standard output is; 100 for a pipe or a file. COLUMNS says otherwise.
[[nodiscard]] std::size_t output_width();

}  // namespace tare::cli
