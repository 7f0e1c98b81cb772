// Where data sets are described and looked for, from the command line, and what a suite's data sets are.
#pragma once

#include "catalog/installation.hpp"
#include "cli/verb.hpp"
#include "data/locate.hpp"
#include "model/suite.hpp"
#include "plan/expansion.hpp"

namespace tare::cli {

// A folder that --data or TARE_DATA names and that is not there is an error: silence would look elsewhere.
[[nodiscard]] Result<data::Places> data_places(const Session& session, const catalog::Installation& installation);

struct SuiteData {
  std::map<std::string, std::filesystem::path, std::less<>> folders;  // those at hand
  plan::DataDigests digests;                                          // of those at hand, for identities
};
// Prints to stderr, once each, why a data set is not here and what gets it.
[[nodiscard]] SuiteData find_data(const data::Places& places, const model::SuiteSet& set);

}  // namespace tare::cli
