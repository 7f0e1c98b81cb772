// The suite files at hand and what their headings say, for lists. A file that cannot be read is listed all the same.
#pragma once

#include "catalog/installation.hpp"

#include <string>
#include <vector>

namespace tare::cli {

struct SuiteFile {
  std::string path;  // as to be given to `tare run`: relative where it lies below the current folder
  std::string name;
  std::string track;
  std::string about;
};

// *.toml in suites/ below the current folder, then in the installation's suite folders; each file once.
[[nodiscard]] std::vector<SuiteFile> find_suite_files(const catalog::Installation& installation);

}  // namespace tare::cli
