// Implementation of running.hpp.
#include "cli/running.hpp"

#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/random.hpp"
#include "cli/source_state.hpp"
#include "run/runner.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace tare::cli {
namespace {

model::RunRow run_row(const Session& session, const LoadedSuites& loaded, const run::Setting& setting) {
  model::RunRow row;
  row.id = setting.run_id;
  row.suite_name = loaded.set.name;
  row.suite_path = loaded.set.path;
  row.suite_text = loaded.set.text;
  row.suite_digest = loaded.set.digest;
  row.command_line = fmt::format("{}", fmt::join(session.arguments, " "));
  row.tare_version = TARE_VERSION;
  const SourceState source = source_state();
  row.commit = source.commit;
  row.is_dirty = source.is_dirty;
  row.machine = setting.machine.host;
  row.machine_class = setting.machine.machine_class;
  row.environment = setting.machine.environment;
  row.order_seed = setting.order_seed;
  row.started_ms = clock::unix_ms();
  return row;
}

}  // namespace

std::uint64_t new_order_seed() { return random::Generator(static_cast<std::uint64_t>(clock::steady_ns()))(); }

Result<run::Tally> execute(const Session& session, const LoadedSuites& loaded, const RunRequest& request,
                           const run::Interrupt& interrupt, store::Store& store) {
  run::Setting setting;
  setting.run_id = random::uuid7();
  setting.worker_program = worker_program();
  setting.ingredient_folder = file::cache_folder() / "ingredients";
  setting.machine = device::read_machine();
  setting.data_sets = loaded.data_sets;
  setting.is_fresh = request.is_fresh;
  // SQLite's integers are signed.
  setting.order_seed = request.order_seed >> 1U;
  setting.interrupt_fd = interrupt.descriptor();
  const auto progress = progress_display(request.style, request.style == ProgressStyle::json ? stdout : stderr);
  return run::run_suites(store, setting, run_row(session, loaded, setting), loaded.expansions, *progress);
}

void print_tally(const run::Tally& tally, const Session& session) {
  std::vector<std::string> outcomes;
  for (const auto& [outcome, count] : tally.outcomes) outcomes.push_back(fmt::format("{} {}", count, outcome));
  fmt::print("{} cases: {}; answers: {} run, {} cached; timings: {} run, {} cached\n", tally.cases,
             fmt::join(outcomes, ", "), tally.answers_run, tally.answers_cached, tally.timings_run,
             tally.timings_cached);
  fmt::print("run {} in {}\n", tally.run_id, session.store);
  if (tally.is_interrupted) fmt::print("interrupted; the same command goes on from here\n");
}

ExitCode exit_code_of(const run::Tally& tally) {
  if (tally.is_interrupted) return kInterrupted;
  std::uint64_t failed = 0;
  std::uint64_t unsupported = 0;
  for (const auto& [outcome, count] : tally.outcomes) {
    if (outcome == "unsupported") unsupported += count;
    if (outcome != "ok" && outcome != "unsupported") failed += count;
  }
  if (failed > 0) return kCasesFailed;
  return unsupported == tally.cases ? kNothingToDo : kDone;
}

ExitCode print_error(const Error& error, ExitCode code) {
  std::fflush(stdout);
  fmt::print(stderr, "tare: {}\n", error.message);
  return code;
}

}  // namespace tare::cli
