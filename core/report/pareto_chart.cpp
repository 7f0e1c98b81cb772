// Quality against cost, both as how many times better than the baseline: up and right is better in both. What another
// method beats in both is grey.
#include "report/charts.hpp"
#include "report/figure.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::report {
namespace {

struct Place {
  std::size_t method = 0;
  double x = 1;
  double y = 1;
  bool is_dominated = false;
};

bool can_draw(const Mean& mean) { return std::isfinite(mean.ratio) && mean.ratio > 0 && mean.count > 0; }

// The methods that have a mean in both tables, over the same number of points, and the baseline at (1, 1).
std::vector<Place> places_of(const Suite& suite, const Table& across, const Table& up) {
  std::vector<Place> places;
  for (const Mean& x : across.means) {
    const auto y = std::find_if(up.means.begin(), up.means.end(), [&](const Mean& m) { return m.method == x.method; });
    if (y == up.means.end() || !can_draw(x) || !can_draw(*y) || x.count != y->count) continue;
    places.push_back({x.method, x.ratio, y->ratio});
  }
  for (std::size_t i = 0; i < suite.methods.size(); ++i) {
    if (suite.methods[i].is_baseline && suite.methods[i].label == across.baseline) places.push_back({i, 1, 1});
  }
  for (Place& place : places) {
    place.is_dominated = std::any_of(places.begin(), places.end(), [&](const Place& other) {
      return other.x >= place.x && other.y >= place.y && (other.x > place.x || other.y > place.y);
    });
  }
  return places;
}

// The suite's first table is what it is about. Against it stands what the answer costs in a run: the first operation,
// else the next metric.
const Table* partner_of(const Suite& suite) {
  const auto time = std::find_if(suite.tables.begin(), suite.tables.end(), [](const Table& t) { return t.is_time; });
  if (time != suite.tables.end() && time != suite.tables.begin()) return &*time;
  return suite.tables.size() > 1 ? &suite.tables[1] : nullptr;
}

}  // namespace

Markup pareto_chart(const Suite& suite) {
  Markup markup;
  const Table* const up = suite.tables.empty() ? nullptr : &suite.tables.front();
  const Table* const across = partner_of(suite);
  if (up == nullptr || across == nullptr) return markup;
  const std::vector<Place> places = places_of(suite, *across, *up);
  if (places.size() < 3 || places.size() > 200) return markup;
  double low_x = 1, high_x = 1, low_y = 1, high_y = 1;
  std::vector<std::size_t> methods;
  for (const Place& place : places) {
    low_x = std::min(low_x, place.x);
    high_x = std::max(high_x, place.x);
    low_y = std::min(low_y, place.y);
    high_y = std::max(high_y, place.y);
    methods.push_back(place.method);
  }
  std::sort(methods.begin(), methods.end());
  const Frame frame{
      fmt::format("{} against {}: times better than {}", name_of(*up), name_of(*across), cut(up->baseline, 40)),
      "Up and right is better in both; methods that another one beats in both are grey.", 720, 330};
  open_figure(markup, frame, methods.size() <= 16 ? legend(suite, methods) : Markup{});
  const Scale x_scale = Scale::logarithmic(low_x, high_x, 70, frame.width - 120);
  const Scale y_scale = Scale::logarithmic(low_y, high_y, 280, 12);
  draw_horizontal_axis(markup, x_scale, 12, 280, "");
  draw_vertical_axis(markup, y_scale, 70, frame.width - 120, "");
  draw_text(markup, 340, 318, "better in " + name_of(*across) + " →", Anchor::middle);
  draw_text(markup, 76, 10, "↑ better in " + name_of(*up));
  for (const Place& place : places) {
    const std::string tip =
        fmt::format("{}: {} {}, {} {}{}", cut(suite.methods[place.method].label, 60), name_of(*up), ratio_text(place.y),
                    name_of(*across), ratio_text(place.x), place.is_dominated ? ", beaten in both by another" : "");
    markup.open("g", {{"class", place.is_dominated ? "dominated" : "front"}});
    draw_mark(markup, place.method, x_scale.place(place.x), y_scale.place(place.y), tip);
    if (places.size() <= 12) {
      draw_label(markup, x_scale.place(place.x) + 8, y_scale.place(place.y) - 5, suite.methods[place.method].label, 18,
                 Anchor::start);
    }
    markup.close();
  }
  close_figure(markup, "Geometric means over the suite's points.");
  return markup;
}

}  // namespace tare::report
