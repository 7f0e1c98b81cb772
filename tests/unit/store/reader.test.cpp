// What is read of a run is what was written of it.
#include "catch.hpp"
#include "example.hpp"

using namespace tare;
using namespace tare::store;

TEST_CASE("a run is read back with its results, one row without a metric for a failed answer", "[store]") {
  const example::Place place = example::place();
  {
    Store store = example::opened(place.path, Mode::write);
    example::write_run(store, "run-1");
  }
  const Store store = example::opened(place.path, Mode::read);
  const auto results = store.results("run-1");
  REQUIRE(results.has_value());
  REQUIRE(results->size() == 3);
  CHECK((*results)[0].method == "dp");
  CHECK((*results)[0].is_baseline);
  CHECK((*results)[0].value == 10.0);
  CHECK((*results)[1].method == "hypar");
  CHECK((*results)[1].metric == "step_bytes");
  CHECK((*results)[1].value == 4.0);
  CHECK((*results)[1].workload == Json{{"network", "vgg-a"}});
  CHECK((*results)[2].outcome == model::Outcome::crashed);
  CHECK((*results)[2].metric.empty());
  CHECK((*results)[2].value == std::nullopt);
}

TEST_CASE("only ok halves of the machine class count as finished, the newest of them", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  example::write_run(store, "run-1");
  example::write_run(store, "run-2");
  const FinishedHalves found = store.finished_halves("class").value();
  CHECK(found.answers.size() == 2);
  CHECK(found.answers.at("identity of hypar") == "run-2 hypar answer");
  CHECK(found.timings.size() == 2);
  const FinishedTiming& timing = found.timings.at({"identity of hypar", "timing of identity of hypar"});
  CHECK(timing.half_id == "run-2 hypar timing");
  CHECK(timing.sitting_id == "run-2 sitting");
  CHECK(found.last_answers.at("identity of broken").outcome == model::Outcome::crashed);
  CHECK(found.last_answers.at("identity of broken").reason == "signal");
  CHECK(found.plugin_digests.at("question of hypar") == "digest");
  CHECK(store.finished_halves("another class")->answers.empty());
}

TEST_CASE("a later failure does not undo an earlier answer but is known as the last try", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  example::write_run(store, "run-1");
  model::HalfRow later = example::half("later", "run-1", "identity of hypar", model::Half::answer);
  later.started_ms = 2'000;
  example::require(store.begin_half(later));
  const FinishedHalves found = store.finished_halves("class").value();
  CHECK(found.answers.at("identity of hypar") == "run-1 hypar answer");
  CHECK(found.last_answers.at("identity of hypar").outcome == std::nullopt);  // it never finished
}

TEST_CASE("a run is named by its id, by a beginning that is nobody else's, or as the last", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  CHECK_THAT(store.run("last").error().message, Catch::Contains("holds no run"));
  for (const auto& [id, started_ms] :
       std::vector<std::pair<std::string, std::int64_t>>{{"aa1", 3}, {"ab1", 9}, {"ab2", 5}}) {
    example::require(store.begin_run(example::run(id, started_ms)));
  }
  CHECK(store.run("aa")->id == "aa1");
  CHECK(store.run("ab2")->id == "ab2");
  CHECK(store.run("last")->id == "ab1");
  CHECK(store.run("ab").error().kind == ErrorKind::usage);
  CHECK_THAT(store.run("ab").error().message, Catch::Contains("run ab may be ab1 or ab2; give more of its id"));
  for (const char* unknown : {"", "%", "_", "zz", "aa11", "' OR 1 --"}) {
    CAPTURE(unknown);
    CHECK_THAT(store.run(unknown).error().message, Catch::Contains("`tare runs` lists them"));
  }
  const std::vector<RunSummary> all = store.runs().value();
  REQUIRE(all.size() == 3);
  CHECK(all[0].run.id == "ab1");
  CHECK(all[2].run.id == "aa1");
}

TEST_CASE("a run's summary counts what it asked for by how it ended", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  example::write_run(store, "run-1");
  const model::RunCaseRow absent = example::run_case("run-1", "identity of absent", "absent");
  example::require(store.add_case(example::method_case(absent.identity, "absent")));
  example::require(store.add_run_case(absent));
  example::require(store.begin_half(example::half("absent", "run-1", absent.identity, model::Half::answer)));
  example::require(store.set_run_case_half(absent, model::Half::answer, "absent"));
  const RunSummary running = store.runs()->at(0);
  CHECK(running.case_count == 4);
  CHECK(running.ok_count == 2);
  CHECK(running.failed_count == 1);
  CHECK(running.unsupported_count == 0);
  CHECK(store.results("run-1")->size() == 3);  // what is not finished has no result
  example::require(store.finish_half("absent", {.outcome = model::Outcome::unsupported, .reason = "no_device"}));
  CHECK(store.runs()->at(0).unsupported_count == 1);
  CHECK(store.results("run-1")->back().reason == "no_device");
}

TEST_CASE("failures come with what the worker said", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  example::write_run(store, "run-1");
  const std::vector<FailedCase> failures = store.failures("run-1").value();
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].run_case.label == "broken");
  CHECK(failures[0].half.message == "signal 11");
  CHECK(failures[0].half.output == "segmentation fault");
}

TEST_CASE("results can be taken line by line and left early", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  example::write_run(store, "run-1");
  std::vector<std::vector<Cell>> lines;
  const auto take = [&](const std::vector<Cell>& line) {
    lines.push_back(line);
    return lines.size() < 2;
  };
  example::require(store.each_result("run-1", take));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].size() == result_columns().size());
  CHECK(std::get<std::string>(lines[1][3]) == "hypar");
  CHECK(std::get<double>(lines[1][13]) == 4.0);
}

TEST_CASE("of an ingredient made twice the later try is answered", "[store]") {
  const example::Place place = example::place();
  Store store = example::opened(place.path, Mode::write);
  CHECK(store.last_ingredient("id")->has_value() == false);
  model::IngredientRow row;
  row.id = "id";
  for (const auto& [made_ms, outcome] : std::vector<std::pair<std::int64_t, model::Outcome>>{
           {2'000, model::Outcome::ok}, {1'000, model::Outcome::failed}}) {
    row.made_ms = made_ms;
    row.outcome = outcome;
    example::require(store.add_ingredient(row));
  }
  CHECK(store.last_ingredient("id")->value().outcome == model::Outcome::ok);
}
