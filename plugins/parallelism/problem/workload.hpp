// What a suite may set for this track: the table of workload values, and how they become a Problem.
// Knows the track's words and defaults; knows nothing of methods, metrics or how a case is run.
#pragma once

#include "parallelism/problem/problem.hpp"
#include "tare/params.hpp"

#include <string>
#include <vector>

namespace tare::parallelism {

[[nodiscard]] std::vector<ParamSpec> workload_specs();
// The names of workload_specs(), which all decide what a problem is.
[[nodiscard]] std::vector<std::string> workload_names();
[[nodiscard]] Result<Settings> settings_from(const Params& workload);
// Built-in name or path of a network file, then sizes, then costs.
[[nodiscard]] Result<Problem> problem_from(const Params& workload);

}  // namespace tare::parallelism
