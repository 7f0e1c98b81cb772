// One metric or operation of a suite: a row a method, the matrix of points and methods, every comparison, the query.
#include "report/charts.hpp"
#include "report/sections.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tare::report {
namespace {

constexpr std::size_t kMostMatrixRows = 60;
constexpr std::size_t kMostMatrixColumns = 14;

void open_table(Markup& markup, std::string_view css_class, const std::string& caption) {
  markup.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  markup.open("table", {{"class", std::string(css_class)}}).element("caption", {}, caption);
}

void write_header(Markup& markup, std::initializer_list<std::string_view> numbers_after_first) {
  markup.open("thead").open("tr");
  for (const std::string_view name : numbers_after_first) markup.element("th", {{"scope", "col"}}, name);
  markup.close().close();
}

std::size_t count_of(const MethodSummary& summary, const std::string& verdict) {
  const auto found = summary.verdicts.find(verdict);
  return found == summary.verdicts.end() ? 0 : found->second;
}

std::string extreme_text(const Suite& suite, const Comparison* comparison) {
  if (comparison == nullptr) return "n/a";
  return ratio_text(comparison->ratio) + " (" + cut(suite.points[comparison->point].label, 24) + ")";
}

void write_summary(Markup& markup, const Suite& suite, const Table& table) {
  open_table(markup, "summary sortable",
             fmt::format("{}: all points, times better than {}", name_of(table), cut(table.baseline, 40)));
  write_header(markup, {"method", "geometric mean", "95 % interval", "points", "better", "same", "worse", "undecided",
                        "best", "worst"});
  markup.open("tbody");
  for (const MethodSummary& summary : summaries_of(suite, table)) {
    markup.open("tr").open("th", {{"scope", "row"}}).label(suite.methods[summary.method].label).close();
    const Mean* const mean = summary.mean;
    markup.element("td", {{"class", "number"}}, mean == nullptr ? "n/a" : ratio_text(mean->ratio));
    markup.element("td", {{"class", "number"}}, mean == nullptr ? "n/a" : range_text(mean->interval, false));
    markup.element("td", {{"class", "number"}}, mean == nullptr ? "0" : fmt::format("{}", mean->count));
    for (const char* verdict : {"better", "same", "worse", "undecided"})
      markup.element("td", {{"class", "number"}}, fmt::format("{}", count_of(summary, verdict)));
    markup.element("td", {{"class", "number"}}, extreme_text(suite, summary.best));
    markup.element("td", {{"class", "number"}}, extreme_text(suite, summary.worst)).close();
  }
  markup.close().close().close();
}

void write_cell(Markup& markup, const Table& table, const Comparison* comparison, double reach) {
  if (comparison == nullptr) {
    markup.element("td", {{"class", "number"}}, "");
    return;
  }
  markup.open("td", {{"class", fmt::format("number verdict {}", class_of(comparison->verdict))}});
  if (comparison->verdict == "wrong_answer" || comparison->verdict == "not_comparable") {
    markup.text(comparison->verdict == "wrong_answer" ? "wrong" : "n/a");
  } else {
    markup.element("b", {}, estimate_text(*comparison, table.is_time ? "ns" : table.unit)).text(" ");
    const std::string spread = spread_text(comparison->ratio, comparison->interval);
    if (!spread.empty()) markup.element("small", {}, spread).text(" ");
  }
  markup.element("span", {{"class", "sign"}, {"role", "img"}, {"aria-label", words(comparison->verdict)}},
                 sign_of(comparison->verdict));
  markup.add(ratio_bar(*comparison, reach)).close();
}

void write_matrix(Markup& markup, const Suite& suite, const Table& table) {
  std::set<std::size_t> methods;
  std::map<std::size_t, std::map<std::size_t, const Comparison*>> rows;
  for (const Comparison& comparison : table.comparisons) {
    methods.insert(comparison.method);
    rows[comparison.point][comparison.method] = &comparison;
  }
  if (rows.size() > kMostMatrixRows || methods.size() > kMostMatrixColumns) return;
  const double reach = reach_of(table);
  open_table(markup, "matrix",
             fmt::format("{}: times better than {}, by point and method", name_of(table), cut(table.baseline, 40)));
  markup.open("thead").open("tr").element("th", {{"scope", "col"}}, "point");
  for (const std::size_t method : methods)
    markup.open("th", {{"scope", "col"}}).label(suite.methods[method].label, 30).close();
  markup.close().close().open("tbody");
  for (const auto& [point, cells] : rows) {
    markup.open("tr").open("th", {{"scope", "row"}}).label(suite.points[point].label, 40).close();
    for (const std::size_t method : methods) {
      const auto cell = cells.find(method);
      write_cell(markup, table, cell == cells.end() ? nullptr : cell->second, reach);
    }
    markup.close();
  }
  markup.close().close();
  markup.element(
      "p", {{"class", "note"}},
      "▲ better, ▼ worse, = same (within 1 % or the noise), ? undecided, ✗ wrong answer; ± half the width of the "
      "95 % interval. In the bars the middle is 1 and equal lengths are equal factors.");
  markup.close();
}

void write_row(Markup& markup, const Suite& suite, const Table& table, const Comparison& comparison) {
  markup.open("tr").open("th", {{"scope", "row"}}).label(suite.points[comparison.point].label).close();
  markup.open("td").label(suite.methods[comparison.method].label).close();
  markup.open("td").open("span", {{"class", fmt::format("badge {}", class_of(comparison.verdict))}});
  markup.text(words(comparison.verdict)).close().close();
  for (const std::string& text :
       {estimate_text(comparison, table.is_time ? "ns" : table.unit),
        range_text(comparison.interval, comparison.is_exact),
        range_text(comparison.adjusted_interval, comparison.is_exact), value_text(comparison.baseline_value, table),
        value_text(comparison.method_value, table), fmt::format("{}", comparison.count)}) {
    markup.element("td", {{"class", "number"}}, text);
  }
  markup.open("td").label(comparison.note, 160).close().close();
}

void write_list(Markup& markup, const Suite& suite, const Table& table, const std::string& id) {
  const std::size_t total = table.comparisons.size();
  const std::size_t shown = std::min(total, kWrittenRows);
  markup.open("details").element("summary", {}, fmt::format("Every comparison ({})", total));
  if (total > kMostListedRows) {
    markup.element(
        "p", {{"class", "note"}},
        fmt::format("These are too many for a page: the first {} are here, all are in `tare report --format csv`.",
                    shown));
  } else if (shown < total) {
    markup.element("noscript", {}, fmt::format("The first {} of {} are shown without JavaScript.", shown, total));
  }
  markup.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", "every comparison"}});
  markup.open("table", {{"class", "list sortable"}, {"data-rows", id}});
  markup.element("caption", {}, fmt::format("{}: every comparison with {}", name_of(table), cut(table.baseline, 40)));
  write_header(markup, {"point", "method", "verdict", "ratio", "95 % interval", "adjusted", "baseline", "value",
                        table.is_time ? "rounds" : "seeds", "note"});
  markup.open("tbody");
  for (std::size_t i = 0; i < shown; ++i) write_row(markup, suite, table, table.comparisons[i]);
  markup.close().close().close().close();
}

}  // namespace

Markup comparison_section(const Suite& suite, const Table& table, const std::string& id, bool is_open) {
  Markup markup;
  if (is_open) {
    markup.open("details", {{"class", "table"}, {"open", ""}});
  } else {
    markup.open("details", {{"class", "table"}});
  }
  markup.open("summary").element("h3", {}, name_of(table)).close();
  write_summary(markup, suite, table);
  markup.add(ratio_chart(suite, table));
  write_matrix(markup, suite, table);
  markup.add(heat_maps(suite, table));
  write_list(markup, suite, table, id);
  if (!table.query.empty()) {
    markup.open("details").element("summary", {}, "The rows behind it, as SQL");
    write_block(markup, "query", table.query);
    markup.close();
  }
  markup.close();
  return markup;
}

}  // namespace tare::report
