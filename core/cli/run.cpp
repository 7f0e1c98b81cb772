// `tare run SUITE...`: plans, runs what is missing, prints the comparison.
#include "cli/claim_output.hpp"
#include "cli/comparison_output.hpp"
#include "cli/report_writing.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"
#include "compare/claim_table.hpp"
#include "compare/table.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>

namespace tare::cli {
namespace {

struct Options {
  std::vector<std::string> suites;
  std::uint64_t max_cases = 100'000;
  std::optional<std::uint64_t> order_seed;
  bool is_fresh = false;
  bool is_quiet = false;
  bool is_json = false;
  std::vector<std::string> fail_on;  // verdicts of comparisons or claims
};

ExitCode run_one(const Session& session, const Options& options, const std::string& path,
                 const run::Interrupt& interrupt) {
  const auto loaded = load_suites(session, path, options.max_cases);
  if (!loaded) return kBadUsage;
  auto store = store::Store::open(session.store, store::Mode::write);
  if (!store) return print_error(store.error(), kStoreTrouble);
  const RunRequest request{options.is_fresh, options.order_seed.value_or(new_order_seed()),
                           options.is_json    ? ProgressStyle::json
                           : options.is_quiet ? ProgressStyle::quiet
                                              : style_for(stderr)};
  const auto tally = execute(session, *loaded, request, interrupt, *store);
  if (!tally) return print_error(tally.error(), kStoreTrouble);
  if (options.is_json) {
    fmt::print("{}\n", Json{{"event", "finished"}, {"run", tally->run_id}, {"outcomes", tally->outcomes}}.dump());
    return exit_code_of(*tally);
  }
  if (options.is_quiet && options.fail_on.empty()) {
    print_tally(*tally, session);
    return exit_code_of(*tally);
  }
  const auto comparisons = comparisons_of(*store, tally->run_id);
  if (!comparisons) return print_error(comparisons.error(), kStoreTrouble);
  const auto claims = judged_claims(*store, tally->run_id, loaded->set);
  if (!claims) return print_error(claims.error(), kStoreTrouble);
  if (!options.is_quiet) {
    fmt::print("{}\n", compare::table_text(*comparisons));
    if (!claims->empty()) fmt::print("{}\n", compare::claims_text(*claims));
  }
  print_tally(*tally, session);
  if (!options.is_quiet) {
    const std::string page = report_path(session, loaded->set.name, "html");
    const auto written = write_report(*store, tally->run_id, &loaded->set, "html", page);
    if (!written) return print_error(written.error(), kStoreTrouble);
    fmt::print("report {}\n", page);
  }
  const bool is_failed = is_failed_on(*comparisons, options.fail_on) || is_failed_on(*claims, options.fail_on);
  return is_failed && !tally->is_interrupted ? kCheckFailed : exit_code_of(*tally);
}

// Several suites: the first trouble names the exit code; an interruption or a broken store ends them all.
ExitCode run_all(const Session& session, const Options& options) {
  const auto interrupt = run::Interrupt::install();
  if (!interrupt) return print_error(interrupt.error(), kBadUsage);
  ExitCode first_trouble = kDone;
  for (const std::string& suite : options.suites) {
    const ExitCode code = run_one(session, options, suite, *interrupt);
    if (code == kInterrupted || code == kStoreTrouble) return code;
    if (first_trouble == kDone) first_trouble = code;
  }
  return first_trouble;
}

}  // namespace

void add_run(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("run", "run suites: what is missing is run, what is finished is reused");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("suites", options->suites, "suite files")->required();
  verb->add_option("--max-cases", options->max_cases, "refuse suites of more cases")->capture_default_str();
  verb->add_option("--order-seed", options->order_seed,
                   "seed of the random order of rounds; a new one each run by default");
  verb->add_flag("--fresh", options->is_fresh, "run everything again, also what is finished");
  verb->add_option("--fail-on", options->fail_on,
                   "exit with 1 on worse, undecided or wrong_answer (worse:NAME for one metric or operation), or on a "
                   "claim that is not_reproduced, inconclusive, not_run, or a guard that fails")
      ->delimiter(',')
      ->check(CLI::Validator(fail_on_problem, "VERDICT"));
  verb->add_flag("--quiet", options->is_quiet, "print the closing lines only");
  verb->add_flag("--json", options->is_json, "progress as JSON lines on standard output");
  verb->callback([options, &session] { session.action = [options, &session] { return run_all(session, *options); }; });
}

}  // namespace tare::cli
