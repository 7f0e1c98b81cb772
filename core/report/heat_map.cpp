// Ratios over two settings of the workload: where in the matrix a method wins.
#include "report/charts.hpp"
#include "report/figure.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kMostMaps = 8;
constexpr std::size_t kMostCells = 2500;
constexpr std::size_t kWrittenCells = 400;  // beyond this the numbers do not fit into the squares
constexpr double kLabelWidth = 110;

std::string value_of(const Point& point, const std::string& name) {
  for (const Fact& setting : point.settings) {
    if (setting.name == name) return setting.value;
  }
  return {};
}

// The different values of a setting, in the order of the suite.
std::vector<std::string> values_of(const Suite& suite, const std::string& name) {
  std::vector<std::string> values;
  for (const Point& point : suite.points) {
    const std::string value = value_of(point, name);
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  return values;
}

struct Axis {
  std::string name;
  std::vector<std::string> values;
};

// Only a matrix of two settings is drawn: with three, a square would stand for several points.
std::vector<Axis> axes_of(const Suite& suite) {
  std::vector<Axis> axes;
  if (suite.points.empty()) return axes;
  for (const Fact& setting : suite.points.front().settings) {
    std::vector<std::string> values = values_of(suite, setting.name);
    if (values.size() > 1) axes.push_back({setting.name, std::move(values)});
  }
  if (axes.size() != 2) return {};
  // The longer axis goes down, where there is room.
  if (axes[0].values.size() < axes[1].values.size()) std::swap(axes[0], axes[1]);
  if (axes[0].values.size() * axes[1].values.size() > kMostCells || axes[1].values.size() > 40) return {};
  return axes;
}

// Five steps either way: a factor of 4 and more is the darkest.
std::string shade(double ratio) {
  const int step = std::clamp(static_cast<int>(std::lround(std::log(ratio) / std::log(4.0) * 5)), -5, 5);
  return step == 0 ? "cell h0" : step > 0 ? fmt::format("cell up h{}", step) : fmt::format("cell down h{}", -step);
}

std::size_t index_in(const std::vector<std::string>& values, const std::string& value) {
  return static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
}

void draw_map(Markup& markup, const Suite& suite, const Table& table, const std::vector<Axis>& axes,
              std::size_t method) {
  const Axis& down = axes[0];
  const Axis& across = axes[1];
  const double width = std::clamp(560.0 / static_cast<double>(across.values.size()), 14.0, 80.0);
  const double height = 24;
  const double count_down = static_cast<double>(down.values.size());
  const double count_across = static_cast<double>(across.values.size());
  const Frame frame{fmt::format("{}: {} over {} and {}", name_of(table), cut(suite.methods[method].label, 40),
                                cut(down.name, 30), cut(across.name, 30)),
                    "Each square is the ratio to the baseline at one point; the table has the same numbers.",
                    kLabelWidth + count_across * width + 10, count_down * height + 46};
  open_figure(markup, frame);
  const bool is_written = down.values.size() * across.values.size() <= kWrittenCells && width >= 40;
  for (std::size_t i = 0; i < down.values.size(); ++i) {
    draw_label(markup, kLabelWidth - 8, static_cast<double>(i) * height + 16, down.values[i], 14, Anchor::end);
  }
  for (std::size_t i = 0; i < across.values.size(); ++i) {
    if (width < 30 && i % 4 != 0) continue;
    draw_label(markup, kLabelWidth + (static_cast<double>(i) + 0.5) * width, count_down * height + 16, across.values[i],
               static_cast<std::size_t>(std::max(width / 7, 3.0)), Anchor::middle);
  }
  draw_label(markup, kLabelWidth + count_across * width / 2, count_down * height + 36, across.name, 40, Anchor::middle);
  for (const Comparison& comparison : table.comparisons) {
    if (comparison.method != method) continue;
    const Point& point = suite.points[comparison.point];
    const double x = kLabelWidth + static_cast<double>(index_in(across.values, value_of(point, across.name))) * width;
    const double y = static_cast<double>(index_in(down.values, value_of(point, down.name))) * height;
    const bool has_ratio = comparison.ratio && std::isfinite(*comparison.ratio) && *comparison.ratio > 0;
    markup.open("rect", {{"class", has_ratio ? shade(*comparison.ratio) : "cell none"},
                         {"x", coordinate(x)},
                         {"y", coordinate(y)},
                         {"width", coordinate(width - 1)},
                         {"height", coordinate(height - 1)}});
    markup.element("title", {},
                   cut(point.label, 80) + ": " + ratio_text(comparison.ratio) + ", " + words(comparison.verdict));
    markup.close();
    if (is_written) draw_text(markup, x + width / 2, y + 16, ratio_text(comparison.ratio), Anchor::middle);
  }
  close_figure(markup);
}

}  // namespace

Markup heat_maps(const Suite& suite, const Table& table) {
  Markup markup;
  const std::vector<Axis> axes = axes_of(suite);
  if (axes.empty()) return markup;
  std::vector<std::size_t> methods;
  for (const Comparison& comparison : table.comparisons) {
    if (std::find(methods.begin(), methods.end(), comparison.method) == methods.end())
      methods.push_back(comparison.method);
  }
  if (methods.size() > kMostMaps) return markup;
  for (const std::size_t method : methods) draw_map(markup, suite, table, axes, method);
  return markup;
}

}  // namespace tare::report
