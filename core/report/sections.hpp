// The parts of the page, each a function of what it shows. page.cpp puts them in order.
#pragma once

#include "report/data.hpp"
#include "report/markup.hpp"

#include <cstddef>
#include <string>

namespace tare::report {

// More comparisons than this and a table's list is written for the first rows only; page.js shows the others from the
// page's data.
inline constexpr std::size_t kWrittenRows = 60;
// More than this and a table is summed up only: the data of so many rows would make a dead tab.
inline constexpr std::size_t kMostListedRows = 20'000;

[[nodiscard]] std::string suite_anchor(std::size_t suite);
// Question, answer, claims, outcomes, machine and time.
[[nodiscard]] Markup first_screen(const Data& data);
[[nodiscard]] Markup claim_table(const std::vector<Claim>& claims, const std::string& caption);
[[nodiscard]] Markup suite_section(const Suite& suite, std::size_t index);
// A table's chart, matrix, list and query; `id` names it in the page's data.
[[nodiscard]] Markup comparison_section(const Suite& suite, const Table& table, const std::string& id, bool is_open);
[[nodiscard]] Markup failure_section(const Data& data);
// Environment, the suite's text, queries.
[[nodiscard]] Markup background_sections(const Data& data);

// The block that page.js reads: the lists that are longer than what is written. See page_data.cpp for its form.
[[nodiscard]] std::string page_data(const Data& data);

// A text in a scrolling box: output, sources, queries.
void write_block(Markup& markup, std::string_view name, std::string_view text);
void write_badge(Markup& markup, std::string_view verdict_or_outcome);

}  // namespace tare::report
