// Implementation of connection.hpp: values in and out of statements, and SQLite's error codes as sentences.
#include "store/connection.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace tare::store {
namespace {

SQLite::Exception damage(std::string_view what) { return {std::string(what), SQLITE_CORRUPT}; }

std::string sentence_of(const SQLite::Exception& problem, const std::string& path) {
  switch (problem.getErrorCode()) {
    case SQLITE_FULL:
      return fmt::format("no space is left to write store {}; what was committed is kept; free some and run again",
                         path);
    case SQLITE_READONLY:
      return fmt::format("store {} cannot be written; make it writable or name another one with --store", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fmt::format("store {} is in use by another program; wait for it to end and run again", path);
    case SQLITE_NOTADB:
      return fmt::format("{} is no store: it is not an SQLite file; name another one with --store", path);
    case SQLITE_CORRUPT:
      return fmt::format(
          "store {} is damaged ({}); sqlite3's .recover may save what is left; name another one with "
          "--store",
          path, problem.what());
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return fmt::format("store {} cannot be opened; see that it and its folder can be read and written", path);
    case SQLITE_IOERR:
      return fmt::format("store {} cannot be read or written ({}); see that its disk is sound and not full", path,
                         problem.what());
    default:
      return fmt::format("store {}: {}", path, problem.what());
  }
}

}  // namespace

Error error_of(const SQLite::Exception& problem, const std::filesystem::path& path) {
  return Error{ErrorKind::store, sentence_of(problem, path.string())};
}

std::string uri_of(const std::filesystem::path& path, std::string_view options) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri.append(options);
}

Connection::Connection(std::filesystem::path shown_path, std::string database_uri, int flags)
    : path(std::move(shown_path)),
      uri(std::move(database_uri)),
      database(uri, flags | SQLite::OPEN_URI, kBusyMilliseconds) {}

SQLite::Statement& Connection::prepared(std::string_view sql) {
  // After a full disk SQLite ends the transaction on its own; what came later must not be committed piecemeal.
  if (is_in_transaction && sqlite3_get_autocommit(database.getHandle()) != 0) {
    throw SQLite::Exception("the transaction was rolled back by an earlier error", SQLITE_ABORT);
  }
  const auto found = statements.find(sql);
  if (found != statements.end()) return found->second;
  return statements.emplace(sql, SQLite::Statement(database, std::string(sql))).first->second;
}

void bind_value(SQLite::Statement& statement, int index, std::string_view value) {
  statement.bind(index, text::is_utf8(value) ? std::string(value) : text::to_utf8(value));
}

void bind_value(SQLite::Statement& statement, int index, Blob value) {
  if (text::is_utf8(value.bytes)) {
    statement.bind(index, std::string(value.bytes));
  } else {
    statement.bind(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
  }
}

void bind_value(SQLite::Statement& statement, int index, std::int64_t value) { statement.bind(index, value); }

void bind_value(SQLite::Statement& statement, int index, double value) { statement.bind(index, value); }

void bind_value(SQLite::Statement& statement, int index, const Json& value) {
  statement.bind(index, value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json Use::json() {
  Json value = Json::parse(text(), nullptr, false);
  if (value.is_discarded()) throw damage("a value is not the JSON that it should be");
  return value;
}

std::optional<std::string> Use::maybe_text() {
  if (statement_.isColumnNull(column_)) return ++column_, std::nullopt;
  return text();
}

std::optional<std::int64_t> Use::maybe_integer() {
  if (statement_.isColumnNull(column_)) return ++column_, std::nullopt;
  return integer();
}

std::optional<double> Use::maybe_real() {
  if (statement_.isColumnNull(column_)) return ++column_, std::nullopt;
  return real();
}

std::optional<model::Outcome> Use::maybe_outcome() {
  if (statement_.isColumnNull(column_)) return ++column_, std::nullopt;
  return outcome();
}

model::Outcome Use::outcome() {
  const std::optional<model::Outcome> known = model::outcome_named(text());
  if (!known) throw damage("an outcome is none of the known ones");
  return *known;
}

model::Half Use::half() {
  const std::string name = text();
  if (name == model::name_of(model::Half::answer)) return model::Half::answer;
  if (name == model::name_of(model::Half::timing)) return model::Half::timing;
  throw damage("a half is neither answer nor timing");
}

}  // namespace tare::store
