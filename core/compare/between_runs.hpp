// Two runs case by case, paired by question: B against A. Pure: rows in, comparisons and sentences out.
#pragma once

#include "compare/comparison.hpp"
#include "model/rows.hpp"

#include <map>
#include <string>
#include <vector>

namespace tare::compare {

// All of one run that a comparison with another looks at.
struct RunRows {
  model::RunRow run;
  std::vector<model::ResultRow> results;
  std::vector<model::CaseRow> cases;
  std::map<std::string, std::vector<model::SampleRow>> samples;  // by identity
};

struct BetweenRuns {
  std::vector<std::string> changes;  // what differs besides the results: "governor: powersave, was performance"
  std::vector<std::string> notes;    // what to know about the comparisons
  std::size_t pair_count = 0;        // cases that both runs have
  std::vector<Comparison> comparisons;
};

// Metrics are compared over the seeds that both have; times are those of two sittings and so not interleaved, and are
// left out, with a note, where the machine classes differ and nobody insists.
[[nodiscard]] BetweenRuns between_runs(const RunRows& before, const RunRows& after, bool compares_foreign_times);

}  // namespace tare::compare
