// What storing costs: prints each figure beside its limit and fails when one is passed. Not a unit test, since it
// times.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "store/store.hpp"

using namespace tare;
using namespace tare::store;

namespace {

constexpr int kCases = 10'000;
constexpr int kSamplesPerCase = 20;

void require(bool is_met) {
  if (is_met) return;
  fmt::print(stderr, "a call of the store failed\n");
  std::exit(1);
}

// Seconds that `work` takes.
template <typename Work>
double seconds_of(Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

bool report(const char* what, double seconds, double limit_s) {
  fmt::print("{:<60} {:8.3f} s  (limit {} s)\n", what, seconds, limit_s);
  return seconds <= limit_s;
}

std::string id_of(const char* kind, int number) { return fmt::format("{}-0000-7000-8000-{:019}", kind, number); }

model::HalfRow half(const std::string& id, const std::string& identity, model::Half which) {
  model::HalfRow row;
  row.id = id;
  row.run_id = "run";
  row.identity = identity;
  row.half = which;
  row.machine_class = "class";
  if (which == model::Half::timing) row.sitting_id = "sitting";
  return row;
}

// A case as `tare run` writes it: a start, then events and outcome, twice.
void write_case(Store& store, int number) {
  model::CaseRow asked;
  asked.identity = id_of("case", number);
  asked.params = Json::object();
  asked.workload = Json{{"batch", number}};
  require(store.add_case(asked).has_value());
  const model::RunCaseRow row = {.run_id = "run",
                                 .identity = asked.identity,
                                 .suite = "suite",
                                 .label = number % 2 == 0 ? "baseline" : "rival",
                                 .is_baseline = number % 2 == 0,
                                 .group_id = id_of("group", number / 2),
                                 .point_id = id_of("point", number / 2)};
  require(store.add_run_case(row).has_value());
  const std::string answer = id_of("answer", number);
  require(store.begin_half(half(answer, asked.identity, model::Half::answer)).has_value());
  {
    Result<Transaction> transaction = store.begin();
    for (const char* name : {"step_bytes", "step_time_s", "step_energy_j"}) {
      require(store.add_metric(answer, {.name = name, .value = 1.5, .unit = "s", .direction = "lower"}).has_value());
    }
    require(store.finish_half(answer, {}).has_value());
    require(store.set_run_case_half(row, model::Half::answer, answer).has_value());
    require(transaction->commit().has_value());
  }
  const std::string timing = id_of("timing", number);
  require(store.begin_half(half(timing, asked.identity, model::Half::timing)).has_value());
  Result<Transaction> transaction = store.begin();
  require(store.add_operation(timing, {.name = "search"}).has_value());
  for (int round = 0; round < kSamplesPerCase; ++round) {
    require(store.add_sample(timing, {.operation = "search", .round = round, .iterations = 8, .wall_ns = 100.0 + round})
                .has_value());
  }
  require(store.finish_half(timing, {}).has_value());
  require(store.set_run_case_half(row, model::Half::timing, timing).has_value());
  require(transaction->commit().has_value());
}

}  // namespace

int main() {
  const auto folder = file::TemporaryFolder::create("tare-bench");
  require(folder.has_value());
  bool is_met = true;
  {
    Result<Store> store = Store::open(folder->path() / "samples.db", Mode::write);
    require(store.has_value());
    model::RunRow run;
    run.id = "run";
    require(store->begin_run(run).has_value());
    model::CaseRow asked;
    asked.identity = "case";
    require(store->add_case(asked).has_value());
    require(store->begin_half(half("half", "case", model::Half::answer)).has_value());
    is_met &=
        report("200,000 samples in transactions of 100", seconds_of([&] {
                 for (int i = 0; i < 2'000; ++i) {
                   Result<Transaction> transaction = store->begin();
                   for (int j = 0; j < 100; ++j) {
                     require(store
                                 ->add_sample(
                                     "half",
                                     {.operation = "search", .round = 100 * i + j, .iterations = 8, .wall_ns = 1.5 * j})
                                 .has_value());
                   }
                   require(transaction->commit().has_value());
                 }
               }),
               2);
  }
  Result<Store> store = Store::open(folder->path() / "cases.db", Mode::write);
  require(store.has_value());
  model::RunRow run;
  run.id = "run";
  require(store->begin_run(run).has_value());
  require(store->begin_sitting({.id = "sitting", .run_id = "run", .group_id = "", .cores = "0", .stop_reason = ""})
              .has_value());
  is_met &= report("10,000 cases with 3 metrics and 20 samples each", seconds_of([&] {
                     for (int i = 0; i < kCases; ++i) write_case(*store, i);
                   }),
                   20);
  is_met &= report("reading what is finished",
                   seconds_of([&] { require(store->finished_halves("class")->answers.size() == kCases); }), 1);
  is_met &=
      report("reading 30,000 results", seconds_of([&] { require(store->results("run")->size() == 3 * kCases); }), 2);
  is_met &= report("reading 10,000 timed cases",
                   seconds_of([&] { require(store->timed_cases("run")->size() == kCases); }), 2);
  is_met &= report("listing the runs", seconds_of([&] { require(store->runs()->size() == 1); }), 0.5);
  is_met &= report(
      "the view comparisons", seconds_of([&] {
        SQLite::Database database((folder->path() / "cases.db").string(), SQLite::OPEN_READWRITE);
        require(database.execAndGet("SELECT count(ratio) FROM comparisons WHERE run = 'run'").getInt() == 4 * kCases);
      }),
      5);
  is_met &= report("merging all of it", seconds_of([&] {
                     Result<Store> all = Store::open(folder->path() / "all.db", Mode::write);
                     require(all->merge(folder->path() / "cases.db").has_value());
                   }),
                   10);
  return is_met ? 0 : 1;
}
