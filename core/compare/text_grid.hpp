// Rows of cells as aligned columns of plain text. Knows nothing of what the cells mean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tare::compare {

inline constexpr std::size_t kTerminalColumns = 100;

class TextGrid {
 public:
  // 'l' or 'r' for each column.
  explicit TextGrid(std::string alignment) : alignment_(std::move(alignment)) {}

  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  // Lines with two blanks between columns and none at the end. Control characters become blanks.
  [[nodiscard]] std::string text() const;

 private:
  std::string alignment_;
  std::vector<std::vector<std::string>> rows_;
};

// The text with "..." in place of what exceeds `columns`; cuts between characters of UTF-8.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);
// Lines of at most `columns`, broken at blanks; later lines begin with `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent);

}  // namespace tare::compare
