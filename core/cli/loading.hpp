// What `run`, `plan` and `check` do first: the catalogue, the suites, and everything that is wrong with them.
#pragma once

#include "cli/verb.hpp"
#include "model/catalog.hpp"
#include "model/suite.hpp"
#include "plan/expansion.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare::cli {

struct LoadedSuites {
  model::Catalog catalog;
  model::SuiteSet set;
  std::vector<plan::Expansion> expansions;
  std::map<std::string, std::filesystem::path, std::less<>> data_sets;  // those at hand
};

// Prints what is wrong to stderr and answers nothing then; the exit code is kBadUsage. `text` stands in for the file's
// content: a rerun uses what was stored.
[[nodiscard]] std::optional<LoadedSuites> load_suites(const Session& session, const std::string& path,
                                                      std::uint64_t max_cases,
                                                      const std::optional<std::string>& text = {});

// The tare-worker that belongs to this tare: beside it after an install, in the build tree otherwise.
[[nodiscard]] std::filesystem::path worker_program();

}  // namespace tare::cli
