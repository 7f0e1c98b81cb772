// Implementation of table.hpp.
#include "cli/table.hpp"

#include "base/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace tare::cli {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 20;

std::vector<std::size_t> column_widths(const std::vector<Column>& columns,
                                       const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t width = text::display_width(columns[i].heading);
    for (const auto& row : rows) width = std::max(width, text::display_width(row.at(i)));
    widths.push_back(width);
  }
  return widths;
}

std::string padded(const std::string& cell, std::size_t width, bool is_right) {
  const std::size_t used = text::display_width(cell);
  const std::string space(width > used ? width - used : 0, ' ');
  return is_right ? space + cell : cell + space;
}

void add_line(std::string& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line;
  out += '\n';
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : text::split(text, ' ')) {
    if (word.empty()) continue;
    if (!line.empty() && text::display_width(line) + 1 + text::display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty() || lines.empty()) lines.push_back(line);
  return lines;
}

std::string table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows,
                  std::size_t width, std::size_t indent) {
  const std::vector<std::size_t> widths = column_widths(columns, rows);
  const std::size_t last = columns.size() - 1;
  std::size_t left = indent;
  for (std::size_t i = 0; i < last; ++i) left += widths[i] + kGap;
  const std::size_t room = width > left + kNarrowest ? width - left : kNarrowest;
  std::string out;
  const auto add_row = [&](const std::vector<std::string>& cells) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < last; ++i) {
      line += padded(cells[i], widths[i], columns[i].is_number) + std::string(kGap, ' ');
    }
    // A number is never broken, and keeps its place at the right edge of its column.
    if (columns[last].is_number) return add_line(out, line + padded(cells[last], widths[last], true));
    for (const std::string& part : wrapped(cells[last], room)) {
      add_line(out, line + part);
      line.assign(left, ' ');
    }
  };
  std::vector<std::string> headings;
  for (const Column& column : columns) headings.push_back(column.heading);
  if (std::any_of(headings.begin(), headings.end(), [](const std::string& text) { return !text.empty(); })) {
    add_row(headings);
  }
  for (const auto& row : rows) add_row(row);
  return out;
}

std::size_t output_width() {
  if (const char* variable = std::getenv("COLUMNS")) {
    const long columns = std::strtol(variable, nullptr, 10);
    if (columns >= 20) return static_cast<std::size_t>(columns);
  }
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  return 100;
}

}  // namespace tare::cli
