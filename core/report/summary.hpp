// What a reader wants first: the answer in a sentence or two, and how many of what.
#pragma once

#include "report/data.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace tare::report {

// The table that a suite is about: the first one, as cli orders them.
[[nodiscard]] const Table* main_table(const Suite& suite);

// One or two sentences: who is best at what the suite is about, and what became of the claims.
[[nodiscard]] std::vector<std::string> answer_of(const Suite& suite);

// A method's comparisons of a table in numbers.
struct MethodSummary {
  std::size_t method = 0;
  const Mean* mean = nullptr;  // none where no ratio is defined
  std::map<std::string, std::size_t> verdicts = {};
  const Comparison* best = nullptr;
  const Comparison* worst = nullptr;
};

// In the order of the suite's methods, those without a comparison left out.
[[nodiscard]] std::vector<MethodSummary> summaries_of(const Suite& suite, const Table& table);

[[nodiscard]] std::map<std::string, std::size_t> claim_counts(const Data& data);
[[nodiscard]] std::map<std::string, std::size_t> case_counts(const Data& data);
// "58 ok, 2 timed out": the most frequent first.
[[nodiscard]] std::string counts_text(const std::map<std::string, std::size_t>& counts);

}  // namespace tare::report
