// Implementation of table.hpp.
#include "compare/table.hpp"

#include "base/text.hpp"
#include "compare/text_grid.hpp"
#include "compare/workload_label.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace tare::compare {
namespace {

constexpr std::size_t kRowLabelColumns = 24;
constexpr std::size_t kMethodLabelColumns = 15;
// More variants of methods than this are listed one a line, and only so many of them.
constexpr std::size_t kMostColumns = 12;
constexpr std::size_t kMostLines = 16;
constexpr std::size_t kMostNotes = 12;

constexpr std::array<std::string_view, 6> kMarks = {"+", "-", "=", "?", "!", "n/a"};

std::string_view mark_of(Verdict verdict) { return kMarks[static_cast<std::size_t>(verdict)]; }

// Half the width of an interval on a logarithmic scale, in per cent: "±0.8%".
std::string spread_text(double ratio, const Interval& interval) {
  if (interval.low == interval.high) return "";
  const double half_percent = 50 * (interval.high - interval.low) / ratio;
  return half_percent >= 9.95 ? fmt::format("±{:.0f}%", half_percent) : fmt::format("±{:.1f}%", half_percent);
}

// The comparisons of one operation or metric of one suite.
struct Table {
  std::vector<const Comparison*> comparisons;
  std::vector<std::string> row_labels;
  std::vector<std::string> column_labels;
  std::map<std::pair<std::string, std::string>, const Comparison*> cells;
};

void label(Table& table) {
  std::vector<Json> workloads;
  std::vector<Json> params;
  bool has_devices = false;
  for (const Comparison* comparison : table.comparisons) {
    workloads.push_back(comparison->workload);
    params.push_back(comparison->params);
    has_devices = has_devices || comparison->device != table.comparisons.front()->device;
  }
  const std::vector<std::string> workload_keys = differing_keys(workloads);
  // Parameters name a method only where one label stands for several parameter sets.
  std::map<std::string, std::vector<Json>> params_by_label;
  for (const Comparison* comparison : table.comparisons)
    params_by_label[comparison->method].push_back(comparison->params);
  for (const Comparison* comparison : table.comparisons) {
    std::string row = values_text(comparison->workload, workload_keys);
    if (has_devices) row += (row.empty() ? "" : " ") + comparison->device;
    if (row.empty()) row = "all";
    const auto keys = differing_keys(params_by_label[comparison->method]);
    const std::string variant = values_text(comparison->params, keys);
    const std::string column = comparison->method + (variant.empty() ? "" : " " + variant);
    const auto add = [](std::vector<std::string>& labels, const std::string& name) {
      if (std::find(labels.begin(), labels.end(), name) == labels.end()) labels.push_back(name);
    };
    add(table.row_labels, row);
    add(table.column_labels, column);
    table.cells[{row, column}] = comparison;
  }
}

std::vector<Table> tables_of(std::span<const Comparison> comparisons) {
  std::vector<Table> tables;
  std::map<std::tuple<std::string, Quantity, std::string>, std::size_t> places;
  for (const Comparison& comparison : comparisons) {
    const auto [place, is_new] =
        places.try_emplace({comparison.suite, comparison.quantity, comparison.name}, tables.size());
    if (is_new) tables.emplace_back();
    tables[place->second].comparisons.push_back(&comparison);
  }
  for (Table& table : tables) label(table);
  return tables;
}

std::string title_of(const Table& table) {
  const Comparison& first = *table.comparisons.front();
  const bool is_time = first.quantity == Quantity::time;
  return fmt::format("{}: {}{}, times {} than {}\n", first.suite, is_time ? "time of " : "", first.name,
                     is_time ? "faster" : "better", first.baseline.empty() ? "the baseline" : first.baseline);
}

std::string cell_at(const Table& table, const std::string& row, const std::string& column) {
  const auto found = table.cells.find({row, column});
  return found == table.cells.end() ? "" : cell_text(*found->second);
}

std::string mean_cell(const Table& table, const std::string& column) {
  std::vector<const Comparison*> members;
  for (const std::string& row : table.row_labels) {
    const auto found = table.cells.find({row, column});
    if (found != table.cells.end()) members.push_back(found->second);
  }
  const auto mean = geometric_mean(members);
  if (!mean) return "n/a";
  const std::string spread = mean->interval ? spread_text(mean->ratio, *mean->interval) : "";
  // A mean over fewer points than the table has is no mean of the table.
  const bool is_whole = static_cast<std::size_t>(mean->count) == table.row_labels.size();
  return text::quantity(mean->ratio, "") + spread + (is_whole ? "  " : fmt::format(" ({})", mean->count));
}

// Workloads down, methods across, in as many blocks as the width needs.
std::string matrix_text(const Table& table) {
  std::string result;
  std::size_t label_columns = 7;
  for (const std::string& row : table.row_labels) {
    label_columns = std::max(label_columns, text::display_width(shortened(row, kRowLabelColumns)));
  }
  for (std::size_t begin = 0; begin < table.column_labels.size();) {
    std::size_t end = begin;
    std::size_t used = label_columns;
    std::vector<std::string> header = {""};
    for (; end < table.column_labels.size(); ++end) {
      const std::string& column = table.column_labels[end];
      std::size_t width = text::display_width(shortened(column, kMethodLabelColumns));
      for (const std::string& row : table.row_labels) {
        width = std::max(width, text::display_width(cell_at(table, row, column)));
      }
      width = std::max(width, text::display_width(mean_cell(table, column)));
      if (end > begin && used + width + 2 > kTerminalColumns) break;
      used += width + 2;
      header.push_back(shortened(column, kMethodLabelColumns));
    }
    TextGrid grid("l" + std::string(end - begin, 'r'));
    grid.add(header);
    for (const std::string& row : table.row_labels) {
      std::vector<std::string> cells = {shortened(row, kRowLabelColumns)};
      for (std::size_t i = begin; i < end; ++i) cells.push_back(cell_at(table, row, table.column_labels[i]));
      grid.add(std::move(cells));
    }
    if (table.row_labels.size() > 1) {
      std::vector<std::string> means = {"geomean"};
      for (std::size_t i = begin; i < end; ++i) means.push_back(mean_cell(table, table.column_labels[i]));
      grid.add(std::move(means));
    }
    result += grid.text();
    begin = end;
  }
  return result;
}

// One line a comparison with its interval's ends, best first.
std::string list_text(const Table& table) {
  std::vector<const Comparison*> sorted = table.comparisons;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Comparison* a, const Comparison* b) {
    return a->ratio.value_or(0) > b->ratio.value_or(0);
  });
  std::map<const Comparison*, std::pair<std::string, std::string>> labels;
  for (const auto& [key, comparison] : table.cells) labels[comparison] = key;
  TextGrid grid("llrll");
  std::map<Verdict, int> left_out;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Comparison& comparison = *sorted[i];
    if (i >= kMostLines) {
      ++left_out[comparison.verdict];
      continue;
    }
    const auto& [row, column] = labels[&comparison];
    const std::string interval = comparison.interval && !comparison.is_exact
                                     ? fmt::format("[{}, {}]", text::quantity(comparison.interval->low, ""),
                                                   text::quantity(comparison.interval->high, ""))
                                     : "";
    grid.add({shortened(column, 40), row == "all" ? "" : shortened(row, kRowLabelColumns),
              text::quantity(comparison.ratio ? comparison.ratio : comparison.difference, ""), interval,
              std::string(name_of(comparison.verdict))});
  }
  std::string result = grid.text();
  if (left_out.empty()) return result;
  result += "and";
  for (const auto& [verdict, count] : left_out) result += fmt::format(" {} {}", count, name_of(verdict));
  return result + " more\n";
}

