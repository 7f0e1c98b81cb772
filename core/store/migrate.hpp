// Bringing an older store up to date: each step is SQL from one version to the next, tried on a copy that takes the
// old file's place only when all is well. Internal to store, but for tests.
#pragma once

#include "base/file.hpp"
#include "tare/error.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <span>
#include <string_view>

namespace tare::store {

struct Migration {
  int from;              // the version that it finds; it leaves from + 1
  std::string_view sql;  // tables and rows; views may be dropped and made again
};

// Every step since version 1, oldest first.
[[nodiscard]] std::span<const Migration> migrations();

// The file at `path` keeps its old content, or has the new one whole. Refused while another program has it open.
[[nodiscard]] Result<void> migrate(const std::filesystem::path& path, std::span<const Migration> steps, int target);

// Copies an open store to the absent file `copy` and brings the copy up to date.
[[nodiscard]] Result<void> copy_migrated(SQLite::Database& old, const std::filesystem::path& copy,
                                         std::span<const Migration> steps, int target);

// Held while a file is replaced, so that two programs do not do it at once. It is a lock on the folder, since a lock
// file would stay behind; where folders cannot be locked (some network file systems) it holds nothing.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& path);

 private:
  file::Descriptor descriptor_;
};

// Removes a database that was made aside, with what SQLite keeps beside it.
void remove_database(const std::filesystem::path& path);

}  // namespace tare::store
