// Implementation of text_grid.hpp.
#include "compare/text_grid.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace tare::compare {
namespace {

// Names come from suites that anyone may have written; a terminal must not obey them.
std::string printable(std::string_view cell) {
  std::string clean = text::to_utf8(cell);
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return clean;
}

}  // namespace

std::string TextGrid::text() const {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> widths(alignment_.size(), 0);
  for (const std::vector<std::string>& row : rows_) {
    std::vector<std::string>& clean = rows.emplace_back();
    for (std::size_t i = 0; i < alignment_.size(); ++i) {
      clean.push_back(i < row.size() ? printable(row[i]) : "");
      widths[i] = std::max(widths[i], text::display_width(clean.back()));
    }
  }
  std::string result;
  for (const std::vector<std::string>& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - text::display_width(row[i]), ' ');
      if (i > 0) line += "  ";
      line += alignment_[i] == 'r' ? gap + row[i] : row[i] + gap;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

std::string shortened(std::string_view text, std::size_t columns) {
  std::string clean = printable(text);
  if (text::display_width(clean) <= columns) return clean;
  const std::size_t kept = columns > 3 ? columns - 3 : 0;
  std::size_t end = 0;
  for (std::size_t seen = 0; end < clean.size(); ++end) {
    const bool is_start = (static_cast<unsigned char>(clean[end]) & 0xC0) != 0x80;
    if (is_start && seen++ == kept) break;
  }
  return clean.substr(0, end) + "...";
}

std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent) {
  std::string result;
  std::string line;
  for (const std::string& word : text::split(printable(text), ' ')) {
    if (word.empty()) continue;
    if (!line.empty() && text::display_width(line) + 1 + text::display_width(word) > columns) {
      result += line + "\n";
      line = indent;
      line += word;
    } else {
      if (!line.empty() && line != indent) line += ' ';
      line += word;
    }
  }
  return result + line + "\n";
}

}  // namespace tare::compare
