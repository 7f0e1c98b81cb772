// Implementation of fetch.hpp.
#include "data/fetch.hpp"

#include <fmt/format.h>

#include <system_error>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "data/download.hpp"

namespace tare::data {
namespace {

namespace fs = std::filesystem;

// A connection that breaks is taken up again while it brings something, this many times.
constexpr int kMaxAttempts = 3;

std::int64_t present_bytes(const fs::path& path) {
  std::error_code problem;
  const auto size = fs::file_size(path, problem);
  return problem ? 0 : static_cast<std::int64_t>(size);
}

Result<void> download_patiently(const Download& request) {
  for (int attempt = 1;; ++attempt) {
    const std::int64_t before_bytes = present_bytes(request.part);
    auto done = download(request);
    const bool is_worth_another =
        !done && done.error().reason == "incomplete" && present_bytes(request.part) > before_bytes;
    if (!is_worth_another || attempt == kMaxAttempts) return done;
  }
}

Result<void> move_into_place(const fs::path& part, const fs::path& target) {
  std::error_code problem;
  fs::rename(part, target, problem);
  if (problem)
    return fail(ErrorKind::io, fmt::format("cannot move {} into place: {}", part.string(), problem.message()));
  return {};
}

Result<void> fetch_file(const DataFile& file, const fs::path& target, const OnFetchProgress& on_progress) {
  const std::optional<Packing> packing = offered_packing(file);
  if (!packing) return fail(ErrorKind::data, fmt::format("nobody offers {} for download", file.path.string()));
  std::error_code problem;
  fs::create_directories(target.parent_path(), problem);
  if (problem) {
    return fail(ErrorKind::io, fmt::format("cannot create {}: {}; name another cache folder with TARE_CACHE",
                                           target.parent_path().string(), problem.message()));
  }
  const fs::path part = target.string() + ".part";
  Download request{packing->address, part, packing->size_bytes, {}};
  if (on_progress) {
    request.on_progress = [&](std::int64_t there_bytes) {
      return on_progress({file.path, there_bytes, packing->size_bytes});
    };
  }
  std::string found;
  // What an earlier call left may belong to another version of the file; then the second try starts from nothing.
  const int tries = present_bytes(part) > 0 ? 2 : 1;
  for (int attempt = 0; attempt < tries; ++attempt) {
    if (auto done = download_patiently(request); !done) return done;
    const auto digest = digest::of_file(part);
    if (!digest) return tl::unexpected(digest.error());
    if (*digest == packing->sha256) return move_into_place(part, target);
    found = *digest;
    fs::remove(part, problem);
  }
  return fail(ErrorKind::data,
              fmt::format("{} has SHA-256 {}, expected {}: the file has changed or was damaged on the way; it was "
                          "thrown away",
                          packing->address, found, packing->sha256),
              "wrong_hash");
}

}  // namespace

Result<fs::path> fetch(const Places& places, const Dataset& dataset, const OnFetchProgress& on_progress) {
  if (!is_fetchable(dataset)) {
    return fail(
        ErrorKind::data,
        fmt::format("the data set {} cannot be fetched, because nobody offers exactly its files: take them from "
                    "{}, put them into DIR/{} and give --data DIR",
                    dataset.name, dataset.source, dataset.name),
        "import_only");
  }
  const fs::path folder = places.cache_folder / dataset.name;
  const auto lock = file::Lock::wait(places.cache_folder / (dataset.name + ".lock"));
  if (!lock) return tl::unexpected(lock.error());
  const auto reports = inspect(dataset, folder, Depth::content);
  for (std::size_t i = 0; i < dataset.files.size(); ++i) {
    if (reports[i].state == FileState::good) continue;
    if (auto done = fetch_file(dataset.files[i], reports[i].path, on_progress); !done) {
      return fail_within(fmt::format("while fetching {} of {}", dataset.files[i].path.string(), dataset.name),
                         done.error());
    }
  }
  // The licence travels with the files, as several of them demand.
  if (auto kept = file::write_atomically(folder / "LICENCE.txt", dataset.licence_text + "\n"); !kept) {
    return tl::unexpected(kept.error());
  }
  return folder;
}

}  // namespace tare::data
