// The forms of a report that are read by programs and in pull requests. README.md beside this file documents them.
#pragma once

#include "report/data.hpp"

#include <string>

namespace tare::report {

// Raised when a field is renamed, removed or changes its meaning; new fields do not raise it.
inline constexpr int kJsonVersion = 1;

[[nodiscard]] std::string json_document(const Data& data);
// Tidy: a row a comparison, with a header.
[[nodiscard]] std::string csv(const Data& data);
// A test case a claim and a case; claims that are not reproduced and cases that failed are failures.
[[nodiscard]] std::string junit(const Data& data);
// At most about a hundred lines: answers, claims, the main table of each suite, failures.
[[nodiscard]] std::string markdown(const Data& data);

}  // namespace tare::report
