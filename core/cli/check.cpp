// `tare check SUITE...`: everything that is wrong with suites, at once; nothing runs.
#include "base/json.hpp"
#include "cli/data_places.hpp"
#include "cli/exit_code.hpp"
#include "cli/suite_reading.hpp"
#include "cli/verb.hpp"
#include "suite/render.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace tare::cli {
namespace {

struct Options {
  std::vector<std::string> suites;
  std::string format = "text";
};

struct Outcome {
  std::vector<suite::Finding> findings;
  suite::Texts texts;
  std::size_t suite_count = 0;
};

// A file that several suites include is reported once.
Outcome check_all(const Options& options, const model::Catalog& catalog, const catalog::LoadOptions& load_options,
                  const data::Places& places) {
  Outcome all;
  std::set<std::string> seen;
  for (const std::string& path : options.suites) {
    suite::Loaded loaded = read_suite({path}, catalog, load_options, places);
    for (suite::Finding& finding : loaded.findings) {
      const std::string key = fmt::format("{}:{}:{}:{}", finding.file, finding.line, finding.column, finding.message);
      if (seen.insert(key).second) all.findings.push_back(std::move(finding));
    }
    all.texts.merge(loaded.texts);
    if (loaded.set) all.suite_count += loaded.set->suites.size();
  }
  return all;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void print_text(const Outcome& all) {
  const auto error_count = static_cast<std::size_t>(
      std::count_if(all.findings.begin(), all.findings.end(),
                    [](const suite::Finding& finding) { return finding.severity == suite::Severity::error; }));
  const std::size_t warning_count = all.findings.size() - error_count;
  fmt::print("{}", suite::render(all.findings, all.texts, wants_colour(stdout)));
  if (!all.findings.empty()) fmt::print("\n");
  const std::string warnings = warning_count == 0 ? "" : fmt::format(", {}", counted(warning_count, "warning"));
  if (error_count == 0) {
    fmt::print("{}, no problems{}\n", counted(all.suite_count, "suite"), warnings);
  } else {
    fmt::print("{}{}\n", counted(error_count, "problem"), warnings);
  }
}

int check(const Session& session, const Options& options) {
  const catalog::LoadOptions load_options = catalog::load_options(session.plugin_path);
  const Result<model::Catalog> catalog = catalog::load(load_options);
  if (!catalog) {
    fmt::print(stderr, "tare: {}\n", catalog.error().message);
    return kBadUsage;
  }
  const auto places = data_places(session, load_options.installation);
  if (!places) {
    fmt::print(stderr, "tare: {}\n", places.error().message);
    return kBadUsage;
  }
  const Outcome all = check_all(options, *catalog, load_options, *places);
  if (options.format == "json") {
    fmt::print("{}\n", suite::to_json(all.findings).dump(2));
  } else {
    print_text(all);
  }
  return suite::has_error(all.findings) ? kBadUsage : kDone;
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
  // Owned by CLI11's callbacks and by the action, whichever lives longer.
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("check", "Say everything that is wrong with suites; run nothing");
  verb->add_option("suite", options->suites, "suite files")->required();
  verb->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  verb->callback([&session, options] { session.action = [&session, options] { return check(session, *options); }; });
}

}  // namespace tare::cli
