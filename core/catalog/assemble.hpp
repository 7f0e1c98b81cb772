// From answers to the catalogue: every answer is checked, names are made unique, and each track gets one description.
// Pure, so that every rule is tested without a plugin.
#pragma once

#include "catalog/answer.hpp"
#include "model/catalog.hpp"

#include <string>
#include <vector>

namespace tare::catalog {

// A file that was asked, in the order of precedence.
struct Asked {
  std::string path;
  std::string digest;  // of the file; empty when it could not be read
  Answer answer;
};

[[nodiscard]] model::Catalog assemble(const std::vector<Asked>& asked);

}  // namespace tare::catalog
