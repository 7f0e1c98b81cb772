// The programs and fixtures that this build made, for tests that start real workers.
#pragma once

#include "base/file.hpp"
#include "catalog/catalog.hpp"
#include "catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace built {

inline std::filesystem::path root() {
  const char* variable = std::getenv("TARE_BUILD_ROOT");
  REQUIRE(variable != nullptr);
  return variable;
}

inline std::filesystem::path fixture(const std::string& name) {
  return root() / "tests" / "fixtures" / "refused" / (name + ".so");
}

// This build's worker, nothing on the search path and a cache of its own.
inline tare::catalog::LoadOptions options(const std::filesystem::path& cache_folder) {
  tare::catalog::LoadOptions options;
  options.installation.worker_program = root() / "core" / "measure" / "tare-worker";
  options.cache_folder = cache_folder;
  // Far above what a busy machine needs; only the test of a hanging plugin lowers it.
  options.describe_limit_s = 60;
  return options;
}

inline tare::file::TemporaryFolder scratch() {
  auto folder = tare::file::TemporaryFolder::create("catalog-test");
  REQUIRE(folder.has_value());
  return std::move(*folder);
}

}  // namespace built
