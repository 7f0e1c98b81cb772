// Merging adds what is missing, once, and may be repeated.
#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "raw.hpp"

using namespace tare;
using namespace tare::store;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& path) {
  std::string all;
  for (const char* table : {"runs", "cases", "sittings", "halves", "run_cases", "phases", "metrics", "series",
                            "artifacts", "operations", "samples", "logs", "ingredients"}) {
    for (const auto& row : raw::rows(path, std::string("SELECT * FROM ") + table + " ORDER BY 1, 2, 3, 4")) {
      for (const std::string& value : row) all += value + "|";
      all += "\n";
    }
  }
  return all;
}

void make(const fs::path& path, const std::string& run_id) {
  Store store = example::opened(path, Mode::write);
  example::write_run(store, run_id);
}

}  // namespace

TEST_CASE("two stores merged in either order and again and again hold every row once", "[store]") {
  const example::Place place = example::place();
  const fs::path folder = place.path.parent_path();
  make(folder / "a.db", "run-a");
  make(folder / "b.db", "run-b");
  {
    Store ab = example::opened(folder / "ab.db", Mode::write);
    CHECK(ab.merge(folder / "a.db").value() > 0);
    CHECK(ab.merge(folder / "b.db").value() > 0);
    for (const char* again : {"a.db", "b.db", "ab.db"}) CHECK(ab.merge(folder / again).value() == 0);
    CHECK(ab.results("run-a")->size() == 3);
    CHECK(ab.results("run-b")->size() == 3);
    Store ba = example::opened(folder / "ba.db", Mode::write);
    CHECK(ba.merge(folder / "b.db").has_value());
    CHECK(ba.merge(folder / "a.db").has_value());
  }
  CHECK(contents(folder / "ab.db") == contents(folder / "ba.db"));
  CHECK(raw::number(folder / "ab.db", "SELECT count(*) FROM cases") == 3);
  CHECK(raw::number(folder / "ab.db", "SELECT count(*) FROM samples") == 12);
  CHECK(raw::rows(folder / "ab.db", "PRAGMA foreign_key_check").empty());
}

TEST_CASE("what was unfinished when it was merged is finished by a later merge and not undone by an older one",
          "[store]") {
  const example::Place place = example::place();
  const fs::path folder = place.path.parent_path();
  const fs::path early = folder / "early.db";
  const model::RunCaseRow row = example::run_case("run", "identity", "hypar");
  {
    Store source = example::opened(place.path, Mode::write);
    example::require(source.begin_run(example::run("run")));
    example::require(source.add_case(example::method_case("identity", "hypar")));
    example::require(source.add_run_case(row));
    example::require(source.begin_half(example::half("half", "run", "identity", model::Half::answer)));
    CHECK(example::opened(early, Mode::write).merge(place.path).value() == 4);
    example::require(source.add_metric("half", {.name = "a", .value = 1, .unit = "", .direction = "lower"}));
    example::require(source.finish_half("half", {}));
    example::require(source.set_run_case_half(row, model::Half::answer, "half"));
    example::require(source.finish_run("run", "done"));
  }
  Store all = example::opened(folder / "all.db", Mode::write);
  CHECK(all.merge(early).has_value());
  CHECK(all.runs()->front().run.status == "running");
  CHECK(all.merge(place.path).value() == 4);  // run, half, run case, metric
  CHECK(all.merge(early).value() == 0);
  CHECK(all.runs()->front().run.status == "done");
  CHECK(all.results("run")->at(0).value == 1.0);
}

TEST_CASE("a file that is no store is not merged and the store stays usable", "[store]") {
  const example::Place place = example::place();
  const fs::path text = place.path.parent_path() / "text.db";
  Store store = example::opened(place.path, Mode::write);
  REQUIRE(file::write_atomically(text, std::string(3000, 'x')).has_value());
  CHECK_FALSE(store.merge(text).has_value());
  CHECK_FALSE(store.merge(place.path.parent_path() / "none.db").has_value());
  {
    const Result<Transaction> open = store.begin();
    make(place.path.parent_path() / "b.db", "run-b");
    CHECK_FALSE(store.merge(place.path.parent_path() / "b.db").has_value());  // never inside a transaction
  }
  CHECK(store.merge(place.path.parent_path() / "b.db").has_value());
  example::write_run(store, "run-1");
  CHECK(store.runs()->size() == 2);
}
