// A stored run as the values that a report shows: rows, comparisons and claims put into core/report's structs.
#pragma once

#include "model/suite.hpp"
#include "report/data.hpp"
#include "store/store.hpp"

#include <string>

namespace tare::cli {

// `set` is what the run was made from: it has the claims, and what each suite is about. Null where it could not be
// read again (its plugins are not here); the report then has no claims and says so.
[[nodiscard]] Result<report::Data> report_data(const store::Store& store, const std::string& run_id,
                                               const model::SuiteSet* set);

}  // namespace tare::cli
