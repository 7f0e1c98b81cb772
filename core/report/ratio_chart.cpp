// Ratios with their intervals: the chart of a table and the small bar of a cell.
#include "report/charts.hpp"
#include "report/figure.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kMostPoints = 40;
constexpr std::size_t kMostMarks = 600;
constexpr double kLabelWidth = 190;

bool can_draw(const Comparison& comparison) {
  return comparison.ratio && std::isfinite(*comparison.ratio) && *comparison.ratio > 0;
}

struct Extent {
  double low = 1;
  double high = 1;
  void include(double value) {
    if (!std::isfinite(value) || value <= 0) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

std::string tip_of(const Suite& suite, const Comparison& comparison) {
  return fmt::format("{}, {}: {} ({}), {}", cut(suite.methods[comparison.method].label, 60),
                     cut(suite.points[comparison.point].label, 60), ratio_text(comparison.ratio),
                     range_text(comparison.interval, comparison.is_exact), words(comparison.verdict));
}

// Intervals cannot be shown beyond what the axis covers: those that include 0 end at its edge.
void draw_interval(Markup& markup, const Comparison& comparison, const Scale& scale, double y) {
  if (!comparison.interval || comparison.interval->low == comparison.interval->high) return;
  draw_line(markup, fmt::format("interval c{}", comparison.method % 8), scale.place(comparison.interval->low), y,
            scale.place(comparison.interval->high), y);
}

}  // namespace

Markup ratio_chart(const Suite& suite, const Table& table) {
  std::map<std::size_t, std::vector<const Comparison*>> rows;
  std::vector<std::size_t> methods;
  Extent extent;
  std::size_t mark_count = 0;
  for (const Comparison& comparison : table.comparisons) {
    if (!can_draw(comparison)) continue;
    rows[comparison.point].push_back(&comparison);
    ++mark_count;
    if (std::find(methods.begin(), methods.end(), comparison.method) == methods.end())
      methods.push_back(comparison.method);
    extent.include(*comparison.ratio);
    if (comparison.interval) {
      extent.include(std::max(comparison.interval->low, *comparison.ratio / 10));
      extent.include(std::min(comparison.interval->high, *comparison.ratio * 10));
    }
  }
  Markup markup;
  if (rows.empty() || rows.size() > kMostPoints || mark_count > kMostMarks) return markup;
  std::sort(methods.begin(), methods.end());
  // Marks that would hide each other get lines of their own.
  const double line = methods.size() > 1 ? 10 : 14;
  double height = 6;
  for (const auto& [point, comparisons] : rows) height += static_cast<double>(comparisons.size()) * line + 12;
  const double bottom = height;
  const Frame frame{
      fmt::format("{}: times better than {}", name_of(table), cut(table.baseline, 40)),
      "A logarithmic axis; right of 1 is better than the baseline; lines are 95 % intervals. The table below "
      "has the same numbers.",
      720, bottom + 24};
  open_figure(markup, frame, legend(suite, methods));
  const Scale scale = Scale::logarithmic(extent.low, extent.high, kLabelWidth, frame.width - 14);
  draw_horizontal_axis(markup, scale, 0, bottom, "");
  draw_line(markup, "baseline", scale.place(1), 0, scale.place(1), bottom);
  double y = 6;
  for (const auto& [point, comparisons] : rows) {
    const double size = static_cast<double>(comparisons.size()) * line;
    draw_label(markup, kLabelWidth - 12, y + size / 2 + 8, suite.points[point].label, 26, Anchor::end);
    y += 6;
    for (const Comparison* comparison : comparisons) {
      draw_interval(markup, *comparison, scale, y + line / 2);
      draw_mark(markup, comparison->method, scale.place(*comparison->ratio), y + line / 2, tip_of(suite, *comparison));
      y += line;
    }
    y += 6;
    draw_line(markup, "grid", 0, y, frame.width, y);
  }
  close_figure(markup);
  return markup;
}

double reach_of(const Table& table) {
  double reach = 1.02;
  for (const Comparison& comparison : table.comparisons) {
    if (can_draw(comparison)) reach = std::max({reach, *comparison.ratio, 1 / *comparison.ratio});
  }
  return reach;
}

// The middle is 1, the ends are the reach: equal lengths are equal factors.
Markup ratio_bar(const Comparison& comparison, double reach) {
  Markup markup;
  if (!can_draw(comparison)) return markup;
  const double unit = 50 / std::log(reach);
  const auto place = [&](double ratio) {
    return std::clamp(50 + unit * std::log(std::max(ratio, 1e-300)), 0.0, 100.0);
  };
  const double at = place(*comparison.ratio);
  markup.open("svg", {{"class", fmt::format("bar {}", class_of(comparison.verdict))},
                      {"viewBox", "0 0 100 8"},
                      {"preserveAspectRatio", "none"},
                      {"aria-hidden", "true"}});
  markup.empty("path", {{"class", "fill"}, {"d", fmt::format("M50 2H{}V6H50z", coordinate(at))}});
  if (comparison.interval && comparison.interval->low < comparison.interval->high) {
    markup.empty("path", {{"class", "range"},
                          {"d", fmt::format("M{} 4H{}", coordinate(place(comparison.interval->low)),
                                            coordinate(place(comparison.interval->high)))}});
  }
  markup.empty("path", {{"class", "one"}, {"d", "M50 0V8"}}).close();
  return markup;
}

}  // namespace tare::report
