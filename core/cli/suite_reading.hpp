// Reading suites for the program: the real files, digests and programs behind core/suite's LoadContext.
#pragma once

#include "catalog/catalog.hpp"
#include "data/locate.hpp"
#include "model/catalog.hpp"
#include "suite/load.hpp"

#include <cstdio>
#include <optional>
#include <string>

namespace tare::cli {

struct SuiteSource {
  std::string path;                      // as the user named it
  std::optional<std::string> text = {};  // stands in for the file's content: what a run stored
};

[[nodiscard]] suite::Loaded read_suite(const SuiteSource& source, const model::Catalog& catalog,
                                       const catalog::LoadOptions& options, const data::Places& places);

// A terminal, and NO_COLOR (no-color.org) is not set.
[[nodiscard]] bool wants_colour(std::FILE* stream);

}  // namespace tare::cli
