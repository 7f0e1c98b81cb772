// Implementation of example.hpp.
#include "example.hpp"

#include "catch.hpp"

#include <utility>

namespace tare::store::example {

void require(const Result<void>& result) {
  INFO((result ? std::string() : result.error().message));
  REQUIRE(result.has_value());
}

Place place() {
  Result<file::TemporaryFolder> folder = file::TemporaryFolder::create("tare-test");
  REQUIRE(folder.has_value());
  std::filesystem::path path = folder->path() / "results" / "tare.db";
  return Place{std::move(*folder), std::move(path)};
}

Store opened(const std::filesystem::path& path, Mode mode) {
  Result<Store> store = Store::open(path, mode);
  INFO((store ? std::string() : store.error().message));
  REQUIRE(store.has_value());
  return std::move(*store);
}

model::RunRow run(std::string id, std::int64_t started_ms) {
  model::RunRow row;
  row.id = std::move(id);
  row.suite_name = "quick";
  row.suite_path = "suites/quick.toml";
  row.suite_text = "[suite]\n";
  row.machine = "host";
  row.machine_class = "class";
  row.environment = Json{{"kernel", "6.1"}};
  row.started_ms = started_ms;
  return row;
}

model::CaseRow method_case(std::string identity, std::string plugin) {
  model::CaseRow row;
  row.question = "question of " + plugin;
  row.identity = std::move(identity);
  row.track = "parallelism";
  row.plugin = std::move(plugin);
  row.plugin_digest = "digest";
  row.params = Json::object();
  row.workload = Json{{"network", "vgg-a"}};
  row.seed = 7;
  row.device = "cpu";
  return row;
}

model::RunCaseRow run_case(std::string run_id, std::string identity, std::string label) {
  model::RunCaseRow row;
  row.run_id = std::move(run_id);
  row.identity = std::move(identity);
  row.suite = "quick";
  row.label = std::move(label);
  row.group_id = "group";
  row.point_id = "point";
  return row;
}

model::HalfRow half(std::string id, std::string run_id, std::string identity, model::Half half) {
  model::HalfRow row;
  row.id = std::move(id);
  row.run_id = std::move(run_id);
  row.identity = std::move(identity);
  row.half = half;
  row.machine_class = "class";
  row.started_ms = 1'000;
  return row;
}

namespace {

void write_answer(Store& store, const std::string& run_id, const model::RunCaseRow& row, double bytes) {
  const std::string id = run_id + " " + row.label + " answer";
  require(store.begin_half(half(id, run_id, row.identity, model::Half::answer)));
  require(store.add_metric(
      id, {.name = "step_bytes", .value = bytes, .unit = "bytes", .direction = "lower", .is_deterministic = true}));
  require(store.finish_half(id, {.wall_ns = 5'000}));
  require(store.set_run_case_half(row, model::Half::answer, id));
}

void write_timing(Store& store, const std::string& run_id, const model::RunCaseRow& row, double median_ns) {
  const std::string id = run_id + " " + row.label + " timing";
  model::HalfRow timing = half(id, run_id, row.identity, model::Half::timing);
  timing.timing_identity = "timing of " + row.identity;
  timing.sitting_id = run_id + " sitting";
  require(store.begin_half(timing));
  require(store.add_operation(id, {.name = "search", .items_per_call = 2, .bytes_per_call = 64}));
  for (int round = 0; round < 3; ++round) {
    require(store.add_sample(
        id, {.operation = "search", .round = round, .iterations = 10, .wall_ns = median_ns + 10.0 * (round - 1)}));
  }
  require(store.finish_half(id, {.wall_ns = 9'000}));
  require(store.set_run_case_half(row, model::Half::timing, id));
}

}  // namespace

void write_run(Store& store, const std::string& run_id, std::int64_t started_ms) {
  Result<Transaction> transaction = store.begin();
  REQUIRE(transaction.has_value());
  require(store.begin_run(run(run_id, started_ms)));
  require(store.begin_sitting(
      {.id = run_id + " sitting", .run_id = run_id, .group_id = "group", .cores = "0", .stop_reason = ""}));
  model::RunCaseRow baseline = run_case(run_id, "identity of dp", "dp");
  baseline.is_baseline = true;
  const model::RunCaseRow rival = run_case(run_id, "identity of hypar", "hypar");
  const model::RunCaseRow broken = run_case(run_id, "identity of broken", "broken");
  for (const model::RunCaseRow& row : {baseline, rival, broken}) {
    require(store.add_case(method_case(row.identity, row.label)));
    require(store.add_run_case(row));
  }
  write_answer(store, run_id, baseline, 10);
  write_answer(store, run_id, rival, 4);
  const std::string crash = run_id + " broken answer";
  require(store.begin_half(half(crash, run_id, broken.identity, model::Half::answer)));
  require(store.add_metric(crash, {.name = "step_bytes", .value = 1, .unit = "bytes", .direction = "lower"}));
  require(store.finish_half(crash, {.outcome = model::Outcome::crashed,
                                    .reason = "signal",
                                    .message = "signal 11",
                                    .output = "segmentation fault"}));
  require(store.set_run_case_half(broken, model::Half::answer, crash));
  write_timing(store, run_id, baseline, 200);
  write_timing(store, run_id, rival, 100);
  require(store.finish_sitting(run_id + " sitting", "rounds"));
  require(store.finish_run(run_id, "done"));
  require(transaction->commit());
}

}  // namespace tare::store::example
