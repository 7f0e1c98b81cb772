// Which files may be plugins, in the order of their precedence. Looks at names only; opens no file.
#pragma once

#include "catalog/catalog.hpp"

#include <filesystem>
#include <vector>

namespace tare::catalog {

struct Found {
  std::vector<std::filesystem::path> files;  // absolute, each file once
  std::vector<model::Refusal> refusals;      // folders that cannot be read
};

// --plugin-path, TARE_PLUGIN_PATH, then the installation's folders; within a folder by name. A path that is a file is
// taken whatever its name is; a folder is searched with the folders in it for names that end in .so.
[[nodiscard]] Result<Found> search(const LoadOptions& options);

}  // namespace tare::catalog