std::vector<std::string> notes_of(const Table& table) {
  std::vector<std::string> notes;
  for (const std::string& column : table.column_labels) {
    for (const std::string& row : table.row_labels) {
      const auto found = table.cells.find({row, column});
      if (found == table.cells.end()) continue;
      const Comparison& comparison = *found->second;
      std::vector<std::string> parts;
      if (!comparison.note.empty()) parts.push_back(comparison.note);
      if (comparison.further_count) {
        const std::string_view unit = comparison.quantity == Quantity::time ? "round" : "seed";
        parts.push_back(fmt::format("{} more {}{} would settle it", *comparison.further_count, unit,
                                    *comparison.further_count == 1 ? "" : "s"));
      }
      if (comparison.is_autocorrelated) parts.emplace_back("rounds depend on earlier ones, interval widened");
      if (comparison.is_bimodal) parts.emplace_back("times have two modes");
      if (comparison.is_blocked) parts.emplace_back("not interleaved for lack of memory");
      if (parts.empty()) continue;
      notes.push_back(fmt::format("{} of {} on {}: {}", column, comparison.name, row, text::join_list(parts, "; ")));
    }
  }
  return notes;
}

}  // namespace

std::string cell_text(const Comparison& comparison) {
  if (comparison.verdict == Verdict::wrong_answer) return "wrong !";
  if (comparison.verdict == Verdict::not_comparable) return "n/a";
  const std::string_view mark = mark_of(comparison.verdict);
  if (!comparison.ratio) return fmt::format("{} {}", text::quantity(comparison.difference, comparison.unit), mark);
  const std::string spread = comparison.interval ? spread_text(*comparison.ratio, *comparison.interval) : "";
  return fmt::format("{}{} {}", text::quantity(comparison.ratio, ""), spread, mark);
}

std::string table_text(std::span<const Comparison> comparisons) {
  std::string result;
  std::vector<std::string> notes;
  bool has_marks = false;
  for (const Table& table : tables_of(comparisons)) {
    result += title_of(table);
    const bool is_list = table.row_labels.size() == 1 || table.column_labels.size() > kMostColumns;
    has_marks = has_marks || !is_list;
    result += (is_list ? list_text(table) : matrix_text(table)) + "\n";
    const std::vector<std::string> more = notes_of(table);
    notes.insert(notes.end(), more.begin(), more.end());
  }
  if (has_marks) {
    result +=
        "+ better, - worse, = same (within 1 % or the noise), ? undecided, ! wrong; "
        "± half the 95 % interval\n";
  }
  for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) {
    result += wrapped(notes[i], kTerminalColumns, "  ");
  }
  if (notes.size() > kMostNotes) result += fmt::format("and {} more notes\n", notes.size() - kMostNotes);
  return result;
}

}  // namespace tare::compare
