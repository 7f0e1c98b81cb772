// Implementation of golden.hpp. The folder comes from TARE_SOURCE_ROOT, which meson sets for every test.
#include "golden.hpp"

#include "base/file.hpp"
#include "catch.hpp"

#include <cstdlib>
#include <filesystem>

namespace tare::golden {

void check(std::string_view name, const std::string& actual) {
  const char* root = std::getenv("TARE_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  const std::filesystem::path path = std::filesystem::path(root) / "tests" / "golden" / name;
  if (std::getenv("TARE_ACCEPT") != nullptr) {
    const Result<void> written = file::write_atomically(path, actual);
    REQUIRE(written.has_value());
    WARN("accepted " << path.string());
    return;
  }
  const Result<std::string> expected = file::contents(path);
  INFO("golden file " << path.string() << "; TARE_ACCEPT=1 rewrites it");
  REQUIRE(expected.has_value());
  CHECK(actual == *expected);
}

}  // namespace tare::golden
