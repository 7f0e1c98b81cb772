// Implementation of migrate.hpp.
#include "store/migrate.hpp"

#include "base/random.hpp"
#include "store/connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace tare::store {
namespace {

void apply_steps(SQLite::Database& database, std::span<const Migration> steps, int target) {
  // Off while tables are made anew under the same name; the check below makes up for it.
  database.exec("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
  int version = database.execAndGet("PRAGMA user_version").getInt();
  for (const Migration& step : steps) {
    if (step.from != version || version >= target) continue;
    database.exec(std::string(step.sql));
    ++version;
  }
  if (version != target) {
    throw SQLite::Exception(fmt::format("its version {} cannot be brought to version {}", version, target));
  }
  database.exec(fmt::format("PRAGMA user_version = {}; COMMIT", target));
  SQLite::Statement orphans(database, "PRAGMA foreign_key_check");
  const std::string pages = database.execAndGet("PRAGMA quick_check(1)").getString();
  if (orphans.executeStep() || pages != "ok") {
    throw SQLite::Exception("it was not sound after being brought up to date", SQLITE_CORRUPT);
  }
}

void sync(const std::filesystem::path& path) {
  const file::Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.is_open()) static_cast<void>(::fsync(descriptor.get()));
}

}  // namespace

// Version 1 is the first.
std::span<const Migration> migrations() { return {}; }

FolderLock::FolderLock(const std::filesystem::path& path)
    : descriptor_(::open(std::filesystem::absolute(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  while (descriptor_.is_open() && ::flock(descriptor_.get(), LOCK_EX) != 0 && errno == EINTR) {
  }
}

void remove_database(const std::filesystem::path& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((path.string() + suffix).c_str());
}

Result<void> copy_migrated(SQLite::Database& old, const std::filesystem::path& copy, std::span<const Migration> steps,
                           int target) {
  try {
    SQLite::Database database(uri_of(copy, ""), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI);
    SQLite::Backup(database, old).executeStep();
    apply_steps(database, steps, target);
    database.exec("PRAGMA journal_mode = WAL");
    return {};
  } catch (const SQLite::Exception& problem) {
    return tl::unexpected<Error>(error_of(problem, copy));
  }
}

Result<void> migrate(const std::filesystem::path& path, std::span<const Migration> steps, int target) {
  const FolderLock lock(path);
  const std::filesystem::path aside = path.string() + "." + random::uuid7();
  Result<void> moved;
  try {
    SQLite::Database old(uri_of(path, "?mode=rw"), SQLite::OPEN_READWRITE | SQLite::OPEN_URI);
    // Somebody else may have done it while this program waited for the lock.
    if (old.execAndGet("PRAGMA user_version").getInt() >= target) return {};
    // Leaving WAL folds the log into the file and needs it alone: a log left beside the new file would be replayed
    // into it. The exclusive lock is then kept without a transaction, since a backup cannot read through one.
    if (old.execAndGet("PRAGMA journal_mode = DELETE").getString() != "delete") {
      throw SQLite::Exception("in use", SQLITE_BUSY);
    }
    old.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    moved = copy_migrated(old, aside, steps, target);
    if (moved) {
      sync(aside);
      if (::rename(aside.c_str(), path.c_str()) != 0) {
        moved = fail(ErrorKind::store, fmt::format("cannot rename into {}: {}", path.string(), std::strerror(errno)));
      }
      sync(std::filesystem::absolute(path).parent_path());
    }
  } catch (const SQLite::Exception& problem) {
    moved = tl::unexpected<Error>(error_of(problem, path));
  }
  remove_database(aside);
  if (!moved)
    return fail_within(fmt::format("while bringing store {} up to date, which is left as it was", path.string()),
                       moved.error());
  return {};
}

}  // namespace tare::store
