// Implementation of suite_files.hpp.
#include "cli/suite_files.hpp"

#include "base/file.hpp"
#include "suite/document.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

std::string text_member(const suite::Node& table, std::string_view key) {
  const suite::Member* member = table.find(key);
  return member != nullptr && member->value.type == suite::NodeType::text ? member->value.text : std::string();
}

// Nothing for a file that is TOML but no suite: a network, a data set.
std::optional<SuiteFile> heading_of(const fs::path& path) {
  std::error_code problem;
  const fs::path here = fs::current_path(problem);
  const fs::path relative = path.lexically_relative(here);
  const bool is_below = !relative.empty() && *relative.begin() != "..";
  SuiteFile file{(is_below ? relative : path).string(), {}, {}, {}};
  const auto text = file::contents(path);
  const auto document = suite::parse(text ? *text : "");
  if (!text || !document) {
    file.about = "cannot be read; `tare check` says why";
    return file;
  }
  const suite::Member* heading = document->find("suite");
  if (heading == nullptr) return std::nullopt;
  file.name = text_member(heading->value, "name");
  file.track = text_member(heading->value, "track");
  file.about = text_member(heading->value, "about");
  return file;
}

}  // namespace

std::vector<SuiteFile> find_suite_files(const catalog::Installation& installation) {
  std::error_code problem;
  std::vector<fs::path> folders = {fs::current_path(problem) / "suites"};
  folders.insert(folders.end(), installation.suite_folders.begin(), installation.suite_folders.end());
  std::vector<SuiteFile> found;
  std::set<fs::path> seen;
  for (const fs::path& folder : folders) {
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
      if (entry->path().extension() == ".toml") files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      if (!seen.insert(fs::weakly_canonical(file, problem)).second) continue;
      if (auto heading = heading_of(file)) found.push_back(std::move(*heading));
    }
  }
  return found;
}

}  // namespace tare::cli
