// Every sample that was taken. Methods differ by factors and samples by per cents, so each strip is drawn relative to
// its own median, which stands beside it.
#include "report/charts.hpp"
#include "report/figure.hpp"
#include "report/words.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::report {
namespace {

constexpr std::size_t kMostStrips = 120;
constexpr double kLine = 14;
constexpr double kLabelWidth = 250;

// Undefined without a finite, positive sample.
std::optional<double> median_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value) || value <= 0; });
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct SampleLine {
  const Samples* samples = nullptr;
  double median = 0;
};

void draw_strip(Markup& markup, const Suite& suite, const SampleLine& strip, const Scale& scale, double y) {
  const Method& method = suite.methods[strip.samples->method];
  draw_label(markup, kLabelWidth - 8, y + 4, method.label + ", " + suite.points[strip.samples->point].label, 34,
             Anchor::end);
  // One path for all samples: a dot is a line of length 0 with round ends.
  std::string dots;
  for (const double sample : strip.samples->wall_ns) {
    if (std::isfinite(sample) && sample > 0)
      dots += fmt::format("M{} {}h0", coordinate(scale.place(sample / strip.median)), coordinate(y));
  }
  markup.open("path", {{"class", fmt::format("dots c{}", strip.samples->method % 8)}, {"d", dots}});
  markup.element(
      "title", {},
      fmt::format("{}, {}: {}, median {}", cut(method.label, 60), cut(suite.points[strip.samples->point].label, 60),
                  counted(strip.samples->wall_ns.size(), "sample"), text::quantity(strip.median * 1e-9, "s")));
  markup.close();
}

void draw_operation(Markup& markup, const Suite& suite, const std::string& operation,
                    const std::vector<SampleLine>& strips) {
  const std::size_t shown = std::min(strips.size(), kMostStrips);
  double low = 1;
  double high = 1;
  for (std::size_t i = 0; i < shown; ++i) {
    for (const double sample : strips[i].samples->wall_ns) {
      if (!std::isfinite(sample) || sample <= 0) continue;
      low = std::min(low, sample / strips[i].median);
      high = std::max(high, sample / strips[i].median);
    }
  }
  const double bottom = static_cast<double>(shown) * kLine + 6;
  const Frame frame{fmt::format("Samples of {}", cut(operation, 60)),
                    "A line a method and point, a dot a sample, placed by its time over the line's median.", 720,
                    bottom + 24};
  open_figure(markup, frame);
  const Scale scale = Scale::logarithmic(low, high, kLabelWidth, frame.width - 90);
  draw_horizontal_axis(markup, scale, 0, bottom, "");
  for (std::size_t i = 0; i < shown; ++i) {
    const double y = static_cast<double>(i) * kLine + 10;
    draw_strip(markup, suite, strips[i], scale, y);
    draw_text(markup, frame.width - 6, y + 4, text::quantity(strips[i].median * 1e-9, "s"), Anchor::end);
  }
  const std::string rest =
      shown == strips.size() ? "" : fmt::format(" The first {} of {} lines are drawn.", shown, strips.size());
  close_figure(markup, "A dot is a sample; 1 is the line's own median, whose time stands at the right." + rest);
}

}  // namespace

Markup sample_charts(const Suite& suite) {
  std::vector<std::pair<std::string, std::vector<SampleLine>>> operations;
  for (const Samples& samples : suite.samples) {
    const std::optional<double> median = median_of(samples.wall_ns);
    if (!median) continue;
    auto found = std::find_if(operations.begin(), operations.end(),
                              [&](const auto& entry) { return entry.first == samples.operation; });
    if (found == operations.end()) found = operations.insert(operations.end(), {samples.operation, {}});
    found->second.push_back({&samples, *median});
  }
  Markup markup;
  for (auto& [operation, strips] : operations) {
    std::stable_sort(strips.begin(), strips.end(), [](const SampleLine& a, const SampleLine& b) {
      return std::pair(a.samples->point, a.samples->method) < std::pair(b.samples->point, b.samples->method);
    });
    draw_operation(markup, suite, operation, strips);
  }
  return markup;
}

}  // namespace tare::report
