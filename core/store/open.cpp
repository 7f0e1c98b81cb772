// Implementation of open.hpp. Order of things when writing: look without touching, refuse, make or bring up to date,
// only then open for writing.
#include "store/open.hpp"

#include "base/random.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"
#include "store/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <system_error>
#include <utility>

namespace tare::store {
namespace {

// Checking every page of a large store would cost more than most commands; 8 MiB take some 20 ms.
constexpr std::uintmax_t kCheckedBytes = std::uintmax_t{8} << 20U;

enum class Place : std::uint8_t { absent, empty, filled };

Result<Place> place_of(const std::filesystem::path& path) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(path, problem);
  if (status.type() == std::filesystem::file_type::not_found) return Place::absent;
  if (status.type() == std::filesystem::file_type::directory) {
    return fail(ErrorKind::store, fmt::format("{} is a folder, expected a file; name one with --store", path.string()));
  }
  if (status.type() != std::filesystem::file_type::regular) {
    return fail(ErrorKind::store, fmt::format("{} cannot be used as a store: {}; name a file with --store",
                                              path.string(), problem ? problem.message() : "it is no ordinary file"));
  }
  return std::filesystem::file_size(path, problem) == 0 ? Place::empty : Place::filled;
}

std::uintmax_t size_of(const std::filesystem::path& path) {
  std::error_code problem;
  const std::uintmax_t bytes = std::filesystem::file_size(path, problem);
  return problem ? 0 : bytes;
}

std::filesystem::path wal_of(const std::filesystem::path& path) { return path.string() + "-wal"; }

Result<std::unique_ptr<Connection>> connect(const std::filesystem::path& path, std::string_view options, int flags) {
  try {
    auto connection = std::make_unique<Connection>(path, uri_of(path, options), flags);
    connection->database.exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY");
    // The first read opens the log, and so shows whether the store can be used at all.
    static_cast<void>(connection->database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt());
    return connection;
  } catch (const SQLite::Exception& problem) {
    return tl::unexpected<Error>(error_of(problem, path));
  }
}

// A copy of the store in a folder of its own, which lives as long as the connection. `fill` writes the copy.
Result<std::unique_ptr<Connection>> copied(const std::filesystem::path& path,
                                           const std::function<Result<void>(const std::filesystem::path&)>& fill) {
  Result<file::TemporaryFolder> folder = file::TemporaryFolder::create("tare-store");
  if (!folder) return fail_within(fmt::format("while copying store {} to read it", path.string()), folder.error());
  const std::filesystem::path copy = folder->path() / "tare.db";
  const Result<void> filled = fill(copy);
  if (!filled) return tl::unexpected<Error>(filled.error());
  Result<std::unique_ptr<Connection>> opened = connect(copy, "?mode=rw", SQLite::OPEN_READWRITE);
  if (!opened) return opened;
  (*opened)->path = path;
  (*opened)->copy.emplace(std::move(*folder));
  return opened;
}

// A writer needs the folder too, for the log beside the file.
Result<void> check_writable(const std::filesystem::path& path) {
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  for (const std::filesystem::path& needed : {path, folder}) {
    if (::eaccess(needed.c_str(), W_OK) == 0) continue;
    return fail(ErrorKind::store, fmt::format("store {} cannot be written: {}: {}; make it writable or name another "
                                              "file with --store",
                                              path.string(), needed.string(), std::strerror(errno)));
  }
  return {};
}

tl::unexpected<Error> damaged(const std::filesystem::path& path, std::string_view what) {
  return tl::unexpected<Error>(error_of(SQLite::Exception(std::string(what), SQLITE_CORRUPT), path));
}

struct Header {
  int application_id = 0;
  int version = 0;
};

Result<Header> header_of(const std::filesystem::path& path, std::string_view options) {
  try {
    SQLite::Database database(uri_of(path, options), SQLite::OPEN_READONLY | SQLite::OPEN_URI, kBusyMilliseconds);
    return Header{database.execAndGet("PRAGMA application_id").getInt(),
                  database.execAndGet("PRAGMA user_version").getInt()};
  } catch (const SQLite::Exception& problem) {
    return tl::unexpected<Error>(error_of(problem, path));
  }
}

// Reads the first page without locks and without making files beside it, so that what is not ours stays untouched.
// Our header is complete in the main file from the first moment on: a store is made aside and then linked into place.
Result<int> version_of(const std::filesystem::path& path) {
  Result<Header> header = header_of(path, "?mode=ro&immutable=1");
  // Pages of a log that were moved into the main file only in part (a full disk, a kill) make it look cut off.
  if (!header && size_of(wal_of(path)) > 0) header = header_of(path, "?mode=ro");
  if (!header) return tl::unexpected<Error>(header.error());
  if (header->application_id != kApplicationId) {
    return fail(ErrorKind::store,
                fmt::format("{} is an SQLite file of another application (application_id {}, expected {}); it is left "
                            "as it is; name another file with --store",
                            path.string(), header->application_id, kApplicationId));
  }
  if (header->version > kVersion) {
    return fail(ErrorKind::store,
                fmt::format("store {} has version {}, this tare knows versions up to {}; it is left as it is; use a "
                            "newer tare or name another file with --store",
                            path.string(), header->version, kVersion));
  }
  return header->version;
}

Result<void> check_pages(Connection& connection) {
  if (size_of(connection.path) > kCheckedBytes) return {};
  const Result<std::string> found =
      guarded(connection, [&] { return connection.database.execAndGet("PRAGMA quick_check(1)").getString(); });
  if (!found) return tl::unexpected<Error>(found.error());
  if (*found != "ok") return damaged(connection.path, *found);
  return {};
}

// Puts a file that was made aside at its place. A place that holds a store already is left alone.
Result<void> put_into_place(const std::filesystem::path& aside, const std::filesystem::path& path, Place place) {
  if (place == Place::empty) {
    const FolderLock lock(path);
    if (size_of(path) > 0) return {};
    if (::rename(aside.c_str(), path.c_str()) == 0) return {};
  } else {
    if (::link(aside.c_str(), path.c_str()) == 0 || errno == EEXIST) return {};
    // Some file systems have no hard links.
    if (::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0 || errno == EEXIST) {
      return {};
    }
  }
  return fail(ErrorKind::store, fmt::format("store {} cannot be made: {}; name another place with --store",
                                            path.string(), std::strerror(errno)));
}

// Makes a complete store aside first: nobody ever sees half of one, and of two who make the same store at once one
// wins and both go on with the winner's.
Result<void> create(const std::filesystem::path& path, Place place) {
  std::error_code problem;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), problem);
  if (problem) {
    return fail(ErrorKind::store, fmt::format("folder {} cannot be made: {}; name another place with --store",
                                              path.parent_path().string(), problem.message()));
  }
  const std::filesystem::path aside = path.string() + "." + random::uuid7();
  Result<void> made;
  try {
    SQLite::Database database(uri_of(aside, ""), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI);
    database.exec(fmt::format("BEGIN; PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, kVersion));
    database.exec(std::string(kSchemaSql));
    database.exec(std::string(kViewsSql));
    database.exec("COMMIT; PRAGMA journal_mode = WAL");
  } catch (const SQLite::Exception& failure) {
    made = tl::unexpected<Error>(error_of(failure, path));
  }
  if (made) made = put_into_place(aside, path, place);
  remove_database(aside);
  return made;
}

// For a store on a medium, in a folder or of an owner that cannot be written. A log beside it may hold rows; without a
// log nobody writes, and SQLite may be told that the file does not change.
Result<std::unique_ptr<Connection>> connect_without_writing(const std::filesystem::path& path) {
  const std::filesystem::path wal = wal_of(path);
  std::error_code problem;
  if (!std::filesystem::exists(wal, problem)) return connect(path, "?mode=ro&immutable=1", SQLite::OPEN_READONLY);
  Result<std::unique_ptr<Connection>> shared = connect(path, "?mode=ro", SQLite::OPEN_READONLY);
  if (shared) return shared;
  if (size_of(wal) == 0) return connect(path, "?mode=ro&immutable=1", SQLite::OPEN_READONLY);
  return copied(path, [&](const std::filesystem::path& copy) -> Result<void> {
    std::error_code failure;
    std::filesystem::copy_file(path, copy, failure);
    if (!failure) std::filesystem::copy_file(wal, wal_of(copy), failure);
    if (!failure) return {};
    return fail(ErrorKind::store,
                fmt::format("store {} cannot be copied to be read: {}", path.string(), failure.message()));
  });
}

Result<std::unique_ptr<Connection>> connect_for_reading(const std::filesystem::path& path) {
  if (!check_writable(path)) return connect_without_writing(path);
  // Not SQLite's read-only mode, which leaves the log's files lying about when it is the last to close.
  Result<std::unique_ptr<Connection>> opened = connect(path, "?mode=rw", SQLite::OPEN_READWRITE);
  if (opened) static_cast<void>((*opened)->database.tryExec("PRAGMA query_only = ON"));
  return opened;
}

}  // namespace

