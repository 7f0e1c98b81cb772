// `tare show run RUN`: what a run asked, where it ran, how its cases ended, what went wrong and what it measured.
#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/running.hpp"
#include "cli/table.hpp"
#include "cli/verb.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

namespace tare::cli {
namespace {

constexpr std::size_t kShownFailures = 20;
constexpr std::size_t kShownOutputLines = 5;

struct Options {
  std::string run;
  bool shows_suite = false;
};

struct Found {
  model::RunRow run;
  std::vector<model::ResultRow> results;
  std::vector<store::FailedCase> failures;
  std::size_t case_count = 0;
};

Result<Found> find(const store::Store& store, const std::string& name) {
  const auto run = store.run(name);
  if (!run) return tl::unexpected(run.error());
  auto results = store.results(run->id);
  if (!results) return tl::unexpected(results.error());
  auto failures = store.failures(run->id);
  if (!failures) return tl::unexpected(failures.error());
  const auto cases = store.run_cases(run->id);
  if (!cases) return tl::unexpected(cases.error());
  return Found{*run, std::move(*results), std::move(*failures), cases->size()};
}

void print_facts(const Found& found) {
  const model::RunRow& run = found.run;
  std::vector<std::vector<std::string>> rows = {
      {"suite", fmt::format("{} ({})", run.suite_name, run.suite_path)},
      {"digest", run.suite_digest},
      {"command", run.command_line},
      {"tare", run.tare_version},
      {"commit", run.commit.empty() ? "none" : run.commit + (run.is_dirty ? ", with changes" : "")},
      {"machine", fmt::format("{}, class {}", run.machine, run.machine_class)},
      {"started", clock::utc_text(run.started_ms)},
      {"finished", run.finished_ms ? fmt::format("{} ({})", clock::utc_text(*run.finished_ms), run.status)
                                   : "not: it still runs or was killed; `tare run` of the suite goes on"},
      {"cases", fmt::format("{}", found.case_count)},
  };
  for (const auto& [name, value] : run.environment.items()) {
    rows.push_back({name, value.is_string() ? value.get<std::string>() : value.dump()});
  }
  fmt::print("run {}\n{}", run.id, table({{""}, {""}}, rows, output_width()));
}

// The last lines of what a worker printed, each behind a bar.
std::string last_lines(const std::string& output) {
  const std::vector<std::string> lines = text::split(text::trim(output), '\n');
  std::string shown;
  const std::size_t first = lines.size() > kShownOutputLines ? lines.size() - kShownOutputLines : 0;
  for (std::size_t i = first; i < lines.size(); ++i) {
    if (!lines[i].empty()) shown += fmt::format("      | {}\n", text::first_columns(lines[i], output_width() - 8));
  }
  return shown;
}

void print_failures(const Found& found) {
  if (found.failures.empty()) {
    fmt::print("\nnothing went wrong\n");
    return;
  }
  fmt::print("\nhalves that did not end ok: {}\n", found.failures.size());
  std::size_t shown = 0;
  for (const store::FailedCase& failed : found.failures) {
    if (++shown > kShownFailures) {
      fmt::print("  and {} more; core/store/README.md has a query for all\n", found.failures.size() - kShownFailures);
      return;
    }
    const model::HalfRow& half = failed.half;
    fmt::print("  {} {}: {}{}{}\n", failed.run_case.label, model::name_of(half.half),
               half.outcome ? model::name_of(*half.outcome) : "unfinished",
               half.reason.empty() ? "" : "/" + half.reason, half.message.empty() ? "" : ": " + half.message);
    fmt::print("{}", last_lines(half.output));
  }
}

struct Span {
  std::size_t count = 0;
  double low = 0;
  double high = 0;
  std::string unit;

  void add(double value) {
    low = count == 0 ? value : std::min(low, value);
    high = count == 0 ? value : std::max(high, value);
    ++count;
  }
};

void print_metrics(const Found& found) {
  std::map<std::pair<std::string, std::string>, Span> spans;  // by metric and method
  for (const model::ResultRow& row : found.results) {
    if (row.metric.empty()) continue;
    Span& span = spans[{row.metric, row.method}];
    span.unit = row.unit;
    if (row.value) span.add(*row.value);
  }
  if (spans.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, span] : spans) {
    const auto number = [&](double value) {
      return text::quantity(span.count == 0 ? std::nullopt : std::optional(value), span.unit);
    };
    rows.push_back({name.first, name.second, fmt::format("{}", span.count), number(span.low), number(span.high)});
  }
  fmt::print("\nmetrics\n{}", table({{"metric"}, {"method"}, {"values", true}, {"lowest", true}, {"highest", true}},
                                    rows, output_width()));
}

ExitCode show_run(const Session& session, const Options& options) {
  const auto store = store::Store::open(session.store, store::Mode::read);
  if (!store) return print_error(store.error(), kStoreTrouble);
  const auto found = find(*store, options.run);
  if (!found) return print_error(found.error(), found.error().kind == ErrorKind::usage ? kBadUsage : kStoreTrouble);
  if (options.shows_suite) {
    fmt::print("{}", found->run.suite_text);
    return kDone;
  }
  print_facts(*found);
  print_failures(*found);
  print_metrics(*found);
  return kDone;
}

}  // namespace

void add_show_run(CLI::App& app, Session& session) {
  CLI::App* noun =
      show_verb(app).add_subcommand("run", "how a run went: RUN is an id, the beginning of one, or 'last'");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  noun->add_option("run", options->run, "the run")->required();
  noun->add_flag("--suite", options->shows_suite, "print the suite's text as it was run, and nothing else");
  noun->callback([options, &session] { session.action = [options, &session] { return show_run(session, *options); }; });
}

}  // namespace tare::cli
