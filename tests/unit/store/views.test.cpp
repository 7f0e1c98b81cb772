// The public views: what the columns hold, and that the queries of core/store/README.md run on a kept version-1 file.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "golden.hpp"
#include "raw.hpp"

using namespace tare;
using namespace tare::store;
namespace fs = std::filesystem;
using Rows = std::vector<std::vector<std::string>>;

namespace {

fs::path source_root() {
  const char* root = std::getenv("TARE_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  return root;
}

// A copy, since reading a store makes files beside it for a moment.
fs::path fixture_copy(const example::Place& place) {
  fs::create_directories(place.path.parent_path());
  fs::copy_file(source_root() / "tests" / "fixtures" / "store" / "v1.db", place.path);
  return place.path;
}

std::vector<std::string> readme_queries() {
  const std::string readme = file::contents(source_root() / "core" / "store" / "README.md").value();
  std::vector<std::string> queries;
  const std::string opening = "```sql\n";
  for (std::size_t at = readme.find(opening); at != std::string::npos; at = readme.find(opening, at + 1)) {
    const std::size_t begin = at + opening.size();
    queries.push_back(readme.substr(begin, readme.find("```", begin) - begin));
  }
  return queries;
}

}  // namespace

TEST_CASE("comparisons divide by the group's baseline, metrics and medians of times", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
  }
  CHECK(raw::rows(place.path,
                  "SELECT method, kind, name, value, baseline_value, ratio, unit, direction, baseline, is_baseline "
                  "FROM comparisons WHERE run = 'run-1' ORDER BY kind, case_ordinal") ==
        Rows{{"dp", "metric", "step_bytes", "10.0", "10.0", "1.0", "bytes", "lower", "dp", "1"},
             {"hypar", "metric", "step_bytes", "4.0", "10.0", "0.4", "bytes", "lower", "dp", "0"},
             {"dp", "time", "search", "200.0", "200.0", "1.0", "ns", "lower", "dp", "1"},
             {"hypar", "time", "search", "100.0", "200.0", "0.5", "ns", "lower", "dp", "0"}});
  CHECK(raw::rows(place.path, "SELECT method, outcome, metric, value FROM results ORDER BY case_ordinal") ==
        Rows{{"dp", "ok", "step_bytes", "10.0"},
             {"hypar", "ok", "step_bytes", "4.0"},
             {"broken", "crashed", "NULL", "NULL"}});
}

TEST_CASE("a median of an even count is the mean of the middle two", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
    example::require(
        store.add_sample("run-1 hypar timing", {.operation = "search", .round = 3, .iterations = 1, .wall_ns = 1000}));
  }
  CHECK(raw::rows(place.path,
                  "SELECT sample_count, median_wall_ns, minimum_wall_ns FROM timings WHERE method = 'hypar'") ==
        Rows{{"4", "105.0", "90.0"}});
}

TEST_CASE("a ratio over nothing is undefined", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
    for (const auto& [half, name, value] :
         std::vector<std::tuple<std::string, std::string, std::optional<double>>>{{"dp", "zero", 0.0},
                                                                                  {"hypar", "zero", 1.0},
                                                                                  {"dp", "undefined", std::nullopt},
                                                                                  {"hypar", "undefined", 1.0},
                                                                                  {"hypar", "unpaired", 1.0}}) {
      example::require(store.add_metric("run-1 " + half + " answer",
                                        {.name = name, .value = value, .unit = "", .direction = "lower"}));
    }
  }
  CHECK(
      raw::rows(place.path,
                "SELECT name, value, baseline_value, ratio FROM comparisons "
                "WHERE method = 'hypar' AND kind = 'metric' AND name <> 'step_bytes' ORDER BY name") ==
      Rows{{"undefined", "1.0", "NULL", "NULL"}, {"unpaired", "1.0", "NULL", "NULL"}, {"zero", "1.0", "0.0", "NULL"}});
}

