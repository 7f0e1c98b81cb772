// What a metric did while the method worked: a chart a name and point, a line a method and seed.
#include "report/charts.hpp"
#include "report/figure.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kMostCharts = 24;
constexpr std::size_t kMostPoints = 2000;  // a line is thinned out beyond this

bool can_draw(const SeriesPoint& point) {
  return std::isfinite(point.step) && point.value && std::isfinite(*point.value);
}

void draw_series(Markup& markup, const Suite& suite, const Series& series, const Scale& x, const Scale& y) {
  std::string path;
  bool is_broken = true;  // an undefined value breaks the line instead of being bridged
  const std::size_t stride = series.points.size() / kMostPoints + 1;
  const SeriesPoint* last = nullptr;
  for (std::size_t i = 0; i < series.points.size(); i += stride) {
    const SeriesPoint& point = series.points[i];
    if (!can_draw(point)) {
      is_broken = true;
      continue;
    }
    path += fmt::format("{}{} {}", is_broken ? 'M' : 'L', coordinate(x.place(point.step)),
                        coordinate(y.place(*point.value)));
    is_broken = false;
    last = &point;
  }
  markup.empty("path", {{"class", fmt::format("line c{}", series.method % 8)}, {"d", path}});
  if (last == nullptr) return;
  draw_mark(markup, series.method, x.place(last->step), y.place(*last->value),
            fmt::format("{}, seed {}: {} at {}", cut(suite.methods[series.method].label, 60), series.seed,
                        ratio_text(last->value), ratio_text(last->step)));
}

void draw_chart(Markup& markup, const Suite& suite, const std::vector<const Series*>& lines) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  double low_x = kInfinite, high_x = -kInfinite, low_y = kInfinite, high_y = -kInfinite;
  std::vector<std::size_t> methods;
  for (const Series* series : lines) {
    if (std::find(methods.begin(), methods.end(), series->method) == methods.end()) methods.push_back(series->method);
    for (const SeriesPoint& point : series->points) {
      if (!can_draw(point)) continue;
      low_x = std::min(low_x, point.step);
      high_x = std::max(high_x, point.step);
      low_y = std::min(low_y, *point.value);
      high_y = std::max(high_y, *point.value);
    }
  }
  if (low_x > high_x) return;
  std::sort(methods.begin(), methods.end());
  const Frame frame{
      fmt::format("{}, {}", cut(lines.front()->name, 60), cut(suite.points[lines.front()->point].label, 60)),
      "A line a method and seed.", 720, 250};
  open_figure(markup, frame, legend(suite, methods));
  const Scale x = Scale::linear(low_x, high_x, 80, frame.width - 16);
  const Scale y = Scale::linear(low_y, high_y, 205, 8);
  draw_horizontal_axis(markup, x, 8, 205, "");
  draw_vertical_axis(markup, y, 80, frame.width - 16, "");
  draw_text(markup, 390, 242, "step", Anchor::middle);
  for (const Series* series : lines) draw_series(markup, suite, *series, x, y);
  close_figure(markup);
}

}  // namespace

Markup series_charts(const Suite& suite) {
  std::map<std::pair<std::string, std::size_t>, std::vector<const Series*>> charts;
  for (const Series& series : suite.series) charts[{series.name, series.point}].push_back(&series);
  Markup markup;
  std::size_t drawn = 0;
  for (const auto& [key, lines] : charts) {
    if (drawn++ == kMostCharts) {
      markup.element("p", {{"class", "note"}}, fmt::format("{} of {} charts are drawn.", kMostCharts, charts.size()));
      break;
    }
    draw_chart(markup, suite, lines);
  }
  return markup;
}

}  // namespace tare::report
