// Store's reading of a run's results: the views as rows for comparing and exporting.
#include "base/text.hpp"
#include "store/connection.hpp"
#include "store/store.hpp"

namespace tare::store {
namespace {

Cell cell_of(const SQLite::Column& column) {
  if (column.isNull()) return std::monostate{};
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  return column.getString();
}

model::ResultRow result_row(Use& use) {
  return {.run_id = use.text(),
          .suite = use.text(),
          .track = use.text(),
          .method = use.text(),
          .plugin = use.text(),
          .is_baseline = use.flag(),
          .group_id = use.text(),
          .point_id = use.text(),
          .params = use.json(),
          .workload = use.json(),
          .seed = use.bits(),
          .twin = use.small(),
          .device = use.text(),
          .machine = use.text(),
          .outcome = use.outcome(),
          .reason = use.text(),
          .metric = use.text(),
          .value = use.maybe_real(),
          .unit = use.text(),
          .direction = use.text(),
          .is_deterministic = use.flag(),
          .identity = use.text()};
}

TimedCase timed_case(Use& use) {
  return {.suite = use.text(),
          .track = use.text(),
          .label = use.text(),
          .plugin = use.text(),
          .is_baseline = use.flag(),
          .twin = use.small(),
          .group_id = use.text(),
          .point_id = use.text(),
          .identity = use.text(),
          .params = use.json(),
          .workload = use.json(),
          .seed = use.bits(),
          .device = use.text(),
          .half_id = use.text(),
          .sitting_id = use.maybe_text(),
          .baseline_half_id = use.maybe_text(),
          .is_blocked = use.flag()};
}

}  // namespace

const std::vector<std::string>& result_columns() {
  static const std::vector<std::string> columns = {
      "run",    "suite",       "track",    "method",   "plugin",   "params",          "workload", "seed",
      "device", "machine",     "outcome",  "reason",   "metric",   "value",           "unit",     "direction",
      "twin",   "is_baseline", "group_id", "point_id", "identity", "is_deterministic"};
  return columns;
}

Result<std::vector<model::ResultRow>> Store::results(std::string_view run_id) const {
  Connection& connection = *connection_;
  return guarded(connection, [&] {
    Use use(connection,
            "SELECT run, suite, track, method, plugin, is_baseline, group_id, point_id, params, workload, seed, twin, "
            "device, machine, outcome, reason, coalesce(metric, ''), value, coalesce(unit, ''), "
            "coalesce(direction, ''), coalesce(is_deterministic, 0), identity FROM results "
            "WHERE run = ? AND outcome IS NOT NULL ORDER BY case_ordinal, metric",
            run_id);
    std::vector<model::ResultRow> rows;
    while (use.step()) rows.push_back(result_row(use));
    return rows;
  });
}

Result<void> Store::each_result(std::string_view run_id,
                                const std::function<bool(const std::vector<Cell>&)>& take) const {
  static const std::string sql =
      "SELECT " + text::join_list(result_columns(), ", ") + " FROM results WHERE run = ? ORDER BY case_ordinal, metric";
  Connection& connection = *connection_;
  return guarded(connection, [&] {
    Use use(connection, sql, run_id);
    std::vector<Cell> cells(static_cast<std::size_t>(use.column_count()));
    while (use.step()) {
      for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_of(use.column(static_cast<int>(i)));
      if (!take(cells)) return;
    }
  });
}

// The baseline's half is that of the method's own sitting, see the view `comparisons`.
Result<std::vector<TimedCase>> Store::timed_cases(std::string_view run_id) const {
  Connection& connection = *connection_;
  return guarded(connection, [&] {
    Use use(connection,
            "SELECT rc.suite, c.track, rc.label, c.plugin, rc.is_baseline, c.twin, rc.group_id, rc.point_id, "
            "rc.identity, c.params, c.workload, c.seed, c.device, t.id, t.sitting_id, "
            "(SELECT bt.id FROM run_cases AS b INDEXED BY baselines_by_group "
            " JOIN cases AS bc ON bc.identity = b.identity AND bc.twin = 0 "
            " JOIN halves AS ba ON ba.id = b.answer_half_id AND ba.outcome = 'ok' "
            " JOIN halves AS bt ON bt.sitting_id = t.sitting_id AND bt.identity = b.identity AND bt.outcome = 'ok' "
            " WHERE b.run_id = rc.run_id AND b.suite = rc.suite AND b.group_id = rc.group_id AND b.is_baseline = 1 "
            " ORDER BY bt.id = b.timing_half_id DESC, bt.id LIMIT 1), "
            "coalesce(s.is_blocked, 0) "
            "FROM run_cases AS rc JOIN cases AS c ON c.identity = rc.identity "
            "JOIN halves AS a ON a.id = rc.answer_half_id AND a.outcome = 'ok' "
            "JOIN halves AS t ON t.id = rc.timing_half_id AND t.outcome = 'ok' "
            "LEFT JOIN sittings AS s ON s.id = t.sitting_id WHERE rc.run_id = ? ORDER BY rc.ordinal",
            run_id);
    std::vector<TimedCase> rows;
    while (use.step()) rows.push_back(timed_case(use));
    return rows;
  });
}

}  // namespace tare::store
