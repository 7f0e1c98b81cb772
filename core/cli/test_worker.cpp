// `tare test-worker PROGRAM ARGS...`: does a program of anyone's speak the worker protocol? One line a promise.
#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/answer.hpp"
#include "catalog/catalog.hpp"
#include "cli/exit_code.hpp"
#include "cli/running.hpp"
#include "cli/verb.hpp"
#include "conformance/worker_conformance.hpp"
#include "run/conversation.hpp"
#include "wire/messages.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>

namespace tare::cli {
namespace {

using conformance::Finding;

struct Options {
  std::vector<std::string> command;
  std::string case_file;
  double time_limit_s = 60;
};

// The track's ingredients for its default workload, made by any plugin of the track, into the folder.
Result<Json> make_ingredients(const model::Catalog& known, const model::Track& track, const Json& workload,
                              const std::filesystem::path& folder, double time_limit_s) {
  Json paths = Json::object();
  const auto methods = known.methods.find(track.description.name);
  for (const IngredientSpec& spec : track.description.ingredients) {
    if (methods == known.methods.end() || methods->second.empty()) break;
    if (!spec.data_sets.empty()) {
      return fail(ErrorKind::usage, fmt::format("the ingredient '{}' needs a data set; give a case of your own with "
                                                "--case FILE",
                                                spec.name));
    }
    const std::filesystem::path output = folder / fmt::format("{}.{}", spec.name, spec.file_type);
    Json values = Json::object();
    for (const std::string& name : spec.workload) values[name] = workload.value(name, Json());
    auto talk = run::Conversation::start(catalog::plugin_worker(worker_program(), methods->second.begin()->second.path),
                                         time_limit_s, -1);
    if (!talk) return fail(ErrorKind::plugin, talk.error().message);
    const Json request = {{"name", spec.name},
                          {"workload", std::move(values)},
                          {"seed", 0},
                          {"data_sets", Json::object()},
                          {"output", output.string()}};
    const run::Ending ending = talk->command({{"command", "make_ingredient"}, {"request", request}}, time_limit_s, {});
    talk->finish();
    if (!ending.is_ok()) {
      return fail(ErrorKind::plugin, fmt::format("the ingredient '{}': {}", spec.name, ending.message));
    }
    paths[spec.name] = output.string();
  }
  return paths;
}

Json defaults(const std::vector<ParamSpec>& specs) {
  Json values = Json::object();
  for (const ParamSpec& spec : specs) values[spec.name] = wire::to_json(spec.standard);
  return values;
}

Result<Json> read_case(const std::string& path) {
  const auto text = file::contents(path);
  if (!text) return tl::unexpected(text.error());
  Json parsed = Json::parse(*text, nullptr, false);
  if (!parsed.is_object()) {
    return fail(ErrorKind::usage,
                fmt::format("{} is no JSON object; the `case` of core/wire/README.md is wanted", path));
  }
  return parsed;
}

Result<Json> default_case(const model::Catalog& known, const wire::Description& said,
                          const std::filesystem::path& folder, double time_limit_s) {
  const model::Track* track = known.track(said.method.track);
  if (track == nullptr) {
    return fail(
        ErrorKind::usage,
        fmt::format("no plugin here knows its track '{}', so there is no default case; give one with --case FILE",
                    said.method.track));
  }
  Json workload = defaults(track->description.workload);
  auto ingredients = make_ingredients(known, *track, workload, folder, time_limit_s);
  if (!ingredients) return ingredients;
  return Json{{"track", said.method.track},
              {"method", said.method.name},
              {"workload", std::move(workload)},
              {"params", defaults(said.method.params)},
              {"seed", 1},
              {"device", "cpu"},
              {"threads", 1},
              {"ingredients", std::move(*ingredients)},
              {"data_sets", Json::object()},
              {"scratch_dir", folder.string()}};
}

int print_findings(const std::vector<Finding>& findings) {
  int failed = 0;
  for (const Finding& finding : findings) {
    const bool is_failed = finding.judgement == conformance::Judgement::failed;
    failed += is_failed ? 1 : 0;
    const char* sign = is_failed ? "FAILED" : finding.judgement == conformance::Judgement::passed ? "ok" : "not tried";
    fmt::print("{:<10} {}{}\n", sign, finding.promise,
               finding.detail.empty() ? "" : "\n             " + finding.detail);
  }
  return failed;
}

ExitCode test_worker(const Session& session, const Options& options) {
  const catalog::LoadOptions load_options = catalog::load_options(session.plugin_path);
  const auto known = catalog::load(load_options);
  if (!known) return print_error(known.error(), kBadUsage);
  auto scratch = file::TemporaryFolder::create("tare-test-worker");
  if (!scratch) return print_error(scratch.error(), kBadUsage);
  conformance::Trial trial;
  trial.worker.guard_program = worker_program();
  trial.worker.command = options.command;
  trial.time_limit_s = options.time_limit_s;
  std::optional<Json> description;
  std::vector<Finding> findings = conformance::try_description(trial, description);
  if (description) {
    const auto said = wire::description_from_json(*description);
    if (!said) return print_error(said.error(), kBadUsage);
    trial.track = known->track(said->method.track);
    auto the_case = options.case_file.empty() ? default_case(*known, *said, scratch->path(), options.time_limit_s)
                                              : read_case(options.case_file);
    if (!the_case) return print_error(the_case.error(), kBadUsage);
    trial.the_case = std::move(*the_case);
    for (Finding& finding : conformance::try_case(trial)) findings.push_back(std::move(finding));
  }
  const int failed = print_findings(findings);
  fmt::print("{} promises, {} failed\n", findings.size(), failed);
  return failed == 0 ? kDone : kCheckFailed;
}

}  // namespace

void add_test_worker(CLI::App& app, Session& session) {
  CLI::App* verb =
      app.add_subcommand("test-worker", "try whether a program speaks the worker protocol (core/wire/README.md)");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("--case", options->case_file,
                   "JSON file with the case to put to it; the track's defaults otherwise");
  verb->add_option("--time-limit", options->time_limit_s, "seconds for each command")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  // Everything from the first word that is no option of ours on: the program's own options stay its own.
  verb->prefix_command();
  verb->fallthrough(false);
  verb->footer("Usage: tare test-worker [OPTIONS] PROGRAM [ARGUMENTS...]");
  verb->callback([options, verb, &session] {
    options->command = verb->remaining();
    if (options->command.empty()) throw CLI::RequiredError("PROGRAM");
    session.action = [options, &session] { return test_worker(session, *options); };
  });
}

}  // namespace tare::cli
