// Store's writing half: one statement a call. Knows the tables' columns; what belongs together is the caller's to say
// with a transaction.
#include "base/clock.hpp"
#include "base/text.hpp"
#include "store/connection.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <utility>

namespace tare::store {
namespace {

std::optional<double> finite(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

bool is_lost(const std::optional<double>& value) { return value && !std::isfinite(*value); }

void write_log(Connection& connection, std::string_view half_id, std::string_view level, std::string_view text) {
  execute(connection,
          "INSERT INTO logs (half_id, ordinal, level, text) VALUES "
          "(?1, (SELECT coalesce(max(ordinal), -1) + 1 FROM logs WHERE half_id = ?1), ?2, ?3)",
          half_id, level, text);
}

// A series of a million NaNs is worth one line.
void write_log_once(Connection& connection, std::string_view half_id, std::string_view text) {
  Use present(connection, "SELECT 1 FROM logs WHERE half_id = ? AND text = ?", half_id, text);
  if (!present.step()) write_log(connection, half_id, "warning", text);
}

tl::unexpected<Error> no_such(const Connection& connection, std::string_view what, std::string_view id) {
  return fail(ErrorKind::store, fmt::format("store {} has no {} {}", connection.path.string(), what, id));
}

}  // namespace

Transaction::Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  if (connection_ == nullptr) return;
  connection_->is_in_transaction = false;
  // A failure here means that SQLite has rolled back already.
  if (sqlite3_get_autocommit(connection_->database.getHandle()) == 0) {
    static_cast<void>(connection_->database.tryExec("ROLLBACK"));
  }
}

Result<void> Transaction::commit() {
  if (connection_ == nullptr) return fail(ErrorKind::internal, "the transaction was committed already");
  const Result<void> committed = guarded(*connection_, [&] { execute(*connection_, "COMMIT"); });
  if (!committed) return committed;  // the destructor rolls back
  std::exchange(connection_, nullptr)->is_in_transaction = false;
  return {};
}

Result<Transaction> Store::begin() {
  Connection& connection = *connection_;
  if (connection.is_in_transaction) {
    return fail(ErrorKind::internal, "a transaction of the store began inside another");
  }
  // IMMEDIATE: two writers wait for each other here and never meet a conflict half way.
  return guarded(connection, [&] {
    execute(connection, "BEGIN IMMEDIATE");
    connection.is_in_transaction = true;
    return Transaction(&connection);
  });
}

Result<void> Store::begin_run(const model::RunRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO runs (id, suite_name, suite_path, suite_text, suite_digest, command_line, tare_version, "
            "\"commit\", is_dirty, machine, machine_class, environment, order_seed, started_ms, finished_ms, status) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.id, row.suite_name, row.suite_path, row.suite_text, row.suite_digest, row.command_line,
            row.tare_version, row.commit, row.is_dirty, row.machine, row.machine_class, row.environment, row.order_seed,
            row.started_ms, row.finished_ms, row.status);
  });
}

Result<void> Store::finish_run(std::string_view run_id, std::string_view status) {
  const Result<int> changed = guarded(*connection_, [&] {
    return execute(*connection_, "UPDATE runs SET finished_ms = ?, status = ? WHERE id = ?", clock::unix_ms(), status,
                   run_id);
  });
  if (!changed) return tl::unexpected<Error>(changed.error());
  if (*changed == 0) return no_such(*connection_, "run", run_id);
  return {};
}

Result<void> Store::add_case(const model::CaseRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO cases (identity, question, track, track_digest, plugin, plugin_version, plugin_digest, "
            "params, workload, seed, device, twin, ingredients) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (identity) DO NOTHING",
            row.identity, row.question, row.track, row.track_digest, row.plugin, row.plugin_version, row.plugin_digest,
            row.params, row.workload, row.seed, row.device, row.twin, row.ingredients);
  });
}

