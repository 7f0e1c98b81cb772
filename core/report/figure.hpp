// What all charts share: the frame with its caption, the legend, and the mark of a method. Colours are classes, so that
// the style sheet decides them for light, dark and print; shapes tell methods apart without colour.
#pragma once

#include "report/data.hpp"
#include "report/markup.hpp"
#include "report/scale.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tare::report {

struct Frame {
  std::string title;
  std::string description;  // what a reader who does not see the picture is told
  double width = 720;
  double height = 200;
};

// Opens figure and svg; close_figure() closes them and writes a note below when there is one.
void open_figure(Markup& markup, const Frame& frame, const Markup& above = {});
void close_figure(Markup& markup, std::string_view note = {});

// Names and marks of these methods (indices into the suite's list).
[[nodiscard]] Markup legend(const Suite& suite, const std::vector<std::size_t>& methods);

// The method's shape, with what a pointer or a screen reader is told about it.
void draw_mark(Markup& markup, std::size_t method, double x, double y, std::string_view tip);
void draw_line(Markup& markup, std::string_view css_class, double x1, double y1, double x2, double y2);
enum class Anchor { start, middle, end };
void draw_text(Markup& markup, double x, double y, std::string_view text, Anchor anchor = Anchor::start);
// A text from outside, cut after `columns`.
void draw_label(Markup& markup, double x, double y, std::string_view text, std::size_t columns, Anchor anchor);
// Grid lines with numbers below, and the axis' name under them.
void draw_horizontal_axis(Markup& markup, const Scale& scale, double top, double bottom, std::string_view unit);
void draw_vertical_axis(Markup& markup, const Scale& scale, double left, double right, std::string_view unit);

}  // namespace tare::report
