// Answers kept between runs of tare: a file's digest by its state on disk, and an answer by the file's digest.
// An entry is a file of its own, written aside and renamed, so that several tare may share the folder. An entry that
// cannot be read counts as absent. A cache that cannot be written makes tare slower and nothing else.
#pragma once

#include "catalog/answer.hpp"
#include "tare/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace tare::catalog {

// What changes when a file does. ctime and inode catch a file that was replaced or given its old mtime again.
struct FileState {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
  std::int64_t ctime_ns = 0;
  bool operator==(const FileState&) const = default;
};

[[nodiscard]] Result<FileState> file_state(const std::filesystem::path& path);

class AnswerCache {
 public:
  // `folder` is made when something is kept. `worker_digest` belongs to every key: another worker, another answer.
  AnswerCache(std::filesystem::path folder, std::string worker_digest)
      : folder_(std::move(folder)), worker_digest_(std::move(worker_digest)) {}

  [[nodiscard]] std::optional<Answer> find(const std::string& file_digest) const;
  void keep(const std::string& file_digest, const Answer& answer) const;

 private:
  [[nodiscard]] std::filesystem::path entry(const std::string& file_digest) const;
  std::filesystem::path folder_;
  std::string worker_digest_;
};

// The SHA-256 of a file, without reading it when its state is the one that was digested before.
[[nodiscard]] Result<std::string> cached_digest(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace tare::catalog
