// What is written is kept as it was given, whole or not at all.
#include "store/store.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "raw.hpp"

using namespace tare;
using namespace tare::store;
using namespace std::string_literals;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// A store with one running answer half "half".
Store with_half(const std::filesystem::path& path) {
  Store store = example::opened(path, Mode::write);
  example::require(store.begin_run(example::run("run")));
  example::require(store.add_case(example::method_case("identity", "hypar")));
  example::require(store.begin_half(example::half("half", "run", "identity", model::Half::answer)));
  return store;
}

}  // namespace

TEST_CASE("what a transaction wrote is gone unless it was committed", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  {
    const Result<Transaction> transaction = store.begin();
    REQUIRE(transaction.has_value());
    example::require(store.begin_run(example::run("dropped")));
  }
  {
    Result<Transaction> transaction = store.begin();
    REQUIRE(transaction.has_value());
    example::require(store.begin_run(example::run("kept")));
    CHECK_FALSE(store.begin().has_value());  // one inside another
    example::require(transaction->commit());
    CHECK_FALSE(transaction->commit().has_value());
  }
  const auto runs = store.runs();
  REQUIRE(runs->size() == 1);
  CHECK(runs->front().run.id == "kept");
}

TEST_CASE("a store that has been moved goes on", "[store]") {
  const example::Place place = example::place();
  Store first = example::opened(place.path, Mode::write);
  Result<Transaction> transaction = first.begin();
  Store second = std::move(first);
  example::require(second.begin_run(example::run("run")));
  example::require(transaction->commit());
  CHECK(second.runs()->size() == 1);
}

TEST_CASE("numbers that are not finite are stored as undefined and a log line says so", "[store]") {
  const example::Place place = example::place();
  Store store = with_half(place.path);
  for (const double value : {kNan, kInfinity, -kInfinity}) {
    example::require(store.add_metric("half", {.name = "loss", .value = value, .unit = "", .direction = "lower"}));
    CHECK(store.metrics("half")->front().value == std::nullopt);
    for (int step = 0; step < 100; ++step) {
      example::require(store.add_series("half", {.name = "loss", .step = double(step), .value = value}));
    }
  }
  example::require(store.add_series("half", {.name = "loss", .step = kNan, .value = 1}));
  example::require(store.add_sample("half", {.operation = "search", .iterations = 1, .wall_ns = kNan}));
  CHECK(store.series("half")->size() == 300);
  CHECK(store.samples("half")->empty());
  CHECK(store.logs("half")->size() == 6);  // three metrics, one for the series, one for its step, one for the sample
}

TEST_CASE("a metric that is reported twice keeps the last, a sample the first", "[store]") {
  const example::Place place = example::place();
  Store store = with_half(place.path);
  for (const double value : {1.0, 2.0}) {
    example::require(store.add_metric("half", {.name = "loss", .value = value, .unit = "", .direction = "lower"}));
    example::require(store.add_sample("half", {.operation = "search", .round = 3, .iterations = 1, .wall_ns = value}));
    example::require(store.add_phase("half", {.name = "train", .wall_ns = std::int64_t(value)}));
  }
  REQUIRE(store.metrics("half")->size() == 1);
  CHECK(store.metrics("half")->front().value == 2.0);
  REQUIRE(store.samples("half")->size() == 1);
  CHECK(store.samples("half")->front().wall_ns == 1.0);
  CHECK(store.phases("half")->size() == 2);
  REQUIRE(store.logs("half")->size() == 1);
  CHECK(store.logs("half")->front().text == "operation search was timed twice in round 3; the first sample is kept");
}

