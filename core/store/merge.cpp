// Store::merge: adds another store's rows to this one. Keys are the same on every machine, so a row that is there
// already is the same row; only what was unfinished when it came may be finished later.
#include "store/connection.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <system_error>

namespace tare::store {
namespace {

struct Table {
  std::string_view name;
  std::string_view on_conflict;  // what to do when the key is there already
};

constexpr std::string_view kNothing = "ON CONFLICT DO NOTHING";

// Whoever is referred to comes first.
constexpr std::array kTables = {
    Table{"runs",
          "ON CONFLICT (id) DO UPDATE SET finished_ms = excluded.finished_ms, status = excluded.status "
          "WHERE runs.finished_ms IS NULL AND excluded.finished_ms IS NOT NULL"},
    Table{"cases", kNothing},
    Table{"sittings",
          "ON CONFLICT (id) DO UPDATE SET finished_ms = excluded.finished_ms, stop_reason = excluded.stop_reason "
          "WHERE sittings.finished_ms IS NULL AND excluded.finished_ms IS NOT NULL"},
    Table{"halves",
          "ON CONFLICT (id) DO UPDATE SET finished_ms = excluded.finished_ms, outcome = excluded.outcome, "
          "reason = excluded.reason, message = excluded.message, wall_ns = excluded.wall_ns, "
          "peak_resident_bytes = excluded.peak_resident_bytes, output = excluded.output "
          "WHERE halves.outcome IS NULL AND excluded.outcome IS NOT NULL"},
    Table{"run_cases",
          "ON CONFLICT (run_id, suite, label, identity) DO UPDATE SET "
          "answer_half_id = coalesce(excluded.answer_half_id, run_cases.answer_half_id), "
          "timing_half_id = coalesce(excluded.timing_half_id, run_cases.timing_half_id) "
          "WHERE (run_cases.answer_half_id IS NULL AND excluded.answer_half_id IS NOT NULL) "
          "OR (run_cases.timing_half_id IS NULL AND excluded.timing_half_id IS NOT NULL)"},
    Table{"phases", kNothing},
    Table{"metrics", kNothing},
    Table{"series", kNothing},
    Table{"artifacts", kNothing},
    Table{"operations", kNothing},
    Table{"samples", kNothing},
    Table{"logs", kNothing},
    Table{"ingredients", kNothing},
};

// By name, since a migrated store may hold its columns in another order than a new one.
std::string columns_of(SQLite::Database& database, std::string_view table) {
  SQLite::Statement names(database, "SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info(?)");
  names.bind(1, std::string(table));
  return names.executeStep() ? names.getColumn(0).getString() : std::string();
}

void copy_tables(SQLite::Database& database) {
  for (const Table& table : kTables) {
    const std::string columns = columns_of(database, table.name);
    // WHERE true: without it SQLite reads ON CONFLICT as part of a join.
    database.exec(fmt::format("INSERT INTO main.{0} ({1}) SELECT {1} FROM added.{0} WHERE true {2}", table.name,
                              columns, table.on_conflict));
  }
}

}  // namespace

Result<std::int64_t> Store::merge(const std::filesystem::path& other) {
  Connection& connection = *connection_;
  std::error_code problem;
  if (std::filesystem::equivalent(other, connection.path, problem)) return 0;
  // Opened for its checks, and because it may be a copy that lives as long as this value.
  const Result<Store> added = Store::open(other, Mode::read);
  if (!added) return tl::unexpected<Error>(added.error());
  SQLite::Database& database = connection.database;
  const Result<void> attached = guarded(connection, [&] {
    SQLite::Statement attach(database, "ATTACH ? AS added");
    attach.bind(1, added->connection_->uri);
    attach.exec();
  });
  if (!attached) return tl::unexpected<Error>(attached.error());
  const auto copy = [&]() -> Result<std::int64_t> {
    Result<Transaction> transaction = begin();
    if (!transaction) return tl::unexpected<Error>(transaction.error());
    const int before = sqlite3_total_changes(database.getHandle());
    const Result<void> copied = guarded(connection, [&] { copy_tables(database); });
    if (!copied) return tl::unexpected<Error>(copied.error());
    const int after = sqlite3_total_changes(database.getHandle());
    return transaction->commit().map([&] { return std::int64_t{after} - before; });
  };
  Result<std::int64_t> count = copy();
  static_cast<void>(database.tryExec("DETACH added"));
  if (!count) return fail_within(fmt::format("while adding store {}", other.string()), count.error());
  return count;
}

}  // namespace tare::store
