// Older stores are brought up to date whole or not at all. The versions here are made up: 0 is nobody's.
#include "store/migrate.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/file.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "raw.hpp"

using namespace tare;
using namespace tare::store;
namespace fs = std::filesystem;

namespace {

constexpr const char* kOldSchema =
    "PRAGMA application_id = 0x54415245; CREATE TABLE runs (id TEXT PRIMARY KEY, seconds INTEGER);"
    "CREATE TABLE halves (run_id TEXT REFERENCES runs (id));"
    "INSERT INTO runs VALUES ('a', 1), ('b', 2); INSERT INTO halves VALUES ('a')";

constexpr std::array<Migration, 2> kSteps = {
    Migration{0,
              "ALTER TABLE runs RENAME COLUMN seconds TO milliseconds; UPDATE runs SET milliseconds = "
              "1000 * milliseconds"},
    Migration{1, "ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"},
};

fs::path old_store(const example::Place& place) {
  fs::create_directories(place.path.parent_path());
  raw::execute(place.path, kOldSchema);
  return place.path;
}

std::size_t file_count(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("an older file takes every step from its version on", "[store]") {
  const example::Place place = example::place();
  const fs::path path = old_store(place);
  example::require(migrate(path, std::span(kSteps).first(1), 1));
  CHECK(raw::number(path, "SELECT sum(milliseconds) FROM runs") == 3000);
  CHECK(raw::number(path, "PRAGMA user_version") == 1);
  example::require(migrate(path, kSteps, 2));
  CHECK(raw::number(path, "SELECT sum(milliseconds) FROM runs WHERE note = 'none'") == 3000);
  CHECK(raw::number(path, "PRAGMA user_version") == 2);
  CHECK(raw::number(path, "PRAGMA application_id") == 0x54415245);
  CHECK(raw::text(path, "PRAGMA journal_mode") == "wal");
  CHECK(file_count(path.parent_path()) == 1);
}

TEST_CASE("rows that were still in the old file's log are brought along", "[store]") {
  const example::Place place = example::place();
  const fs::path path = old_store(place);
  const fs::path copy = path.parent_path() / "copy.db";
  {
    SQLite::Database writer(path.string(), SQLite::OPEN_READWRITE);
    CHECK(writer.execAndGet("PRAGMA journal_mode = WAL").getString() == "wal");
    writer.exec("INSERT INTO runs VALUES ('c', 4)");
    fs::copy_file(path, copy);
    fs::copy_file(path.string() + "-wal", copy.string() + "-wal");
  }
  example::require(migrate(copy, kSteps, 2));
  CHECK_FALSE(fs::exists(copy.string() + "-wal"));
  CHECK(raw::number(copy, "SELECT sum(milliseconds) FROM runs") == 7000);
}

TEST_CASE("a step that fails or leaves orphans keeps the old file", "[store]") {
  const example::Place place = example::place();
  const fs::path path = old_store(place);
  const std::string before = file::contents(path).value();
  const std::vector<std::vector<Migration>> wrong = {
      {{0, "UPDATE runs SET seconds = 0; UPDATE nothing SET a = 1"}},
      {{0, "DELETE FROM runs"}},
      {{1, "UPDATE runs SET seconds = 0"}},
  };
  for (const std::vector<Migration>& steps : wrong) {
    CAPTURE(steps.front().sql);
    const Result<void> moved = migrate(path, steps, 1);
    REQUIRE_FALSE(moved.has_value());
    CHECK_THAT(moved.error().message, Catch::Contains("which is left as it was"));
    CHECK(file::contents(path).value() == before);
    CHECK(file_count(path.parent_path()) == 1);
  }
}

TEST_CASE("an older file that somebody has open is not replaced", "[store]") {
  const example::Place place = example::place();
  const fs::path path = old_store(place);
  raw::execute(path, "PRAGMA journal_mode = WAL");
  SQLite::Database user(path.string(), SQLite::OPEN_READWRITE);
  CHECK(user.execAndGet("SELECT count(*) FROM runs").getInt() == 2);
  const Result<void> moved = migrate(path, kSteps, 2);
  REQUIRE_FALSE(moved.has_value());
  CHECK_THAT(moved.error().message, Catch::Contains("in use by another program"));
  CHECK(user.execAndGet("SELECT sum(seconds) FROM runs").getInt() == 3);
}

TEST_CASE("of several who bring a file up to date one does it and all go on", "[store]") {
  const example::Place place = example::place();
  const fs::path path = old_store(place);
  std::vector<std::string> problems(6);
  {
    std::vector<std::jthread> threads;
    for (std::string& problem : problems) {
      threads.emplace_back([&] {
        const Result<void> moved = migrate(path, kSteps, 2);
        if (!moved) problem = moved.error().message;
      });
    }
  }
  CHECK(problems == std::vector<std::string>(6));
  CHECK(raw::number(path, "SELECT sum(milliseconds) FROM runs") == 3000);
}

TEST_CASE("a version that nobody made is refused and left as it is", "[store]") {
  const example::Place place = example::place();
  const fs::path path = old_store(place);
  const std::string before = file::contents(path).value();
  for (const Mode mode : {Mode::read, Mode::write}) {
    const Result<Store> store = Store::open(path, mode);
    REQUIRE_FALSE(store.has_value());
    CHECK_THAT(store.error().message, Catch::Contains("version 0 cannot be brought to version 1"));
    CHECK(file::contents(path).value() == before);
  }
}
