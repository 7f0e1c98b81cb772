// The catalogue: every plugin file that can be found, asked what it is in a throw-away worker, or refused with a
// reason. What was answered is kept in the cache by the file's digest. `tare` itself never loads a plugin.
#pragma once

#include "catalog/installation.hpp"
#include "model/catalog.hpp"
#include "tare/error.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tare::catalog {

struct LoadOptions {
  std::vector<std::filesystem::path> plugin_path;       // --plugin-path: searched first; a missing one is an error
  std::vector<std::filesystem::path> environment_path;  // TARE_PLUGIN_PATH: searched next; a missing one is a refusal
  Installation installation;                            // its folders are searched last
  std::filesystem::path cache_folder;                   // answers are kept below catalog/ in it
  double describe_limit_s = 5;                          // for one plugin
  bool asks_refused_again = false;                      // a refusal in the cache does not count; `tare doctor` does so
};

// What the command line and the environment say: TARE_PLUGIN_PATH, TARE_CACHE, TARE_DESCRIBE_TIMEOUT (seconds).
[[nodiscard]] LoadOptions load_options(const std::vector<std::string>& plugin_path);

// Everything that can be found. A plugin that cannot be used is a refusal, never an error.
[[nodiscard]] Result<model::Catalog> load(const LoadOptions& options);

// Asks a program that speaks the worker protocol what it is. The digest covers argv, every file that argv names and
// the version that the program reports. `track_digest` is empty when its `description` names the track and no more.
[[nodiscard]] Result<model::Method> describe_exec(const std::vector<std::string>& command,
                                                  const std::filesystem::path& folder,
                                                  const std::map<std::string, std::string>& environment,
                                                  const LoadOptions& options);

// The reason text of a file that is no longer what the catalogue described: for core/run, which compares digests.
[[nodiscard]] std::string changed_while_running(const std::string& path);

}  // namespace tare::catalog
