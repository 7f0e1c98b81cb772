// Implementation of figure.hpp.
#include "report/figure.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace tare::report {
namespace {

constexpr std::size_t kColours = 8;
// Circle, square, diamond, triangle up, triangle down, cross, plus, bar: about 8 px wide around the origin.
constexpr std::array<std::string_view, 8> kShapes = {
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.5-3.5h7v7h-7z",
    "M0-5L5 0L0 5L-5 0z",
    "M0-4.5L4.5 3.5H-4.5z",
    "M0 4.5L4.5-3.5H-4.5z",
    "M-4-2.5L-2.5-4L0-1.5L2.5-4L4-2.5L1.5 0L4 2.5L2.5 4L0 1.5L-2.5 4L-4 2.5L-1.5 0z",
    "M-1.3-4.5h2.6v3.2h3.2v2.6h-3.2v3.2h-2.6v-3.2h-3.2v-2.6h3.2z",
    "M-2-5h4v10h-4z",
};

std::string class_of_method(std::size_t method) { return fmt::format("mark c{}", method % kColours); }

std::string_view shape_of(std::size_t method) { return kShapes[(method + method / kColours) % kShapes.size()]; }

std::string_view name_of(Anchor anchor) {
  switch (anchor) {
    case Anchor::start:
      return "start";
    case Anchor::middle:
      return "middle";
    case Anchor::end:
      return "end";
  }
  return "start";
}

}  // namespace

void open_figure(Markup& markup, const Frame& frame, const Markup& above) {
  markup.open("figure").element("figcaption", {}, frame.title).add(above);
  // A region that scrolls has to be reachable by keyboard; page.js takes it out of the order where all fits.
  markup.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", frame.title}});
  markup.open("svg", {{"role", "img"},
                      {"aria-label", frame.title + ". " + frame.description},
                      {"viewBox", fmt::format("0 0 {} {}", coordinate(frame.width), coordinate(frame.height))},
                      {"width", coordinate(frame.width)},
                      {"height", coordinate(frame.height)}});
}

void close_figure(Markup& markup, std::string_view note) {
  markup.close().close();
  if (!note.empty()) markup.element("p", {{"class", "note"}}, note);
  markup.close();
}

Markup legend(const Suite& suite, const std::vector<std::size_t>& methods) {
  Markup markup;
  markup.open("ul", {{"class", "legend"}});
  for (const std::size_t method : methods) {
    markup.open("li").open("svg",
                           {{"viewBox", "-6 -6 12 12"}, {"width", "12"}, {"height", "12"}, {"aria-hidden", "true"}});
    markup.empty("path", {{"class", class_of_method(method)}, {"d", std::string(shape_of(method))}}).close();
    markup.text(" ").label(suite.methods[method].label, 40).close();
  }
  markup.close();
  return markup;
}

void draw_mark(Markup& markup, std::size_t method, double x, double y, std::string_view tip) {
  markup.open("path", {{"class", class_of_method(method)},
                       {"transform", fmt::format("translate({} {})", coordinate(x), coordinate(y))},
                       {"d", std::string(shape_of(method))}});
  markup.element("title", {}, tip).close();
}

void draw_line(Markup& markup, std::string_view css_class, double x1, double y1, double x2, double y2) {
  markup.empty("path",
               {{"class", std::string(css_class)},
                {"d", fmt::format("M{} {}L{} {}", coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2))}});
}

void draw_text(Markup& markup, double x, double y, std::string_view text, Anchor anchor) {
  markup.element("text", {{"x", coordinate(x)}, {"y", coordinate(y)}, {"text-anchor", std::string(name_of(anchor))}},
                 text);
}

void draw_label(Markup& markup, double x, double y, std::string_view text, std::size_t columns, Anchor anchor) {
  const std::string shown = cut(text, columns);
  markup.open("text", {{"x", coordinate(x)}, {"y", coordinate(y)}, {"text-anchor", std::string(name_of(anchor))}});
  if (shown.size() != text.size()) markup.element("title", {}, cut(text, 300));
  markup.text(harmless_line(shown)).close();
}

void draw_horizontal_axis(Markup& markup, const Scale& scale, double top, double bottom, std::string_view unit) {
  double last = -1000;
  for (const Tick& tick : scale.ticks()) {
    draw_line(markup, "grid", tick.place, top, tick.place, bottom);
    const std::string text = text::quantity(tick.value, unit);
    const double width = 7.0 * static_cast<double>(text::display_width(text)) + 8;
    if (tick.place - last < width) continue;
    draw_text(markup, tick.place, bottom + 14, text, Anchor::middle);
    last = tick.place;
  }
}

void draw_vertical_axis(Markup& markup, const Scale& scale, double left, double right, std::string_view unit) {
  for (const Tick& tick : scale.ticks()) {
    draw_line(markup, "grid", left, tick.place, right, tick.place);
    draw_text(markup, left - 6, tick.place + 4, text::quantity(tick.value, unit), Anchor::end);
  }
}

}  // namespace tare::report
