// A run's claims judged over the store's rows, for `run`, `verify` and reports.
#pragma once

#include "compare/claim_verdict.hpp"
#include "model/suite.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace tare::cli {

// Every claim of every suite of the set, in their order; the run is one of this set.
[[nodiscard]] Result<std::vector<compare::ClaimResult>> judged_claims(const store::Store& store,
                                                                      const std::string& run_id,
                                                                      const model::SuiteSet& set);

// What `--fail-on` names: verdicts that turn the exit code into 1. `guard` is a guard that is not reproduced.
inline const std::vector<std::string> kFailOnClaims = {"not_reproduced", "inconclusive", "not_run", "guard"};
[[nodiscard]] bool is_failed_on(const std::vector<compare::ClaimResult>& results,
                                const std::vector<std::string>& fail_on);

}  // namespace tare::cli
