// Implementation of locate.hpp.
#include "data/locate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <system_error>

#include "base/digest.hpp"
#include "data/remembered_digest.hpp"

namespace tare::data {
namespace {

namespace fs = std::filesystem;

using DigestOf = std::function<Result<std::string>(const fs::path&)>;

FileReport inspect_file(const DataFile& file, const fs::path& folder, Depth depth, const DigestOf& digest_of) {
  FileReport report{folder / file.path, FileState::missing, "not here"};
  std::error_code problem;
  if (!fs::exists(report.path, problem)) return report;
  const auto found_bytes = static_cast<std::int64_t>(fs::file_size(report.path, problem));
  if (problem) return {report.path, FileState::unreadable, problem.message()};
  std::vector<Packing> fitting;
  std::copy_if(file.packings.begin(), file.packings.end(), std::back_inserter(fitting),
               [&](const Packing& packing) { return packing.size_bytes == found_bytes; });
  if (fitting.empty()) {
    return {report.path, FileState::wrong_size,
            fmt::format("has {} bytes, expected {}", found_bytes, file.packings.front().size_bytes)};
  }
  if (depth == Depth::size) return {report.path, FileState::good, {}};
  const auto digest = digest_of(report.path);
  if (!digest) return {report.path, FileState::unreadable, digest.error().message};
  const bool is_known =
      std::any_of(fitting.begin(), fitting.end(), [&](const Packing& packing) { return packing.sha256 == *digest; });
  if (is_known) return {report.path, FileState::good, {}};
  return {report.path, FileState::wrong_content,
          fmt::format("has SHA-256 {}, expected {}", *digest, fitting.front().sha256)};
}

std::vector<FileReport> inspect_files(const Dataset& dataset, const fs::path& folder, Depth depth,
                                      const DigestOf& digest_of) {
  std::vector<FileReport> reports;
  reports.reserve(dataset.files.size());
  for (const DataFile& file : dataset.files) reports.push_back(inspect_file(file, folder, depth, digest_of));
  return reports;
}

}  // namespace

std::vector<std::string> known_names(const Places& places) {
  std::vector<std::string> names = known_names(places.dataset_folder);
  if (!places.data_folder.empty()) {
    for (std::string& name : known_names(places.data_folder)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<Dataset> load_dataset(const Places& places, std::string_view name) {
  const std::vector<std::string> shipped = known_names(places.dataset_folder);
  if (std::find(shipped.begin(), shipped.end(), name) != shipped.end())
    return load_dataset(places.dataset_folder, name);
  const std::vector<std::string> all = known_names(places);
  if (std::find(all.begin(), all.end(), name) != all.end()) return load_dataset(places.data_folder, name);
  return unknown_dataset(name, all);
}

std::vector<fs::path> folders_of(const Places& places, std::string_view name) {
  std::vector<fs::path> folders;
  if (!places.data_folder.empty()) folders.push_back(places.data_folder / name);
  folders.push_back(places.cache_folder / name);
  return folders;
}

std::vector<FileReport> inspect(const Dataset& dataset, const fs::path& folder, Depth depth) {
  return inspect_files(dataset, folder, depth, digest::of_file);
}

bool is_complete(const std::vector<FileReport>& reports) {
  return std::all_of(reports.begin(), reports.end(),
                     [](const FileReport& report) { return report.state == FileState::good; });
}

Result<fs::path> resolve(const Places& places, std::string_view name) {
  const auto dataset = load_dataset(places, name);
  if (!dataset) return tl::unexpected(dataset.error());
  std::string broken;
  for (const fs::path& folder : folders_of(places, name)) {
    const auto reports = inspect_files(*dataset, folder, Depth::content, [&](const fs::path& path) {
      return remembered_digest(places.cache_folder / ".verified", path);
    });
    if (is_complete(reports)) return folder;
    for (const FileReport& report : reports) {
      if (report.state != FileState::missing && report.state != FileState::good && broken.empty()) {
        broken = fmt::format(" ({} {})", report.path.string(), report.note);
      }
    }
  }
  const std::string way_out = is_fetchable(*dataset)
                                  ? fmt::format("get it with `tare data fetch {}`", name)
                                  : fmt::format(
                                        "it cannot be fetched: put its files into DIR/{} and give --data DIR; `tare "
                                        "data list {}` says which they are",
                                        name, name);
  return fail(ErrorKind::data, fmt::format("the data set {} is not here{}; {}", name, broken, way_out), "no_data");
}

std::map<std::string, fs::path, std::less<>> resolve_all(const Places& places, const std::vector<std::string>& names) {
  std::map<std::string, fs::path, std::less<>> found;
  for (const std::string& name : names) {
    if (auto folder = resolve(places, name)) found.emplace(name, std::filesystem::absolute(*folder));
  }
  return found;
}

}  // namespace tare::data
