// `tare new`: the files of a new method or track, in a source tree or as a project of their own. Writes all or nothing,
// and never over a file that is there. Knows no track: what a method of one looks like is in its template/ folder.
#pragma once

#include "catalog/installation.hpp"
#include "tare/error.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tare::scaffold {

struct Request {
  std::string track;
  std::string name = {};                        // of the method; empty for a new track
  std::filesystem::path working_folder;         // absolute
  std::optional<std::filesystem::path> output;  // a project of its own goes below it
  catalog::Installation installation;
};

struct Made {
  bool is_in_tree = false;
  std::filesystem::path folder;                // what to look at first
  std::vector<std::filesystem::path> files;    // written, absolute
  std::vector<std::filesystem::path> changed;  // existing files that got a line
  std::vector<std::string> next_steps;         // commands, in order
};

// In the tree: plugins/<track>/<name>/, its line in the track's meson.build and suites/<track>/<name>.toml. Elsewhere,
// or with `output`: a project of its own in <output>/<name>.
[[nodiscard]] Result<Made> new_method(const Request& request);
// In the tree: plugins/<track>/ with a baseline, a line in plugins/meson.build and suites/<track>/first.toml.
// Elsewhere, or with `output`: a project of its own in <output>/<track>.
[[nodiscard]] Result<Made> new_track(const Request& request);

}  // namespace tare::scaffold
