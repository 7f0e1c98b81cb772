// Reports made by hand: a small sound one, a hostile one, a large one.
#pragma once

#include "report/data.hpp"

#include <cstddef>
#include <string>

namespace tare::report {

// Two points, a baseline and two methods, one of everything that a page can show.
[[nodiscard]] Data example();
// The same with `text` wherever a text comes from outside, and numbers that are not finite.
[[nodiscard]] Data hostile(const std::string& text);
// One suite of `points` points and one method, with times and 20 samples a case.
[[nodiscard]] Data large(std::size_t points);

}  // namespace tare::report
