// Plans as the papers print them: a row a level, a square a layer, the digit inside.
#include "report/charts.hpp"
#include "report/figure.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kMostCharts = 40;
constexpr std::size_t kMostLayers = 400;
constexpr double kSquare = 12;
constexpr double kLabelWidth = 150;

std::size_t layer_count(const std::vector<std::string>& levels) {
  std::size_t count = 0;
  for (const std::string& level : levels) count = std::max(count, level.size());
  return count;
}

void draw_strip(Markup& markup, const Suite& suite, const Strip& strip, double top) {
  const std::vector<std::string> levels = text::split(strip.text, '/');
  draw_label(markup, kLabelWidth - 8, top + kSquare * static_cast<double>(levels.size()) / 2 + 4,
             suite.methods[strip.method].label, 20, Anchor::end);
  for (std::size_t level = 0; level < levels.size(); ++level) {
    const std::size_t count = std::min(levels[level].size(), kMostLayers);
    for (std::size_t layer = 0; layer < count; ++layer) {
      const char digit = levels[level][layer];
      const double x = kLabelWidth + static_cast<double>(layer) * kSquare;
      const double y = top + static_cast<double>(level) * kSquare;
      markup.open("rect", {{"class", digit >= '0' && digit <= '2' ? fmt::format("split s{}", digit) : "split"},
                           {"x", coordinate(x)},
                           {"y", coordinate(y)},
                           {"width", coordinate(kSquare - 1)},
                           {"height", coordinate(kSquare - 1)}});
      markup.element("title", {}, fmt::format("level {}, layer {}: {}", level + 1, layer + 1, digit)).close();
    }
  }
}

void draw_point(Markup& markup, const Suite& suite, std::size_t point, const std::vector<const Strip*>& strips) {
  std::size_t layers = 1;
  double height = 4;
  std::string spoken;
  for (const Strip* strip : strips) {
    const std::vector<std::string> levels = text::split(strip->text, '/');
    layers = std::max(layers, std::min(layer_count(levels), kMostLayers));
    height += static_cast<double>(levels.size()) * kSquare + 8;
    spoken += fmt::format(" {}: {}.", cut(suite.methods[strip->method].label, 40), cut(strip->text, 200));
  }
  const Frame frame{fmt::format("Plans, {}", cut(suite.points[point].label, 60)),
                    "A row a level from the whole array down, a column a layer." + spoken,
                    kLabelWidth + static_cast<double>(layers) * kSquare + 8, height};
  open_figure(markup, frame);
  double top = 4;
  for (const Strip* strip : strips) {
    draw_strip(markup, suite, *strip, top);
    top += static_cast<double>(text::split(strip->text, '/').size()) * kSquare + 8;
  }
  close_figure(markup);
}

// What the digits mean is the track's business; it says so beside its plans.
Markup names_of_splits(const Suite& suite) {
  Markup markup;
  markup.open("ul", {{"class", "legend"}});
  for (std::size_t digit = 0; digit < std::min<std::size_t>(suite.split_names.size(), 3); ++digit) {
    markup.open("li");
    markup.open("svg", {{"viewBox", "0 0 12 12"}, {"width", "12"}, {"height", "12"}, {"aria-hidden", "true"}});
    markup.empty("rect", {{"class", fmt::format("split s{}", digit)}, {"width", "12"}, {"height", "12"}}).close();
    markup.text(fmt::format(" {}: ", digit)).label(suite.split_names[digit]).close();
  }
  markup.close();
  return markup;
}

}  // namespace

Markup strip_charts(const Suite& suite) {
  std::map<std::size_t, std::vector<const Strip*>> points;
  for (const Strip& strip : suite.strips) points[strip.point].push_back(&strip);
  Markup markup;
  if (points.empty()) return markup;
  if (!suite.split_names.empty()) markup.add(names_of_splits(suite));
  std::size_t drawn = 0;
  for (const auto& [point, strips] : points) {
    if (drawn++ == kMostCharts) {
      markup.element("p", {{"class", "note"}},
                     fmt::format("{} of {} points are drawn; all plans are in the store.", kMostCharts, points.size()));
      break;
    }
    draw_point(markup, suite, point, strips);
  }
  return markup;
}

}  // namespace tare::report
