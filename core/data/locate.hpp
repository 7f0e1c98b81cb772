// Where a data set's files are on this machine, and whether they are what the description says.
// Looks into the folder that the user named, then into the cache; fetches nothing.
#pragma once

#include "data/dataset.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tare::data {

struct Places {
  std::filesystem::path dataset_folder;  // descriptions that ship: datasets/
  std::filesystem::path data_folder;     // --data or TARE_DATA; empty when neither was given; may hold descriptions too
  std::filesystem::path cache_folder;    // what `tare data fetch` fills: <cache>/data
};

enum class FileState : std::uint8_t { good, missing, wrong_size, wrong_content, unreadable };

struct FileReport {
  std::filesystem::path path;  // the full one
  FileState state = FileState::missing;
  std::string note;  // what was found and what was expected; empty when good
};

// Every data set that is described, sorted: those that ship and NAME/dataset.toml in the user's own folder.
[[nodiscard]] std::vector<std::string> known_names(const Places& places);
// The description that ships, else the user's.
[[nodiscard]] Result<Dataset> load_dataset(const Places& places, std::string_view name);
// Folders to look into, in order.
[[nodiscard]] std::vector<std::filesystem::path> folders_of(const Places& places, std::string_view name);
// Every file by size, and by hash too when asked.
enum class Depth : std::uint8_t { size, content };
[[nodiscard]] std::vector<FileReport> inspect(const Dataset& dataset, const std::filesystem::path& folder, Depth depth);
[[nodiscard]] bool is_complete(const std::vector<FileReport>& reports);
// The first folder with all files, of the right content; files that were read before and have not changed since are
// not read again. Otherwise ErrorKind::data with the reason no_data and the
// command that gets them.
[[nodiscard]] Result<std::filesystem::path> resolve(const Places& places, std::string_view name);
// Those of the names that are at hand.
[[nodiscard]] std::map<std::string, std::filesystem::path, std::less<>> resolve_all(
    const Places& places, const std::vector<std::string>& names);

}  // namespace tare::data
