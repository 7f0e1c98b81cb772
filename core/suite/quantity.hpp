// Numbers with units: "5 min", "4 GiB", "10 MB/s". Knows the units that suites may use and their dimensions; 4 GB and
// 4 GiB differ, and a time given for a size is a problem, not a number.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace tare::suite {

struct QuantityProblem {
  std::string message;
  std::string hint = {};
};

// The number in `unit`, which is the unit that a description or a suite's key declares ("s", "bytes", "bytes/s", "W",
// "ratio", or any other text: then only that text with an SI prefix fits).
[[nodiscard]] tl::expected<double, QuantityProblem> quantity_in(std::string_view text, std::string_view unit);

// An example for hints: "5 min" for "s", "4 GiB" for "bytes".
[[nodiscard]] std::string quantity_example(std::string_view unit);

}  // namespace tare::suite