Result<void> Store::add_run_case(const model::RunCaseRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO run_cases (run_id, suite, label, identity, ordinal, is_baseline, group_id, point_id, "
            "answer_half_id, timing_half_id) VALUES (?1, ?2, ?3, ?4, "
            "(SELECT coalesce(max(ordinal), -1) + 1 FROM run_cases WHERE run_id = ?1), ?5, ?6, ?7, ?8, ?9) "
            "ON CONFLICT (run_id, suite, label, identity) DO UPDATE SET "
            "answer_half_id = coalesce(excluded.answer_half_id, answer_half_id), "
            "timing_half_id = coalesce(excluded.timing_half_id, timing_half_id)",
            row.run_id, row.suite, row.label, row.identity, row.is_baseline, row.group_id, row.point_id,
            row.answer_half_id, row.timing_half_id);
  });
}

Result<void> Store::set_run_case_half(const model::RunCaseRow& row, model::Half half, std::string_view half_id) {
  const std::string_view sql = half == model::Half::answer
                                   ? "UPDATE run_cases SET answer_half_id = ? WHERE run_id = ? AND suite = ? AND "
                                     "label = ? AND identity = ?"
                                   : "UPDATE run_cases SET timing_half_id = ? WHERE run_id = ? AND suite = ? AND "
                                     "label = ? AND identity = ?";
  const Result<int> changed = guarded(*connection_, [&] {
    return execute(*connection_, sql, half_id, row.run_id, row.suite, row.label, row.identity);
  });
  if (!changed) return tl::unexpected<Error>(changed.error());
  if (*changed == 0) return no_such(*connection_, "run case", row.run_id + "/" + row.label);
  return {};
}

Result<void> Store::begin_sitting(const model::SittingRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO sittings (id, run_id, group_id, started_ms, finished_ms, is_blocked, cores, stop_reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row.id, row.run_id, row.group_id, row.started_ms, row.finished_ms, row.is_blocked, row.cores,
            row.stop_reason);
  });
}

Result<void> Store::finish_sitting(std::string_view sitting_id, std::string_view stop_reason) {
  const Result<int> changed = guarded(*connection_, [&] {
    return execute(*connection_, "UPDATE sittings SET finished_ms = ?, stop_reason = ? WHERE id = ?", clock::unix_ms(),
                   stop_reason, sitting_id);
  });
  if (!changed) return tl::unexpected<Error>(changed.error());
  if (*changed == 0) return no_such(*connection_, "sitting", sitting_id);
  return {};
}

Result<void> Store::begin_half(const model::HalfRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO halves (id, run_id, identity, half, timing_identity, machine_class, sitting_id, started_ms, "
            "finished_ms, outcome, reason, message, wall_ns, peak_resident_bytes, output) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.id, row.run_id, row.identity, model::name_of(row.half), row.timing_identity, row.machine_class,
            row.sitting_id, row.started_ms, row.finished_ms, row.outcome, row.reason, row.message, row.wall_ns,
            row.peak_resident_bytes, row.output);
  });
}

Result<void> Store::finish_half(std::string_view half_id, const HalfEnd& end) {
  const Result<int> changed = guarded(*connection_, [&] {
    return execute(*connection_,
                   "UPDATE halves SET finished_ms = ?, outcome = ?, reason = ?, message = ?, wall_ns = ?, "
                   "peak_resident_bytes = ?, output = ? WHERE id = ?",
                   clock::unix_ms(), end.outcome, end.reason, end.message, end.wall_ns, end.peak_resident_bytes,
                   end.output, half_id);
  });
  if (!changed) return tl::unexpected<Error>(changed.error());
  if (*changed == 0) return no_such(*connection_, "half", half_id);
  return {};
}

Result<void> Store::add_phase(std::string_view half_id, const model::PhaseRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO phases (half_id, ordinal, name, wall_ns, cpu_ns) VALUES "
            "(?1, (SELECT coalesce(max(ordinal), -1) + 1 FROM phases WHERE half_id = ?1), ?2, ?3, ?4)",
            half_id, row.name, row.wall_ns, row.cpu_ns);
  });
}

