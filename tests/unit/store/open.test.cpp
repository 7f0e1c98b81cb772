// What a store does with files that it can, may or must not use. Refusals leave the file as it was.
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "mounted.hpp"
#include "raw.hpp"

using namespace tare;
using namespace tare::store;
namespace fs = std::filesystem;

namespace {

std::string refusal(const fs::path& path, Mode mode) {
  const Result<Store> store = Store::open(path, mode);
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().kind == ErrorKind::store);
  return store.error().message;
}

std::size_t file_count(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a store is made with its folders and leaves one file when closed", "[store]") {
  const example::Place place = example::place();
  { const Store store = example::opened(place.path, Mode::write); }
  CHECK(fs::exists(place.path));
  CHECK(file_count(place.path.parent_path()) == 1);
  CHECK(raw::number(place.path, "PRAGMA application_id") == 0x54415245);
  CHECK(raw::number(place.path, "PRAGMA user_version") == 1);
  CHECK(raw::text(place.path, "PRAGMA journal_mode") == "wal");
}

TEST_CASE("reading makes nothing", "[store]") {
  const example::Place place = example::place();
  CHECK_THAT(refusal(place.path, Mode::read), Catch::Contains("no store at " + place.path.string()));
  CHECK_FALSE(fs::exists(place.path.parent_path()));
  { const Store store = example::opened(place.path, Mode::write); }
  { const Store store = example::opened(place.path, Mode::read); }
  CHECK(file_count(place.path.parent_path()) == 1);
}

TEST_CASE("an empty file becomes a store when written and is none when read", "[store]") {
  const example::Place place = example::place();
  REQUIRE(file::write_atomically(place.path, "").has_value());
  CHECK_THAT(refusal(place.path, Mode::read), Catch::Contains("is empty"));
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
  }
  CHECK(example::opened(place.path, Mode::read).results("run-1")->size() == 3);
}

TEST_CASE("names that mean something to SQLite are only names", "[store]") {
  const example::Place place = example::place();
  for (const char* name : {":memory:", "file:x?mode=memory", "a b#c%20?.db", "it's \"so\".db"}) {
    CAPTURE(name);
    const fs::path path = place.path.parent_path() / name;
    {
      Store store = example::opened(path, Mode::write);
      example::write_run(store, "run-1");
    }
    CHECK(fs::file_size(path) > 0);
    CHECK(example::opened(path, Mode::read).results("run-1")->size() == 3);
  }
}

TEST_CASE("what is no store of ours is refused and left as it was", "[store]") {
  const example::Place place = example::place();
  const fs::path folder = place.path.parent_path();
  const fs::path sound = folder / "sound.db";
  {
    Store store = example::opened(sound, Mode::write);
    example::write_run(store, "run-1");
  }
  const std::string bytes = file::contents(sound).value();
  std::string scrambled = bytes;
  for (std::size_t i = 4096; i < scrambled.size(); i += 7) scrambled[i] = static_cast<char>(scrambled[i] ^ 0x5A);
  struct Row {
    std::string name;
    std::string content;
    std::string expected;
  };
  std::vector<Row> rows = {
      {"text.db", "name,value\n" + std::string(2000, 'x'), "not an SQLite file"},
      {"short-text.db", "hello\n", "not an SQLite file"},
      {"half.db", bytes.substr(0, bytes.size() / 2), "is damaged"},
      {"first-page.db", bytes.substr(0, 4096), "is damaged"},
      {"header.db", bytes.substr(0, 100), "is damaged"},
      {"scrambled.db", scrambled, "is damaged"},
  };
  raw::execute(folder / "foreign.db", "PRAGMA application_id = 7; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  raw::execute(folder / "plain.db", "CREATE TABLE runs (a); INSERT INTO runs VALUES (1)");
  rows.push_back({"foreign.db", file::contents(folder / "foreign.db").value(), "of another application"});
  rows.push_back({"plain.db", file::contents(folder / "plain.db").value(), "of another application"});
  REQUIRE(file::write_atomically(folder / "newer.db", bytes).has_value());
  raw::execute(folder / "newer.db", "PRAGMA user_version = 7");
  rows.push_back({"newer.db", file::contents(folder / "newer.db").value(), "has version 7"});
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const fs::path path = folder / row.name;
    REQUIRE(file::write_atomically(path, row.content).has_value());
    const std::size_t files = file_count(folder);
    for (const Mode mode : {Mode::read, Mode::write}) CHECK_THAT(refusal(path, mode), Catch::Contains(row.expected));
    CHECK(file::contents(path).value() == row.content);
    CHECK(file_count(folder) == files);
  }
}

TEST_CASE("a folder, a device and a place below a file are refused with what they are", "[store]") {
  const example::Place place = example::place();
  REQUIRE(file::write_atomically(place.path, "text").has_value());
  for (const Mode mode : {Mode::read, Mode::write}) {
    CHECK_THAT(refusal(place.path.parent_path(), mode), Catch::Contains("is a folder, expected a file"));
    CHECK_THAT(refusal("/dev/null", mode), Catch::Contains("no ordinary file"));
  }
  CHECK_FALSE(refusal(place.path / "tare.db", Mode::write).empty());
}

TEST_CASE("threads that make one store at once all get the same", "[store]") {
  const example::Place place = example::place();
  std::vector<std::string> problems(8);
  {
    std::vector<std::jthread> makers;
    for (std::string& problem : problems) {
      makers.emplace_back([&] {
        Result<Store> store = Store::open(place.path, Mode::write);
        if (store) {
          const Result<void> begun =
              store->begin_run(example::run("run " + std::to_string(&problem - problems.data())));
          if (!begun) problem = begun.error().message;
        } else {
          problem = store.error().message;
        }
      });
    }
  }
  CHECK(problems == std::vector<std::string>(8));
  CHECK(example::opened(place.path, Mode::read).runs()->size() == 8);
  CHECK(file_count(place.path.parent_path()) == 1);
}

TEST_CASE("a store on a read-only medium is read and not written", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
  }
  const auto mounted = Mounted::read_only(place.path.parent_path());
  if (!mounted) return;
  CHECK(example::opened(place.path, Mode::read).results("run-1")->size() == 3);
  CHECK_THAT(refusal(place.path, Mode::write), Catch::Contains("cannot be written"));
  CHECK_THAT(refusal(place.path.parent_path() / "other.db", Mode::write), Catch::Contains("store"));
}

TEST_CASE("rows that are still in the log of a read-only medium are seen", "[store]") {
  const example::Place place = example::place();
  const fs::path copy = place.folder.path() / "copy";
  fs::create_directories(copy);
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
    // As a machine that lost its power leaves it: the log is there, its index is not.
    fs::copy_file(place.path, copy / "tare.db");
    fs::copy_file(place.path.string() + "-wal", copy / "tare.db-wal");
  }
  const auto mounted = Mounted::read_only(copy);
  if (!mounted) return;
  CHECK(example::opened(copy / "tare.db", Mode::read).results("run-1")->size() == 3);
}
