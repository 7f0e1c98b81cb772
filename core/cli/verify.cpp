// `tare verify SUITE|RUN...`: judges claims. A suite is run first where halves are missing; a run is judged as it is.
#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "cli/claim_output.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"
#include "compare/claim_table.hpp"
#include "wire/messages.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <system_error>

namespace tare::cli {
namespace {

// Raised when a field of the export is renamed, removed or changes its meaning.
constexpr int kExportVersion = 1;

struct Options {
  std::vector<std::string> targets;
  std::vector<std::string> fail_on;
  std::string export_path;
  std::string format = "table";
  std::uint64_t max_cases = 100'000;
  bool is_quiet = false;
};

// The claims of one target and the run that they rest on.
struct Verified {
  model::RunRow run;
  std::vector<compare::ClaimResult> results;
};

Json to_json(const compare::ClaimPoint& point) {
  Json json = {{"label", point.label},
               {"expected", point.expected},
               {"found", point.found},
               {"verdict", compare::name_of(point.verdict)},
               {"reason", point.reason},
               {"rows", point.row_ids},
               {"interval", Json()},
               {"value", point.value ? wire::number(*point.value) : Json()},
               {"expected_value", point.expected_value ? wire::number(*point.expected_value) : Json()}};
  if (point.interval) json["interval"] = {wire::number(point.interval->low), wire::number(point.interval->high)};
  return json;
}

Json to_json(const Verified& verified) {
  const model::RunRow& run = verified.run;
  Json claims = Json::array();
  for (const compare::ClaimResult& result : verified.results) {
    Json points = Json::array();
    for (const compare::ClaimPoint& point : result.points) points.push_back(to_json(point));
    claims.push_back({{"suite", result.suite},
                      {"id", result.claim.id},
                      {"kind", compare::name_of(result.claim.kind)},
                      {"source", result.claim.source},
                      {"says", result.claim.says},
                      {"note", result.claim.note},
                      {"verdict", compare::name_of(result.verdict)},
                      {"reason", result.reason},
                      {"points", std::move(points)}});
  }
  return {{"suite_path", run.suite_path},
          {"suite_digest", run.suite_digest},
          {"run", run.id},
          {"commit", run.commit},
          {"is_dirty", run.is_dirty},
          {"machine_class", run.machine_class},
          {"environment", run.environment},
          {"judged", clock::utc_text(clock::unix_ms())},
          {"claims", std::move(claims)}};
}

// A path with a folder or an ending names a file; anything else a run, as `show run` takes it.
bool is_suite(const std::string& target) {
  std::error_code problem;
  return std::filesystem::exists(target, problem) || target.ends_with(".toml") || target.find('/') != std::string::npos;
}

class Verification {
 public:
  Verification(const Session& session, const Options& options, const run::Interrupt& interrupt)
      : session_(session), options_(options), interrupt_(interrupt) {}

  // kDone and one more Verified, or why not.
  ExitCode verify(const std::string& target) { return is_suite(target) ? verify_suite(target) : verify_run(target); }

  [[nodiscard]] const std::vector<Verified>& verified() const { return verified_; }

 private:
  ExitCode verify_suite(const std::string& path) {
    const auto loaded = load_suites(session_, path, options_.max_cases);
    if (!loaded) return kBadUsage;
    auto store = store::Store::open(session_.store, store::Mode::write);
    if (!store) return print_error(store.error(), kStoreTrouble);
    const RunRequest request{false, new_order_seed(), options_.is_quiet ? ProgressStyle::quiet : style_for(stderr)};
    const auto tally = execute(session_, *loaded, request, interrupt_, *store);
    if (!tally) return print_error(tally.error(), kStoreTrouble);
    const ExitCode judged = judge(*store, tally->run_id, loaded->set);
    if (tally->is_interrupted) return kInterrupted;
    return judged == kDone ? exit_code_of(*tally) : judged;
  }

  ExitCode verify_run(const std::string& name) {
    const auto store = store::Store::open(session_.store, store::Mode::read);
    if (!store) return print_error(store.error(), kStoreTrouble);
    const auto run = store->run(name);
    if (!run) return print_error(run.error(), run.error().kind == ErrorKind::usage ? kBadUsage : kStoreTrouble);
    const auto loaded = load_suites(session_, run->suite_path, options_.max_cases, run->suite_text);
    if (!loaded) return kBadUsage;
    return judge(*store, run->id, loaded->set);
  }

  ExitCode judge(const store::Store& store, const std::string& run_id, const model::SuiteSet& set) {
    auto run = store.run(run_id);
    if (!run) return print_error(run.error(), kStoreTrouble);
    auto results = judged_claims(store, run_id, set);
    if (!results) return print_error(results.error(), kStoreTrouble);
    if (results->empty()) fmt::print(stderr, "tare: {} has no claims\n", set.path);
    verified_.push_back({std::move(*run), std::move(*results)});
    return kDone;
  }

  const Session& session_;
  const Options& options_;
  const run::Interrupt& interrupt_;
  std::vector<Verified> verified_;
};

ExitCode export_json(const std::string& path, const Json& document) {
  const auto written =
      file::write_atomically(path, document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
  return written ? kDone : print_error(written.error(), kBadUsage);
}

ExitCode verify_all(const Session& session, const Options& options) {
  const auto interrupt = run::Interrupt::install();
  if (!interrupt) return print_error(interrupt.error(), kBadUsage);
  Verification verification(session, options, *interrupt);
  ExitCode first_trouble = kDone;
  for (const std::string& target : options.targets) {
    const ExitCode code = verification.verify(target);
    if (first_trouble == kDone) first_trouble = code;
    if (code == kInterrupted || code == kStoreTrouble || code == kBadUsage) break;
  }
  std::vector<compare::ClaimResult> all;
  Json suites = Json::array();
  for (const Verified& verified : verification.verified()) {
    all.insert(all.end(), verified.results.begin(), verified.results.end());
    suites.push_back(to_json(verified));
  }
  const Json document = {
      {"schema", "tare-reproducibility"}, {"version", kExportVersion}, {"suites", std::move(suites)}};
  if (options.format == "json") {
    fmt::print("{}\n", document.dump(2, ' ', false, Json::error_handler_t::replace));
  } else {
    fmt::print("{}", compare::claims_text(all));
  }
  if (!options.export_path.empty()) {
    const ExitCode code = export_json(options.export_path, document);
    if (first_trouble == kDone) first_trouble = code;
  }
  const bool is_broken = first_trouble == kInterrupted || first_trouble == kStoreTrouble || first_trouble == kBadUsage;
  return !is_broken && is_failed_on(all, options.fail_on) ? kCheckFailed : first_trouble;
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("verify", "judge the claims of suites (run where needed) or of runs");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("targets", options->targets, "suite files, or runs: an id, the beginning of one, or 'last'")
      ->required();
  verb->add_option("--fail-on", options->fail_on,
                   "exit with 1 when a claim is one of these: " + fmt::format("{}", fmt::join(kFailOnClaims, ", ")))
      ->delimiter(',')
      ->check(CLI::IsMember(kFailOnClaims));
  verb->add_option("--export", options->export_path, "write the verdicts with what they rest on as JSON");
  verb->add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  verb->add_option("--max-cases", options->max_cases, "refuse suites of more cases")->capture_default_str();
  verb->add_flag("--quiet", options->is_quiet, "no progress");
  verb->callback(
      [options, &session] { session.action = [options, &session] { return verify_all(session, *options); }; });
}

}  // namespace tare::cli
