// Where the parts that belong to this program lie: its worker, plugins, suites and templates. Found from the program's
// own folder, so that a build tree or an installed prefix may be moved; no absolute path is compiled in.
#pragma once

#include <filesystem>
#include <vector>

namespace tare::catalog {

struct Installation {
  bool is_build_tree = false;
  std::filesystem::path worker_program;               // tare-worker; it may be missing
  std::vector<std::filesystem::path> plugin_folders;  // those that exist
  std::vector<std::filesystem::path> suite_folders;   // those that exist
  std::filesystem::path template_folder;              // empty when missing
  std::filesystem::path dataset_folder;               // empty when missing
  std::filesystem::path source_root;                  // build tree only
};

// `program_folder` is file::program_folder(), or a scratch folder in tests.
[[nodiscard]] Installation find_installation(const std::filesystem::path& program_folder);

}  // namespace tare::catalog