TEST_CASE("a row of a half, run or case that is not there is an error and no row", "[store]") {
  const example::Place place = example::place();
  Store store = with_half(place.path);
  CHECK_FALSE(store.add_metric("none", {.name = "a", .value = 1, .unit = "", .direction = "lower"}).has_value());
  CHECK_FALSE(store.finish_half("none", {}).has_value());
  CHECK_FALSE(store.finish_run("none", "done").has_value());
  CHECK_FALSE(store.finish_sitting("none", "rounds").has_value());
  CHECK_FALSE(store.add_run_case(example::run_case("run", "none", "a")).has_value());
  CHECK_FALSE(store.set_run_case_half(example::run_case("run", "identity", "a"), model::Half::answer, "half"));
  CHECK(raw::number(place.path, "SELECT count(*) FROM metrics") == 0);
}

TEST_CASE("a half is bound to its run case and never unbound by adding the run case again", "[store]") {
  const example::Place place = example::place();
  Store store = with_half(place.path);
  const model::RunCaseRow row = example::run_case("run", "identity", "hypar");
  example::require(store.add_run_case(row));
  example::require(store.set_run_case_half(row, model::Half::answer, "half"));
  example::require(store.add_run_case(row));
  const auto rows = store.run_cases("run");
  REQUIRE(rows->size() == 1);
  CHECK(rows->front().answer_half_id == "half");
  CHECK(rows->front().timing_half_id == std::nullopt);
}

TEST_CASE("texts that look like SQL, broken bytes and long texts are only texts", "[store]") {
  const example::Place place = example::place();
  Store store = with_half(place.path);
  const std::vector<std::string> texts = {"'; DROP TABLE runs; --",
                                          "\"quoted\" 'twice' ?1 :name @x $y %s",
                                          "zero\0inside"s,
                                          "line\nbreak\r\ttab",
                                          "gr\u00fc\u00df \U0001F600",
                                          std::string(1 << 20, 'x')};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40));
    model::RunCaseRow row = example::run_case("run", "identity", text);
    row.group_id = text;
    example::require(store.add_run_case(row));
    CHECK(store.run_cases("run")->back().label == text);
    CHECK(store.run_cases("run")->back().group_id == text);
    example::require(store.add_log("half", {.level = "info", .text = text}));
    CHECK(store.logs("half")->back().text == text);
  }
  const std::string broken = "a\xFF\xC0\x80z";
  example::require(store.add_log("half", {.level = "info", .text = broken}));
  CHECK(store.logs("half")->back().text == text::to_utf8(broken));
  model::CaseRow odd = example::method_case("odd", "hypar");
  odd.params = Json{{"key\xFF", "value\xFF"}, {"'", nullptr}};
  example::require(store.add_case(odd));
  CHECK(raw::text(place.path, "SELECT json_valid(params) FROM cases WHERE identity = 'odd'") == "1");
  CHECK(raw::number(place.path, "SELECT count(*) FROM runs") == 1);
}

TEST_CASE("an artifact of any bytes is kept, readable to SQL where it is text, and refused above its limit",
          "[store]") {
  const example::Place place = example::place();
  Store store = with_half(place.path);
  std::string bytes(256, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i);
  for (const auto& [name, content] : std::vector<std::pair<std::string, std::string>>{
           {"a-binary", bytes}, {"b-empty", ""}, {"c-plan.json", R"({"levels": 4})"}}) {
    example::require(
        store.add_artifact("half", {.name = name, .media_type = "x/y", .text = content, .path = "", .digest = "d"}));
    CHECK(store.artifacts("half")->back().name == name);
    CHECK(store.artifacts("half")->back().text == content);
  }
  CHECK(raw::number(place.path, "SELECT json_extract(content, '$.levels') FROM artifacts WHERE name = 'c-plan.json'") ==
        4);
  const auto refused = store.add_artifact("half", {.name = "large",
                                                   .media_type = "x/y",
                                                   .text = std::string(kMaximumArtifactBytes + 1, 'x'),
                                                   .path = "",
                                                   .digest = "d"});
  REQUIRE_FALSE(refused.has_value());
  CHECK_THAT(refused.error().message, Catch::Contains("artifact large has 67108865 bytes"));
}
