// Implementation of raw.hpp.
#include "raw.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include "catch.hpp"

namespace tare::store::raw {

void execute(const std::filesystem::path& path, const std::string& sql) {
  SQLite::Database database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

std::vector<std::vector<std::string>> rows(const std::filesystem::path& path, const std::string& sql) {
  SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
  SQLite::Statement statement(database, sql);
  std::vector<std::vector<std::string>> all;
  while (statement.executeStep()) {
    std::vector<std::string>& row = all.emplace_back();
    for (int i = 0; i < statement.getColumnCount(); ++i) {
      row.push_back(statement.isColumnNull(i) ? "NULL" : statement.getColumn(i).getString());
    }
  }
  return all;
}

std::string text(const std::filesystem::path& path, const std::string& sql) {
  const auto all = rows(path, sql);
  REQUIRE_FALSE(all.empty());
  return all[0][0];
}

std::int64_t number(const std::filesystem::path& path, const std::string& sql) { return std::stoll(text(path, sql)); }

}  // namespace tare::store::raw