TEST_CASE("times of two sittings are not divided, and a cached time keeps its own sitting's baseline", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
    example::write_run(store, "run-2");
    model::RunCaseRow cached = example::run_case("run-2", "identity of hypar", "hypar");
    cached.timing_half_id = "run-1 hypar timing";
    example::require(store.add_run_case(cached));
    const auto timed = store.timed_cases("run-2");
    REQUIRE(timed->size() == 2);
    CHECK(timed->at(0).baseline_half_id == "run-2 dp timing");
    CHECK(timed->at(1).baseline_half_id == "run-1 dp timing");
  }
  raw::execute(place.path, "UPDATE samples SET wall_ns = wall_ns * 3 WHERE half_id = 'run-2 dp timing'");
  const std::string ratio = "SELECT ratio FROM comparisons WHERE run = 'run-2' AND method = 'hypar' AND kind = 'time'";
  CHECK(raw::text(place.path, ratio) == "0.5");
  raw::execute(place.path, "UPDATE halves SET outcome = 'crashed' WHERE id = 'run-1 dp timing'");
  CHECK(raw::text(place.path, ratio) == "NULL");
}

TEST_CASE("a time counts only when the answer was right", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
    example::require(store.finish_half("run-1 hypar answer", {.outcome = model::Outcome::wrong_answer}));
    CHECK(store.timed_cases("run-1")->size() == 1);
  }
  CHECK(raw::rows(place.path, "SELECT * FROM timings WHERE method = 'hypar'").empty());
  CHECK(raw::rows(place.path, "SELECT * FROM comparisons WHERE method = 'hypar'").empty());
  CHECK(raw::rows(place.path, "SELECT outcome, metric, value FROM results WHERE method = 'hypar'") ==
        Rows{{"wrong_answer", "NULL", "NULL"}});
}

TEST_CASE("the columns that are exported are the view's", "[store]") {
  const example::Place place = example::place();
  { const Store store = example::opened(place.path, Mode::write); }
  std::vector<std::string> columns;
  for (const auto& row : raw::rows(place.path, "SELECT name FROM pragma_table_info('results')"))
    columns.push_back(row[0]);
  REQUIRE(columns.back() == "case_ordinal");
  columns.pop_back();
  CHECK(columns == result_columns());
}

TEST_CASE("every column of a table is described where .schema shows it", "[store]") {
  const example::Place place = example::place();
  { const Store store = example::opened(place.path, Mode::write); }
  for (const auto& table : raw::rows(place.path, "SELECT name, sql FROM sqlite_schema WHERE type = 'table'")) {
    const std::size_t columns =
        static_cast<std::size_t>(raw::number(place.path, "SELECT count(*) FROM pragma_table_info('" + table[0] + "')"));
    std::size_t comments = 0;
    for (const std::string& line : text::split(table[1], '\n')) comments += line.find("-- ") != std::string::npos;
    CAPTURE(table[0]);
    CHECK(columns > 0);
    CHECK(comments >= columns);
  }
}

TEST_CASE("a version-1 file reads as on the day it was made", "[store]") {
  const example::Place place = example::place();
  const fs::path path = fixture_copy(place);
  const Store store = example::opened(path, Mode::read);
  CHECK(store.runs()->size() == 2);
  const model::RunRow run = store.run("last").value();
  CHECK(run.suite_name == "quick");
  CHECK(store.results(run.id)->size() == 3);
  CHECK(store.results(run.id)->at(1).value == 4.0);
  CHECK(store.timed_cases(run.id)->size() == 2);
  CHECK(store.samples(store.timed_cases(run.id)->at(1).half_id)->size() == 3);
  CHECK(store.failures(run.id)->size() == 1);
}

TEST_CASE("the README's queries run and answer", "[store]") {
  const example::Place place = example::place();
  const fs::path path = fixture_copy(place);
  const std::vector<std::string> queries = readme_queries();
  REQUIRE(queries.size() >= 3);
  std::string all;
  for (const std::string& query : queries) {
    CAPTURE(query);
    const Rows rows = raw::rows(path, query);
    CHECK_FALSE(rows.empty());
    for (const auto& row : rows) all += text::join_list(row, " | ") + "\n";
    all += "\n";
  }
  golden::check("store/readme_queries.txt", all);
}
