// Rows of a run, compared and printed for a person.
#pragma once

#include "compare/comparison.hpp"
#include "store/store.hpp"
#include "tare/error.hpp"

#include <string>
#include <vector>

namespace tare::cli {

// The sittings that a run rests on, each with its own baseline's samples.
[[nodiscard]] Result<std::vector<compare::TimedGroup>> timed_groups(const store::Store& store,
                                                                    const std::string& run_id);
// Metrics first, then times.
[[nodiscard]] Result<std::vector<compare::Comparison>> comparisons_of(const store::Store& store,
                                                                      const std::string& run_id);
// The comparison tables of every suite of the run, on standard output.
[[nodiscard]] Result<void> print_comparison(const store::Store& store, const std::string& run_id);

// What `--fail-on` may name of comparisons: a verdict, or a verdict and a metric or operation: "worse:step_bytes".
[[nodiscard]] bool is_failed_on(const std::vector<compare::Comparison>& comparisons,
                                const std::vector<std::string>& fail_on);
// Empty when the text is one that `--fail-on` understands, for comparisons or for claims; else what is wrong with it.
[[nodiscard]] std::string fail_on_problem(const std::string& text);

}  // namespace tare::cli
