// What `tare doctor` finds, as values: facts in sections, plugin files that cannot be used, and hints.
#pragma once

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tare::cli {

struct Section {
  std::string name;
  std::vector<std::pair<std::string, std::string>> facts;
};

struct Health {
  std::vector<Section> sections;
  std::vector<model::Refusal> refusals;
  std::vector<std::string> hints;  // what would make times steadier or something usable, each with what to do
};

// Looks at this program, the plugins, the machine, the store and the folders. Changes nothing but the cache.
[[nodiscard]] Health examine(const Session& session);

}  // namespace tare::cli
