// search: which files are looked at, in which order, and where an installation's parts are found.
#include "catalog/search.hpp"

#include "base/file.hpp"
#include "catalog/installation.hpp"
#include "catch.hpp"

#include <filesystem>

namespace fs = std::filesystem;

namespace {

void make(const fs::path& path, std::string_view text = "") {
  REQUIRE(tare::file::write_atomically(path, text).has_value());
}

std::vector<std::string> names(const std::vector<fs::path>& files) {
  std::vector<std::string> names;
  for (const fs::path& file : files) names.push_back(file.filename().string());
  return names;
}

}  // namespace

TEST_CASE("the command line comes first, then the environment, then the installation", "[catalog]") {
  const auto folder = tare::file::TemporaryFolder::create("search");
  REQUIRE(folder.has_value());
  make(folder->path() / "installed" / "a.so");
  make(folder->path() / "environment" / "b.so");
  make(folder->path() / "line" / "nested" / "d.so");
  make(folder->path() / "line" / "c.so");
  make(folder->path() / "line" / "notes.txt");
  make(folder->path() / "line" / "x.so.p" / "object.so");
  tare::catalog::LoadOptions options;
  options.plugin_path = {folder->path() / "line"};
  options.environment_path = {folder->path() / "environment"};
  options.installation.plugin_folders = {folder->path() / "installed", folder->path() / "environment"};
  const auto found = tare::catalog::search(options);
  REQUIRE(found.has_value());
  CHECK(names(found->files) == std::vector<std::string>{"c.so", "d.so", "b.so", "a.so"});
  CHECK(found->refusals.empty());
}

TEST_CASE("a plugin path may name one file, whatever its name", "[catalog]") {
  const auto folder = tare::file::TemporaryFolder::create("search");
  REQUIRE(folder.has_value());
  make(folder->path() / "plugin.bin");
  tare::catalog::LoadOptions options;
  options.plugin_path = {folder->path() / "plugin.bin"};
  const auto found = tare::catalog::search(options);
  REQUIRE(found.has_value());
  CHECK(names(found->files) == std::vector<std::string>{"plugin.bin"});
}

TEST_CASE("a missing folder is an error on the command line and a refusal in the environment", "[catalog]") {
  tare::catalog::LoadOptions options;
  options.plugin_path = {"/no/such/folder"};
  const auto error = tare::catalog::search(options);
  REQUIRE_FALSE(error.has_value());
  CHECK(error.error().kind == tare::ErrorKind::usage);
  options.environment_path = std::exchange(options.plugin_path, {});
  const auto found = tare::catalog::search(options);
  REQUIRE(found.has_value());
  REQUIRE(found->refusals.size() == 1);
  CHECK(found->refusals[0].reason == "unreadable");
}

TEST_CASE("a link to a folder above does not make the search endless", "[catalog]") {
  const auto folder = tare::file::TemporaryFolder::create("search");
  REQUIRE(folder.has_value());
  make(folder->path() / "a.so");
  fs::create_directory_symlink(folder->path(), folder->path() / "loop");
  tare::catalog::LoadOptions options;
  options.plugin_path = {folder->path()};
  const auto found = tare::catalog::search(options);
  REQUIRE(found.has_value());
  CHECK(names(found->files) == std::vector<std::string>{"a.so"});
}

TEST_CASE("a build tree is known by its mark and a prefix by its folders", "[catalog]") {
  const auto folder = tare::file::TemporaryFolder::create("installation");
  REQUIRE(folder.has_value());
  const fs::path build = folder->path() / "source" / "build";
  make(build / "core" / "catalog" / "tare-build-tree", "..\n");
  make(build / "plugins" / "a.so");
  make(folder->path() / "source" / "suites" / "quick.toml");
  const auto tree = tare::catalog::find_installation(build / "core" / "cli");
  CHECK(tree.is_build_tree);
  CHECK(tree.worker_program == build / "core" / "measure" / "tare-worker");
  CHECK(tree.plugin_folders == std::vector<fs::path>{build / "plugins"});
  CHECK(tree.suite_folders == std::vector<fs::path>{folder->path() / "source" / "suites"});

  const fs::path prefix = folder->path() / "prefix";
  make(prefix / "lib" / "x86_64-linux-gnu" / "tare" / "plugins" / "a.so");
  make(prefix / "share" / "tare" / "templates" / "x");
  const auto installed = tare::catalog::find_installation(prefix / "bin");
  CHECK_FALSE(installed.is_build_tree);
  CHECK(installed.worker_program == prefix / "bin" / "tare-worker");
  CHECK(installed.plugin_folders == std::vector<fs::path>{prefix / "lib" / "x86_64-linux-gnu" / "tare" / "plugins"});
  CHECK(installed.template_folder == prefix / "share" / "tare" / "templates");
}