Result<void> Store::add_metric(std::string_view half_id, const model::MetricRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO metrics (half_id, name, value, unit, direction, is_deterministic) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (half_id, name) DO UPDATE SET value = excluded.value, unit = excluded.unit, "
            "direction = excluded.direction, is_deterministic = excluded.is_deterministic",
            half_id, row.name, finite(row.value), row.unit, row.direction, row.is_deterministic);
    if (is_lost(row.value)) {
      write_log_once(*connection_, half_id,
                     fmt::format("metric {} was {}, which is stored as undefined", row.name, *row.value));
    }
  });
}

Result<void> Store::add_series(std::string_view half_id, const model::SeriesRow& row) {
  return guarded(*connection_, [&] {
    if (!std::isfinite(row.step)) {
      write_log_once(*connection_, half_id,
                     fmt::format("series {} had a step that is no finite number, which is left out", row.name));
      return;
    }
    execute(*connection_,
            "INSERT INTO series (half_id, ordinal, name, step, value) VALUES "
            "(?1, (SELECT coalesce(max(ordinal), -1) + 1 FROM series WHERE half_id = ?1), ?2, ?3, ?4)",
            half_id, row.name, row.step, finite(row.value));
    if (is_lost(row.value)) {
      write_log_once(*connection_, half_id,
                     fmt::format("series {} had values that are no finite numbers, stored as undefined", row.name));
    }
  });
}

Result<void> Store::add_artifact(std::string_view half_id, const model::ArtifactRow& row) {
  if (row.text.size() > kMaximumArtifactBytes) {
    return fail(ErrorKind::store, fmt::format("artifact {} has {} bytes, the store takes {} at most; write a smaller "
                                              "one",
                                              row.name, row.text.size(), kMaximumArtifactBytes));
  }
  return guarded(*connection_, [&] {
    Use use(*connection_,
            "INSERT INTO artifacts (half_id, name, media_type, path, digest, content) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (half_id, name) DO UPDATE SET media_type = excluded.media_type, path = excluded.path, "
            "digest = excluded.digest, content = excluded.content",
            half_id, row.name, row.media_type, row.path, row.digest, Blob{row.text});
    use.execute();
  });
}

Result<void> Store::add_operation(std::string_view half_id, const model::OperationRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT INTO operations (half_id, name, items_per_call, bytes_per_call) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (half_id, name) DO UPDATE SET items_per_call = excluded.items_per_call, "
            "bytes_per_call = excluded.bytes_per_call",
            half_id, row.name, finite(row.items_per_call).value_or(0), finite(row.bytes_per_call).value_or(0));
  });
}

Result<void> Store::add_sample(std::string_view half_id, const model::SampleRow& row) {
  return guarded(*connection_, [&] {
    if (!std::isfinite(row.wall_ns)) {
      write_log_once(
          *connection_, half_id,
          fmt::format("operation {} had a sample that is no finite number, which is left out", row.operation));
      return;
    }
    const int added = execute(
        *connection_,
        "INSERT INTO samples (half_id, operation, process, round, position, iterations, wall_ns, cpu_ns) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        half_id, row.operation, row.process, row.round, row.position, row.iterations, row.wall_ns, finite(row.cpu_ns));
    if (added == 0) {
      write_log_once(
          *connection_, half_id,
          fmt::format("operation {} was timed twice in round {}; the first sample is kept", row.operation, row.round));
    }
  });
}

Result<void> Store::add_log(std::string_view half_id, const model::LogRow& row) {
  return guarded(*connection_, [&] { write_log(*connection_, half_id, row.level, row.text); });
}

Result<void> Store::add_ingredient(const model::IngredientRow& row) {
  return guarded(*connection_, [&] {
    execute(*connection_,
            "INSERT OR REPLACE INTO ingredients (id, made_ms, track, name, content_digest, plugin_digest, path, "
            "bytes, wall_ns, outcome, reason, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.id, row.made_ms, row.track, row.name, row.content_digest, row.plugin_digest, row.path, row.bytes,
            row.wall_ns, row.outcome, row.reason, row.message);
  });
}

}  // namespace tare::store
