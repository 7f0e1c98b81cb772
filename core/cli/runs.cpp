// `tare runs`: what a store holds, newest first.
#include "base/clock.hpp"
#include "base/json.hpp"
#include "cli/exit_code.hpp"
#include "cli/running.hpp"
#include "cli/table.hpp"
#include "cli/verb.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace tare::cli {
namespace {

// A run that was killed looks like one that still runs: neither has said how it ended.
std::string status_of(const model::RunRow& run) { return run.finished_ms ? run.status : "unfinished"; }

std::string commit_of(const model::RunRow& run) {
  if (run.commit.empty()) return "none";
  return run.commit.substr(0, 10) + (run.is_dirty ? " changed" : "");
}

Json to_json(const store::RunSummary& summary) {
  const model::RunRow& run = summary.run;
  return {{"run", run.id},
          {"suite", run.suite_name},
          {"suite_path", run.suite_path},
          {"started", clock::utc_text(run.started_ms)},
          {"finished", run.finished_ms ? Json(clock::utc_text(*run.finished_ms)) : Json()},
          {"status", status_of(run)},
          {"commit", run.commit},
          {"is_dirty", run.is_dirty},
          {"machine", run.machine},
          {"cases", summary.case_count},
          {"ok", summary.ok_count},
          {"failed", summary.failed_count},
          {"unsupported", summary.unsupported_count}};
}

ExitCode runs(const Session& session, const std::string& format) {
  const auto store = store::Store::open(session.store, store::Mode::read);
  if (!store) return print_error(store.error(), kStoreTrouble);
  const auto found = store->runs();
  if (!found) return print_error(found.error(), kStoreTrouble);
  if (format == "json") {
    Json list = Json::array();
    for (const store::RunSummary& summary : *found) list.push_back(to_json(summary));
    fmt::print("{}\n", list.dump(2, ' ', false, Json::error_handler_t::replace));
    return kDone;
  }
  if (found->empty()) fmt::print("no runs in {}\n", session.store);
  std::vector<std::vector<std::string>> rows;
  for (const store::RunSummary& summary : *found) {
    rows.push_back({summary.run.id, clock::utc_text(summary.run.started_ms), fmt::format("{}", summary.case_count),
                    fmt::format("{}", summary.ok_count), fmt::format("{}", summary.failed_count),
                    fmt::format("{}", summary.unsupported_count), status_of(summary.run), commit_of(summary.run),
                    summary.run.suite_name});
  }
  fmt::print("{}", table({{"run"},
                          {"started"},
                          {"cases", true},
                          {"ok", true},
                          {"failed", true},
                          {"unsupported", true},
                          {"status"},
                          {"commit"},
                          {"suite"}},
                         rows, output_width(), 0));
  return kDone;
}

}  // namespace

void add_runs(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("runs", "list the runs of a store, newest first");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto format = std::make_shared<std::string>("table");
  verb->add_option("--format", *format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  verb->callback([format, &session] { session.action = [format, &session] { return runs(session, *format); }; });
}

}  // namespace tare::cli
