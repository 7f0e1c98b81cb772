// Implementation of installation.hpp.
#include "catalog/installation.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <system_error>

namespace tare::catalog {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code problem;
  return fs::is_directory(path, problem);
}

void add_folder(std::vector<fs::path>& folders, const fs::path& path) {
  if (is_folder(path)) folders.push_back(path.lexically_normal());
}

fs::path folder_or_empty(const fs::path& path) { return is_folder(path) ? path.lexically_normal() : fs::path(); }

Installation build_tree(const fs::path& build_root, const fs::path& source_root) {
  Installation found;
  found.is_build_tree = true;
  found.source_root = source_root.lexically_normal();
  found.worker_program = (build_root / "core" / "measure" / "tare-worker").lexically_normal();
  add_folder(found.plugin_folders, build_root / "plugins");
  add_folder(found.suite_folders, source_root / "suites");
  found.template_folder = folder_or_empty(source_root / "core" / "sdk" / "templates");
  found.dataset_folder = folder_or_empty(source_root / "datasets");
  return found;
}

// Meson's libdir is lib, lib64 or, on Debian, lib/<triplet>.
std::vector<fs::path> library_folders(const fs::path& prefix) {
  std::vector<fs::path> folders = {prefix / "lib", prefix / "lib64"};
  std::error_code problem;
  std::vector<fs::path> nested;
  for (const auto& entry : fs::directory_iterator(prefix / "lib", problem)) {
    if (entry.path().filename().string().find("-linux-gnu") != std::string::npos) nested.push_back(entry.path());
  }
  std::sort(nested.begin(), nested.end());
  folders.insert(folders.end(), nested.begin(), nested.end());
  return folders;
}

Installation prefix_tree(const fs::path& program_folder) {
  const fs::path prefix = program_folder.parent_path();
  Installation found;
  found.worker_program = program_folder / "tare-worker";
  for (const fs::path& library : library_folders(prefix)) {
    add_folder(found.plugin_folders, library / "tare" / "plugins");
  }
  const fs::path share = prefix / "share" / "tare";
  add_folder(found.suite_folders, share / "suites");
  found.template_folder = folder_or_empty(share / "templates");
  found.dataset_folder = folder_or_empty(share / "datasets");
  return found;
}

}  // namespace

Installation find_installation(const fs::path& program_folder) {
  // build/core/cli/tare has build/core/catalog/tare-build-tree as its neighbour.
  const fs::path mark = program_folder.parent_path() / "catalog" / "tare-build-tree";
  const auto source_root = file::contents(mark);
  if (!source_root) return prefix_tree(program_folder);
  const fs::path build_root = program_folder.parent_path().parent_path();
  return build_tree(build_root, build_root / std::string(text::trim(*source_root)));
}

}  // namespace tare::catalog
