// SQL on a file without store's help, for tests that look behind its back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tare::store::raw {

// Opens (or makes) the file, runs the statements and closes it. Fails the test on an error.
void execute(const std::filesystem::path& path, const std::string& sql);
// Every row of the query, its columns as text ("NULL" where undefined).
[[nodiscard]] std::vector<std::vector<std::string>> rows(const std::filesystem::path& path, const std::string& sql);
// The first column of the first row.
[[nodiscard]] std::string text(const std::filesystem::path& path, const std::string& sql);
[[nodiscard]] std::int64_t number(const std::filesystem::path& path, const std::string& sql);

}  // namespace tare::store::raw
