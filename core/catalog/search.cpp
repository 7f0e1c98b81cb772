// Implementation of search.hpp.
#include "catalog/search.hpp"

#include "catalog/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

namespace tare::catalog {
namespace {

namespace fs = std::filesystem;

class Search {
 public:
  void add_path(const fs::path& path) {
    std::error_code problem;
    if (fs::is_directory(path, problem)) return add_folder(path);
    if (problem && problem != std::errc::no_such_file_or_directory) return refuse(path, problem);
    if (!fs::exists(path, problem)) {
      return refuse(path, std::make_error_code(std::errc::no_such_file_or_directory));
    }
    add_file(path);
  }

  [[nodiscard]] Found found() && { return std::move(found_); }

 private:
  void add_folder(const fs::path& folder) {
    std::error_code problem;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::follow_directory_symlink, problem);
    if (problem) return refuse(folder, problem);
    std::vector<fs::path> files;
    while (entry != fs::recursive_directory_iterator()) {
      if (entry.depth() > kDeepest) entry.disable_recursion_pending();
      // Meson keeps object files in folders called <target>.p; nothing in them is meant to be used.
      if (entry->path().extension() == ".p") entry.disable_recursion_pending();
      if (entry->path().extension() == ".so" && !entry->is_directory(problem)) files.push_back(entry->path());
      const fs::path here = entry->path();
      entry.increment(problem);
      if (problem) {
        refuse(here, problem);
        break;
      }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) add_file(file);
  }

  void add_file(const fs::path& path) {
    std::error_code problem;
    fs::path whole = fs::canonical(path, problem);
    if (problem) whole = fs::absolute(path, problem);
    if (seen_.insert(whole).second) found_.files.push_back(whole);
  }

  void refuse(const fs::path& path, std::error_code problem) {
    found_.refusals.push_back(refusal(Reason::unreadable, path.string(), problem.message()));
  }

  // A loop of symbolic links ends here; plugins lie one or two folders deep.
  static constexpr int kDeepest = 8;

  Found found_;
  std::set<fs::path> seen_;
};

}  // namespace

Result<Found> search(const LoadOptions& options) {
  Search search;
  for (const fs::path& path : options.plugin_path) {
    std::error_code problem;
    if (!fs::exists(path, problem)) {
      return fail(ErrorKind::usage, fmt::format("--plugin-path {}: no such file or folder; name a folder with plugins "
                                                "or one plugin file",
                                                path.string()));
    }
    search.add_path(path);
  }
  for (const fs::path& path : options.environment_path) search.add_path(path);
  for (const fs::path& path : options.installation.plugin_folders) search.add_path(path);
  return std::move(search).found();
}

}  // namespace tare::catalog