Result<std::unique_ptr<Connection>> open_for_writing(const std::filesystem::path& path) {
  const Result<Place> place = place_of(path);
  if (!place) return tl::unexpected<Error>(place.error());
  if (*place != Place::filled) {
    const Result<void> made = create(path, *place);
    if (!made) return tl::unexpected<Error>(made.error());
  }
  const Result<int> version = version_of(path);
  if (!version) return tl::unexpected<Error>(version.error());
  const Result<void> writable = check_writable(path);
  if (!writable) return tl::unexpected<Error>(writable.error());
  if (*version < kVersion) {
    const Result<void> moved = migrate(path, migrations(), kVersion);
    if (!moved) return tl::unexpected<Error>(moved.error());
  }
  Result<std::unique_ptr<Connection>> opened = connect(path, "?mode=rw", SQLite::OPEN_READWRITE);
  if (!opened) return opened;
  const Result<void> checked = check_pages(**opened);
  if (!checked) return tl::unexpected<Error>(checked.error());
  return opened;
}

Result<std::unique_ptr<Connection>> open_for_reading(const std::filesystem::path& path) {
  const Result<Place> place = place_of(path);
  if (!place) return tl::unexpected<Error>(place.error());
  if (*place == Place::absent) {
    return fail(ErrorKind::store, fmt::format("no store at {}; `tare run SUITE` makes one", path.string()));
  }
  if (*place == Place::empty) {
    return fail(ErrorKind::store, fmt::format("{} is empty; `tare run SUITE` fills it", path.string()));
  }
  const Result<int> version = version_of(path);
  if (!version) return tl::unexpected<Error>(version.error());
  Result<std::unique_ptr<Connection>> opened = connect_for_reading(path);
  if (opened && *version < kVersion) {
    opened = copied(path, [&](const std::filesystem::path& copy) {
      return copy_migrated((*opened)->database, copy, migrations(), kVersion);
    });
  }
  if (!opened) return opened;
  const Result<void> checked = check_pages(**opened);
  if (!checked) return tl::unexpected<Error>(checked.error());
  return opened;
}

}  // namespace tare::store
