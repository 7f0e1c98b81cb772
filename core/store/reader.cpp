// Store's reading of runs and of what planning needs: one query over a set each, so that ten thousand cases cost one.
#include "store/connection.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <utility>

namespace tare::store {
namespace {

constexpr std::string_view kRunColumns =
    "id, suite_name, suite_path, suite_text, suite_digest, command_line, tare_version, \"commit\", is_dirty, machine, "
    "machine_class, environment, order_seed, started_ms, finished_ms, status";

// Braced lists are evaluated in order, and so read the columns from left to right.
model::RunRow run_row(Use& use) {
  return {.id = use.text(),
          .suite_name = use.text(),
          .suite_path = use.text(),
          .suite_text = use.text(),
          .suite_digest = use.text(),
          .command_line = use.text(),
          .tare_version = use.text(),
          .commit = use.text(),
          .is_dirty = use.flag(),
          .machine = use.text(),
          .machine_class = use.text(),
          .environment = use.json(),
          .order_seed = use.bits(),
          .started_ms = use.integer(),
          .finished_ms = use.maybe_integer(),
          .status = use.text()};
}

model::RunCaseRow run_case_row(Use& use) {
  return {.run_id = use.text(),
          .identity = use.text(),
          .suite = use.text(),
          .label = use.text(),
          .is_baseline = use.flag(),
          .group_id = use.text(),
          .point_id = use.text(),
          .answer_half_id = use.maybe_text(),
          .timing_half_id = use.maybe_text()};
}

model::HalfRow half_row(Use& use) {
  return {.id = use.text(),
          .run_id = use.text(),
          .identity = use.text(),
          .half = use.half(),
          .timing_identity = use.text(),
          .machine_class = use.text(),
          .sitting_id = use.maybe_text(),
          .started_ms = use.integer(),
          .finished_ms = use.maybe_integer(),
          .outcome = use.maybe_outcome(),
          .reason = use.text(),
          .message = use.text(),
          .wall_ns = use.maybe_integer(),
          .peak_resident_bytes = use.maybe_integer(),
          .output = use.text()};
}

model::CaseRow case_row(Use& use) {
  return {.identity = use.text(),
          .question = use.text(),
          .track = use.text(),
          .track_digest = use.text(),
          .plugin = use.text(),
          .plugin_version = use.text(),
          .plugin_digest = use.text(),
          .params = use.json(),
          .workload = use.json(),
          .seed = use.bits(),
          .device = use.text(),
          .twin = use.small(),
          .ingredients = use.json()};
}

// The ids that a name may mean: "last" is the newest run, else every id that begins so.
std::vector<std::string> ids_named(Connection& connection, std::string_view name) {
  std::vector<std::string> ids;
  if (name == "last") {
    Use newest(connection, "SELECT id FROM runs ORDER BY started_ms DESC, id DESC LIMIT 1");
    while (newest.step()) ids.push_back(newest.text());
  } else {
    Use begun(connection, "SELECT id FROM runs WHERE substr(id, 1, length(?1)) = ?1 AND ?1 <> '' ORDER BY id LIMIT 4",
              name);
    while (begun.step()) ids.push_back(begun.text());
  }
  return ids;
}

}  // namespace

Result<FinishedHalves> Store::finished_halves(std::string_view machine_class) const {
  Connection& connection = *connection_;
  return guarded(connection, [&] {
    FinishedHalves found;
    // Ordered by age, so that the newest overwrites.
    Use halves(connection,
               "SELECT identity, half, timing_identity, id, sitting_id, outcome, reason FROM halves "
               "WHERE machine_class = ? ORDER BY started_ms, id",
               machine_class);
    while (halves.step()) {
      std::string identity = halves.text();
      const model::Half half = halves.half();
      std::string timing_identity = halves.text();
      std::string id = halves.text();
      std::optional<std::string> sitting_id = halves.maybe_text();
      const std::optional<model::Outcome> outcome = halves.maybe_outcome();
      LastHalf last{outcome, halves.text()};
      if (half == model::Half::answer) {
        if (outcome == model::Outcome::ok) found.answers[identity] = std::move(id);
        found.last_answers[std::move(identity)] = std::move(last);
      } else {
        std::pair<std::string, std::string> key(std::move(identity), std::move(timing_identity));
        if (outcome == model::Outcome::ok) found.timings[key] = FinishedTiming{std::move(id), std::move(sitting_id)};
        found.last_timings[std::move(key)] = std::move(last);
      }
    }
    Use cases(connection,
              "SELECT c.question, c.plugin_digest FROM cases AS c JOIN halves AS h ON h.identity = c.identity "
              "ORDER BY h.started_ms, h.id");
    while (cases.step()) {
      std::string question = cases.text();
      found.plugin_digests[std::move(question)] = cases.text();
    }
    return found;
  });
}

Result<std::unordered_map<std::string, double>> Store::typical_answer_ns(std::string_view machine_class) const {
  Connection& connection = *connection_;
  return guarded(connection, [&] {
    std::unordered_map<std::string, double> found;
    Use use(connection,
            "SELECT c.plugin, avg(h.wall_ns) FROM halves AS h JOIN cases AS c ON c.identity = h.identity "
            "WHERE h.machine_class = ? AND h.half = 'answer' AND h.outcome = 'ok' AND h.wall_ns IS NOT NULL "
            "GROUP BY c.plugin",
            machine_class);
    while (use.step()) {
      std::string plugin = use.text();
      found[std::move(plugin)] = use.real();
    }
    return found;
  });
}

Result<std::optional<model::IngredientRow>> Store::last_ingredient(std::string_view id) const {
  Connection& connection = *connection_;
  return guarded(connection, [&]() -> std::optional<model::IngredientRow> {
    Use use(connection,
            "SELECT id, track, name, content_digest, plugin_digest, path, bytes, wall_ns, made_ms, outcome, reason, "
            "message FROM ingredients WHERE id = ? ORDER BY made_ms DESC LIMIT 1",
            id);
    if (!use.step()) return std::nullopt;
    return model::IngredientRow{.id = use.text(),
                                .track = use.text(),
                                .name = use.text(),
                                .content_digest = use.text(),
                                .plugin_digest = use.text(),
                                .path = use.text(),
                                .bytes = use.integer(),
                                .wall_ns = use.integer(),
                                .made_ms = use.integer(),
                                .outcome = use.outcome(),
                                .reason = use.text(),
                                .message = use.text()};
  });
}

Result<std::vector<RunSummary>> Store::runs() const {
  Connection& connection = *connection_;
  return guarded(connection, [&] {
    Use use(
        connection,
        "SELECT r.id, r.suite_name, r.suite_path, '', r.suite_digest, r.command_line, r.tare_version, r.\"commit\", "
        "r.is_dirty, r.machine, r.machine_class, '{}', r.order_seed, r.started_ms, r.finished_ms, r.status, "
        "count(rc.identity), count(*) FILTER (WHERE h.outcome = 'ok'), "
        "count(*) FILTER (WHERE h.outcome NOT IN ('ok', 'unsupported')), "
        "count(*) FILTER (WHERE h.outcome = 'unsupported') "
        "FROM runs AS r LEFT JOIN run_cases AS rc ON rc.run_id = r.id LEFT JOIN halves AS h ON "
        "h.id = rc.answer_half_id GROUP BY r.id ORDER BY r.started_ms DESC, r.id DESC");
    std::vector<RunSummary> rows;
    while (use.step()) {
      rows.push_back({.run = run_row(use),
                      .case_count = use.integer(),
                      .ok_count = use.integer(),
                      .failed_count = use.integer(),
                      .unsupported_count = use.integer()});
    }
    return rows;
  });
}

Result<model::RunRow> Store::run(std::string_view name) const {
  Connection& connection = *connection_;
  const Result<std::vector<std::string>> ids = guarded(connection, [&] { return ids_named(connection, name); });
  if (!ids) return tl::unexpected<Error>(ids.error());
  if (ids->empty()) {
    return fail(ErrorKind::usage,
                name == "last"
                    ? fmt::format("store {} holds no run; `tare run SUITE` makes one", connection.path.string())
                    : fmt::format("no run {} in store {}; `tare runs` lists them", name, connection.path.string()));
  }
  if (ids->size() > 1) {
    return fail(ErrorKind::usage, fmt::format("run {} may be {} or {}{}; give more of its id", name, (*ids)[0],
                                              (*ids)[1], ids->size() > 2 ? " or others" : ""));
  }
  static const std::string sql = fmt::format("SELECT {} FROM runs WHERE id = ?", kRunColumns);
  return rows_of(connection, sql, ids->front(), run_row).map([](std::vector<model::RunRow> rows) {
    return std::move(rows.front());
  });
}

Result<std::vector<model::RunCaseRow>> Store::run_cases(std::string_view run_id) const {
  return rows_of(*connection_,
                 "SELECT run_id, identity, suite, label, is_baseline, group_id, point_id, answer_half_id, "
                 "timing_half_id FROM run_cases WHERE run_id = ? ORDER BY ordinal",
                 run_id, run_case_row);
}

Result<std::vector<model::CaseRow>> Store::cases(std::string_view run_id) const {
  return rows_of(*connection_,
                 "SELECT identity, question, track, track_digest, plugin, plugin_version, plugin_digest, params, "
                 "workload, seed, device, twin, ingredients FROM cases "
                 "WHERE identity IN (SELECT identity FROM run_cases WHERE run_id = ?) ORDER BY identity",
                 run_id, case_row);
}

Result<std::vector<model::HalfRow>> Store::halves(std::string_view run_id) const {
  return rows_of(*connection_,
                 "SELECT id, run_id, identity, half, timing_identity, machine_class, sitting_id, started_ms, "
                 "finished_ms, outcome, reason, message, wall_ns, peak_resident_bytes, output FROM halves "
                 "WHERE run_id = ? ORDER BY started_ms, id",
                 run_id, half_row);
}

Result<std::vector<FailedCase>> Store::failures(std::string_view run_id) const {
  return rows_of<FailedCase>(
      *connection_,
      "SELECT rc.run_id, rc.identity, rc.suite, rc.label, rc.is_baseline, rc.group_id, rc.point_id, "
      "rc.answer_half_id, rc.timing_half_id, h.id, h.run_id, h.identity, h.half, h.timing_identity, h.machine_class, "
      "h.sitting_id, h.started_ms, h.finished_ms, h.outcome, h.reason, h.message, h.wall_ns, h.peak_resident_bytes, "
      "h.output FROM run_cases AS rc JOIN halves AS h ON h.id IN (rc.answer_half_id, rc.timing_half_id) "
      "WHERE rc.run_id = ? AND h.outcome <> 'ok' ORDER BY rc.ordinal, h.half",
      run_id, [](Use& use) { return FailedCase{.run_case = run_case_row(use), .half = half_row(use)}; });
}

Result<std::vector<model::SittingRow>> Store::sittings(std::string_view run_id) const {
  return rows_of<model::SittingRow>(
      *connection_,
      "SELECT id, run_id, group_id, started_ms, finished_ms, is_blocked, cores, stop_reason FROM sittings "
      "WHERE run_id = ? ORDER BY started_ms, id",
      run_id, [](Use& use) {
        return model::SittingRow{.id = use.text(),
                                 .run_id = use.text(),
                                 .group_id = use.text(),
                                 .started_ms = use.integer(),
                                 .finished_ms = use.maybe_integer(),
                                 .is_blocked = use.flag(),
                                 .cores = use.text(),
                                 .stop_reason = use.text()};
      });
}

}  // namespace tare::store
