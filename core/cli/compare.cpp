// `tare compare A B`: two runs, of one store or of two, case by case: A is the baseline of B. What changed besides the
// methods is named first, because it may explain what follows.
#include "base/file.hpp"
#include "cli/comparison_output.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"
#include "compare/between_runs.hpp"
#include "compare/table.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> sides;
  std::string baseline;
  std::vector<std::string> fail_on;
  bool is_forced = false;
};

// A side as the user names it: a saved baseline, a run of the default store, STORE.db (its last run), STORE.db:RUN, or
// the beginning of a commit.
struct Side {
  std::string store;
  std::string run;
};

fs::path baseline_path(const Session& session, const std::string& name) {
  return fs::path(session.store).parent_path() / "baselines" / (name + ".txt");
}

bool is_file(const std::string& path) {
  std::error_code problem;
  return fs::is_regular_file(path, problem);
}

Side side_named(const Session& session, const std::string& name) {
  const bool is_plain = name.find('/') == std::string::npos && !name.empty();
  if (is_plain) {
    // Two lines: the store, the run.
    if (const auto saved = file::contents(baseline_path(session, name))) {
      const std::size_t line = saved->find('\n');
      return {saved->substr(0, line), saved->substr(line + 1, saved->find('\n', line + 1) - line - 1)};
    }
  }
  if (is_file(name)) return {name, "last"};
  const std::size_t colon = name.rfind(':');
  if (colon != std::string::npos && is_file(name.substr(0, colon)))
    return {name.substr(0, colon), name.substr(colon + 1)};
  return {session.store, name};
}

constexpr std::size_t kShortestCommit = 7;

// The run of that name, else the newest of that commit.
Result<model::RunRow> find_run(const store::Store& store, const std::string& name) {
  auto run = store.run(name);
  if (run || name.size() < kShortestCommit) return run;
  const auto runs = store.runs();
  if (!runs) return tl::unexpected(runs.error());
  const auto found = std::find_if(runs->begin(), runs->end(), [&](const store::RunSummary& summary) {
    return summary.run.commit.starts_with(name);
  });
  return found == runs->end() ? run : store.run(found->run.id);
}

Result<compare::RunRows> rows_of(const Side& side) {
  const auto store = store::Store::open(side.store, store::Mode::read);
  if (!store) return tl::unexpected(store.error());
  auto run = find_run(*store, side.run);
  if (!run) return tl::unexpected(run.error());
  auto results = store->results(run->id);
  if (!results) return tl::unexpected(results.error());
  auto cases = store->cases(run->id);
  if (!cases) return tl::unexpected(cases.error());
  const auto timed = store->timed_cases(run->id);
  if (!timed) return tl::unexpected(timed.error());
  compare::RunRows rows{std::move(*run), std::move(*results), std::move(*cases), {}};
  for (const store::TimedCase& one : *timed) {
    auto samples = store->samples(one.half_id);
    if (!samples) return tl::unexpected(samples.error());
    rows.samples.emplace(one.identity, std::move(*samples));
  }
  return rows;
}

ExitCode save(const Session& session, const Options& options) {
  if (options.sides.size() != 1) {
    return print_error({ErrorKind::usage, "--baseline NAME takes one run, which it saves under that name"}, kBadUsage);
  }
  const auto rows = rows_of(side_named(session, options.sides.front()));
  if (!rows) return print_error(rows.error(), rows.error().kind == ErrorKind::usage ? kBadUsage : kStoreTrouble);
  const bool is_name = !options.baseline.empty() &&
                       options.baseline.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == std::string::npos &&
                       options.baseline[0] != '.';
  if (!is_name)
    return print_error({ErrorKind::usage, "a baseline's name has letters, digits, '-', '_' and '.'"}, kBadUsage);
  std::error_code problem;
  const std::string store = fs::absolute(side_named(session, options.sides.front()).store, problem).string();
  const auto written =
      file::write_atomically(baseline_path(session, options.baseline), fmt::format("{}\n{}\n", store, rows->run.id));
  if (!written) return print_error(written.error(), kStoreTrouble);
  fmt::print("{} is run {}\n", options.baseline, rows->run.id);
  return kDone;
}

ExitCode compare_runs(const Session& session, const Options& options) {
  if (!options.baseline.empty()) return save(session, options);
  if (options.sides.size() != 2)
    return print_error({ErrorKind::usage, "two runs are compared: tare compare A B"}, kBadUsage);
  std::vector<compare::RunRows> both;
  for (const std::string& name : options.sides) {
    auto rows = rows_of(side_named(session, name));
    if (!rows) return print_error(rows.error(), rows.error().kind == ErrorKind::usage ? kBadUsage : kStoreTrouble);
    both.push_back(std::move(*rows));
  }
  const compare::BetweenRuns found = compare::between_runs(both[0], both[1], options.is_forced);
  fmt::print("A  run {} of {}\nB  run {} of {}\n\n", both[0].run.id, both[0].run.suite_name, both[1].run.id,
             both[1].run.suite_name);
  fmt::print("{}\n",
             found.changes.empty() ? "nothing but the time differs between them" : "what differs besides the results:");
  for (const std::string& change : found.changes) fmt::print("  {}\n", change);
  fmt::print("\n");
  for (const std::string& note : found.notes) fmt::print("{}\n", note);
  if (found.pair_count == 0) {
    return print_error({ErrorKind::usage, "the runs have no case in common: they ask different questions"},
                       kNothingToDo);
  }
  fmt::print("{} cases in common\n\n{}", found.pair_count, compare::table_text(found.comparisons));
  return is_failed_on(found.comparisons, options.fail_on) ? kCheckFailed : kDone;
}

}  // namespace

void add_compare(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("compare", "compare two runs case by case; A is the baseline of B");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("runs", options->sides,
                   "each a run, the beginning of a commit, STORE.db, STORE.db:RUN, or a baseline")
      ->required()
      ->expected(1, 2);
  verb->add_option("--baseline", options->baseline, "save the one run named under this name");
  verb->add_option("--fail-on", options->fail_on,
                   "exit with 1 on worse, undecided or wrong_answer; worse:NAME for one "
                   "metric or operation")
      ->delimiter(',')
      ->check(CLI::Validator(fail_on_problem, "VERDICT"));
  verb->add_flag("--force", options->is_forced, "compare times of different machine classes too");
  verb->callback(
      [options, &session] { session.action = [options, &session] { return compare_runs(session, *options); }; });
}

}  // namespace tare::cli
