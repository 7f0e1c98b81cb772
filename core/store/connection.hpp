// The open database inside store: statements prepared once, values bound and read by type, SQLite's exceptions turned
// into errors. Only files of core/store include this.
#pragma once

#include "base/file.hpp"
#include "base/json.hpp"
#include "model/outcome.hpp"
#include "tare/error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tare::store {

// How long a writer waits for another. Our transactions take milliseconds, so whoever holds on so long hangs.
inline constexpr int kBusyMilliseconds = 30'000;

// A sentence for people from what SQLite says; `path` is the store as the user named it.
[[nodiscard]] Error error_of(const SQLite::Exception& problem, const std::filesystem::path& path);

struct Connection {
  Connection(std::filesystem::path shown_path, std::string database_uri, int flags);

  // Cached by the text, which must be a literal.
  [[nodiscard]] SQLite::Statement& prepared(std::string_view sql);

  std::filesystem::path path;                 // as the user named it
  std::string uri;                            // what SQLite opened; can be attached by another connection
  std::optional<file::TemporaryFolder> copy;  // holds the database when the original cannot be opened in place
  SQLite::Database database;
  std::unordered_map<std::string_view, SQLite::Statement> statements;
  bool is_in_transaction = false;
};

// A URI for SQLite with the path's special characters escaped; `options` starts with "?" or is empty.
[[nodiscard]] std::string uri_of(const std::filesystem::path& path, std::string_view options);

// Runs `work`, which may throw SQLite's exceptions, and answers a Result.
template <typename Work>
auto guarded(const Connection& connection, Work&& work) -> Result<std::invoke_result_t<Work>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
      std::forward<Work>(work)();
      return {};
    } else {
      return std::forward<Work>(work)();
    }
  } catch (const SQLite::Exception& problem) {
    return tl::unexpected<Error>(error_of(problem, connection.path));
  }
}

// Content of any kind: stored as text where it is UTF-8, so that SQL can read it, else as a blob.
struct Blob {
  std::string_view bytes;
};

void bind_value(SQLite::Statement& statement, int index, Blob value);
void bind_value(SQLite::Statement& statement, int index, std::string_view value);
void bind_value(SQLite::Statement& statement, int index, std::int64_t value);
void bind_value(SQLite::Statement& statement, int index, double value);
void bind_value(SQLite::Statement& statement, int index, const Json& value);
inline void bind_value(SQLite::Statement& statement, int index, const std::string& value) {
  bind_value(statement, index, std::string_view(value));
}
inline void bind_value(SQLite::Statement& statement, int index, int value) {
  bind_value(statement, index, std::int64_t{value});
}
inline void bind_value(SQLite::Statement& statement, int index, bool value) {
  bind_value(statement, index, std::int64_t{value ? 1 : 0});
}
inline void bind_value(SQLite::Statement& statement, int index, std::uint64_t value) {
  bind_value(statement, index, static_cast<std::int64_t>(value));  // the same bits
}
inline void bind_value(SQLite::Statement& statement, int index, model::Outcome value) {
  bind_value(statement, index, model::name_of(value));
}
template <typename Value>
void bind_value(SQLite::Statement& statement, int index, const std::optional<Value>& value) {
  if (value) {
    bind_value(statement, index, *value);
  } else {
    statement.bind(index);
  }
}

// A cached statement in use: bound on construction, reset on destruction whatever happens between.
class Use {
 public:
  template <typename... Values>
  Use(Connection& connection, std::string_view sql, const Values&... values) : statement_(connection.prepared(sql)) {
    int index = 0;
    (bind_value(statement_, ++index, values), ...);
  }
  ~Use() { statement_.tryReset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  int execute() { return statement_.exec(); }
  // Moves to the next row, whose columns are then read one after another from the first.
  bool step() {
    column_ = 0;
    return statement_.executeStep();
  }

  [[nodiscard]] std::string text() { return statement_.getColumn(column_++).getString(); }
  [[nodiscard]] std::int64_t integer() { return statement_.getColumn(column_++).getInt64(); }
  [[nodiscard]] int small() { return static_cast<int>(integer()); }
  [[nodiscard]] bool flag() { return integer() != 0; }
  [[nodiscard]] std::uint64_t bits() { return static_cast<std::uint64_t>(integer()); }
  [[nodiscard]] double real() { return statement_.getColumn(column_++).getDouble(); }
  [[nodiscard]] Json json();
  [[nodiscard]] std::optional<std::string> maybe_text();
  [[nodiscard]] std::optional<std::int64_t> maybe_integer();
  [[nodiscard]] std::optional<double> maybe_real();
  [[nodiscard]] std::optional<model::Outcome> maybe_outcome();
  [[nodiscard]] model::Outcome outcome();
  [[nodiscard]] model::Half half();
  [[nodiscard]] SQLite::Column column(int index) { return statement_.getColumn(index); }
  [[nodiscard]] int column_count() const { return statement_.getColumnCount(); }

 private:
  SQLite::Statement& statement_;
  int column_ = 0;
};

// Binds, runs and resets; answers how many rows changed.
template <typename... Values>
int execute(Connection& connection, std::string_view sql, const Values&... values) {
  return Use(connection, sql, values...).execute();
}

// Every row of a query with one argument.
template <typename Row>
Result<std::vector<Row>> rows_of(Connection& connection, std::string_view sql, std::string_view argument,
                                 Row (*read)(Use&)) {
  return guarded(connection, [&] {
    Use use(connection, sql, argument);
    std::vector<Row> rows;
    while (use.step()) rows.push_back(read(use));
    return rows;
  });
}

}  // namespace tare::store
