// Implementation of place.hpp.
#include "scaffold/place.hpp"

#include "base/file.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>

namespace tare::scaffold {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& file, std::string_view text) {
  const auto content = file::contents(file);
  return content && content->find(text) != std::string::npos;
}

bool is_tare_root(const fs::path& folder) { return holds(folder / "meson.build", "project('tare'"); }

TrackHome tare_home(const fs::path& root) { return {root, root / "plugins", root / "suites", true}; }

// The places of a track's templates, in the order of precedence.
std::vector<fs::path> template_roots(const catalog::Installation& installation) {
  std::vector<fs::path> roots;
  if (!installation.source_root.empty()) roots.push_back(installation.source_root / "plugins");
  if (!installation.template_folder.empty()) roots.push_back(installation.template_folder / "tracks");
  return roots;
}

bool is_folder(const fs::path& path) {
  std::error_code problem;
  return fs::is_directory(path, problem);
}

}  // namespace

std::optional<TrackHome> tare_tree(const fs::path& folder) {
  for (fs::path here = folder; true; here = here.parent_path()) {
    if (is_tare_root(here)) return tare_home(here);
    if (here == here.parent_path()) return std::nullopt;
  }
}

std::optional<TrackHome> home_of_track(const fs::path& folder, const std::string& track) {
  const auto has_track = [&](const TrackHome& home) {
    return holds(home.tracks_folder / track / "meson.build", kMethodMark);
  };
  // First the whole tree, for its folder plugins/ looks like a project of its own from inside.
  if (auto tree = tare_tree(folder)) return has_track(*tree) ? std::move(tree) : std::nullopt;
  for (fs::path here = folder; true; here = here.parent_path()) {
    const TrackHome home{here, here, here / "suites", false};
    if (has_track(home)) return home;
    if (here == here.parent_path()) return std::nullopt;
  }
}

std::optional<fs::path> method_template(const catalog::Installation& installation, const std::string& track) {
  for (const fs::path& root : template_roots(installation)) {
    if (is_folder(root / track / "template")) return root / track / "template";
  }
  return std::nullopt;
}

std::vector<std::string> tracks_with_template(const catalog::Installation& installation) {
  std::vector<std::string> tracks;
  for (const fs::path& root : template_roots(installation)) {
    std::error_code problem;
    for (fs::directory_iterator entry(root, problem), end; !problem && entry != end; entry.increment(problem)) {
      if (is_folder(entry->path() / "template")) tracks.push_back(entry->path().filename().string());
    }
  }
  std::sort(tracks.begin(), tracks.end());
  tracks.erase(std::unique(tracks.begin(), tracks.end()), tracks.end());
  return tracks;
}

}  // namespace tare::scaffold
