// Where a new thing goes: the source tree or track project around a folder, and the templates of a track.
#pragma once

#include "scaffold/scaffold.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tare::scaffold {

// The line of a track's meson.build that new methods are entered above.
inline constexpr const char* kMethodMark = "# new methods go above this line";

// Folders that hold tracks: plugins/ of tare's own tree, or the root of a project that `tare new track` made.
struct TrackHome {
  std::filesystem::path root;           // what `meson setup` is called in
  std::filesystem::path tracks_folder;  // a folder a track in it
  std::filesystem::path suites_folder;
  bool is_tare_tree = false;
};

// The nearest of `folder` and the folders above it that is tare's source tree.
[[nodiscard]] std::optional<TrackHome> tare_tree(const std::filesystem::path& folder);
// The nearest that holds this track, as a folder whose meson.build has the mark.
[[nodiscard]] std::optional<TrackHome> home_of_track(const std::filesystem::path& folder, const std::string& track);

// The folder with the templates of a track's methods: in its home, in the tree that tare was built in, or installed.
[[nodiscard]] std::optional<std::filesystem::path> method_template(const catalog::Installation& installation,
                                                                   const std::string& track);
// Tracks that method_template knows, for suggestions.
[[nodiscard]] std::vector<std::string> tracks_with_template(const catalog::Installation& installation);

}  // namespace tare::scaffold
