// `tare rerun RUN`: the stored suite once more, everything fresh, and which deterministic metrics came out differently.
#include "cli/comparison_output.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <map>

namespace tare::cli {
namespace {

struct Options {
  std::string run;
  std::uint64_t max_cases = 100'000;
  bool is_quiet = false;
};

// What names a metric in both runs; identities may differ, since plugins may have been rebuilt.
std::string place_of(const model::ResultRow& row) {
  return fmt::format("{} {} {} {} seed {} {} twin {}: {}", row.suite, row.method, row.workload.dump(),
                     row.params.dump(), row.seed, row.device, row.twin, row.metric);
}

std::map<std::string, std::optional<double>> deterministic_values(const std::vector<model::ResultRow>& rows) {
  std::map<std::string, std::optional<double>> values;
  for (const model::ResultRow& row : rows) {
    if (row.is_deterministic && row.outcome == model::Outcome::ok && !row.metric.empty())
      values[place_of(row)] = row.value;
  }
  return values;
}

// Prints every deterministic metric that differs or that only one run has; answers how many.
Result<std::size_t> print_differences(const store::Store& store, const std::string& old_run,
                                      const std::string& new_run) {
  const auto old_rows = store.results(old_run);
  if (!old_rows) return tl::unexpected(old_rows.error());
  const auto new_rows = store.results(new_run);
  if (!new_rows) return tl::unexpected(new_rows.error());
  const auto before = deterministic_values(*old_rows);
  const auto after = deterministic_values(*new_rows);
  const auto number = [](const std::optional<double>& value) { return value ? text::exact_number(*value) : "n/a"; };
  std::size_t count = 0;
  for (const auto& [place, value] : before) {
    const auto now = after.find(place);
    if (now != after.end() && now->second == value) continue;
    fmt::print("differs: {}: was {}, is {}\n", place, number(value),
               now == after.end() ? "missing" : number(now->second));
    ++count;
  }
  for (const auto& [place, value] : after) {
    if (before.contains(place)) continue;
    fmt::print("differs: {}: was missing, is {}\n", place, number(value));
    ++count;
  }
  fmt::print("{} deterministic metrics compared with run {}: {} differ\n", before.size(), old_run, count);
  return count;
}

ExitCode rerun(const Session& session, const Options& options) {
  const auto interrupt = run::Interrupt::install();
  if (!interrupt) return print_error(interrupt.error(), kBadUsage);
  auto store = store::Store::open(session.store, store::Mode::write);
  if (!store) return print_error(store.error(), kStoreTrouble);
  const auto old_run = store->run(options.run);
  if (!old_run) return print_error(old_run.error(), kBadUsage);
  const auto loaded = load_suites(session, old_run->suite_path, options.max_cases, old_run->suite_text);
  if (!loaded) return kBadUsage;
  if (loaded->set.digest != old_run->suite_digest) {
    fmt::print(stderr, "tare: warning: a file that {} includes has changed since run {}\n", old_run->suite_path,
               old_run->id);
  }
  const RunRequest request{true, old_run->order_seed << 1U,
                           options.is_quiet ? ProgressStyle::quiet : style_for(stderr)};
  const auto tally = execute(session, *loaded, request, *interrupt, *store);
  if (!tally) return print_error(tally.error(), kStoreTrouble);
  if (!options.is_quiet) {
    if (const auto printed = print_comparison(*store, tally->run_id); !printed)
      return print_error(printed.error(), kStoreTrouble);
  }
  print_tally(*tally, session);
  if (tally->is_interrupted) return kInterrupted;
  const auto differing = print_differences(*store, old_run->id, tally->run_id);
  if (!differing) return print_error(differing.error(), kStoreTrouble);
  const ExitCode code = exit_code_of(*tally);
  return code == kDone && *differing > 0 ? kCheckFailed : code;
}

}  // namespace

void add_rerun(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("rerun", "run a stored run again and name the deterministic metrics that differ");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("run", options->run, "a run's id, the beginning of one, or 'last'")->required();
  verb->add_option("--max-cases", options->max_cases, "refuse suites of more cases")->capture_default_str();
  verb->add_flag("--quiet", options->is_quiet, "print the closing lines only");
  verb->callback([options, &session] { session.action = [options, &session] { return rerun(session, *options); }; });
}

}  // namespace tare::cli
