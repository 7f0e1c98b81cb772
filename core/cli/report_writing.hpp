// A run's report as a file: which form, where it goes. For `report` and for the end of `run`.
#pragma once

#include "cli/verb.hpp"
#include "model/suite.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace tare::cli {

inline const std::vector<std::string> kReportFormats = {"html", "md", "json", "csv", "junit"};

// Beside the store: results/quick.html for the suite quick. Letters that a file name should not have become '-'.
[[nodiscard]] std::string report_path(const Session& session, const std::string& suite_name, const std::string& format);
// `output` "-" is standard output. `set` as in report_data.
[[nodiscard]] Result<void> write_report(const store::Store& store, const std::string& run_id,
                                        const model::SuiteSet* set, const std::string& format,
                                        const std::string& output);

}  // namespace tare::cli
