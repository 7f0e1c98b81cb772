// The pictures of a suite, a function each. Every one is empty when there is nothing to show, and every one has a table
// with the same numbers elsewhere on the page.
#pragma once

#include "report/data.hpp"
#include "report/markup.hpp"

#include <cstddef>

namespace tare::report {

// Ratio and interval of every method, a row a point, on a logarithmic axis.
[[nodiscard]] Markup ratio_chart(const Suite& suite, const Table& table);
// A bar of ratio and interval for a table's cell; `reach` is the largest ratio or inverse of one in the table.
[[nodiscard]] Markup ratio_bar(const Comparison& comparison, double reach);
[[nodiscard]] double reach_of(const Table& table);
// Ratios over two settings that vary, a map a method.
[[nodiscard]] Markup heat_maps(const Suite& suite, const Table& table);
// Two tables' means against each other; what is beaten in both is grey.
[[nodiscard]] Markup pareto_chart(const Suite& suite);
// Every sample of every operation, each strip relative to its own median.
[[nodiscard]] Markup sample_charts(const Suite& suite);
[[nodiscard]] Markup series_charts(const Suite& suite);
// Levels by layers in squares.
[[nodiscard]] Markup strip_charts(const Suite& suite);

}  // namespace tare::report
