// What the project knows of a data set: the content of datasets/<name>/dataset.toml, checked.
// Knows neither where the files lie nor how they are fetched.
#pragma once

#include "tare/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::data {

// One packing of a file's content: two gzip files of the same content differ in their bytes.
struct Packing {
  std::int64_t size_bytes = 0;
  std::string sha256;   // lower-case hex
  std::string address;  // http or https; empty when nobody offers exactly these bytes
};

struct DataFile {
  std::filesystem::path path;     // relative to the data set's folder, without ".."
  std::vector<Packing> packings;  // any of them will do; the first with an address is fetched
};

struct Dataset {
  std::string name;
  std::string title;
  std::string about;
  std::string source;        // where it comes from, for people
  std::string licence;       // in a few words
  std::string licence_text;  // shown before a fetch and kept beside the files
  std::string citation;
  std::string reading;  // how the files are read
  std::int64_t rows_count = 0;
  std::vector<DataFile> files;
};

// The names in a folder of descriptions, sorted. Empty when there is no such folder.
[[nodiscard]] std::vector<std::string> known_names(const std::filesystem::path& dataset_folder);
// ErrorKind::usage for an unknown name, with the nearest known one; ErrorKind::data for a description that is wrong.
[[nodiscard]] Result<Dataset> load_dataset(const std::filesystem::path& dataset_folder, std::string_view name);
// ErrorKind::usage, with the nearest known name.
[[nodiscard]] tl::unexpected<Error> unknown_dataset(std::string_view name, std::span<const std::string> known);
// Every file can be fetched.
[[nodiscard]] bool is_fetchable(const Dataset& dataset);
// The packing to fetch; none when nobody offers one.
[[nodiscard]] std::optional<Packing> offered_packing(const DataFile& file);
// Of all files, in the packing that is fetched, else the first.
[[nodiscard]] std::int64_t size_bytes(const Dataset& dataset);
// Stands for the content in identities: all packings have the same content, so it does not depend on which one is here.
[[nodiscard]] std::string content_digest(const Dataset& dataset);

}  // namespace tare::data
