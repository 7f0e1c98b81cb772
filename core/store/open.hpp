// What stands between a path and an open database: refusals, creation, and the ways to read what cannot be written.
// Internal to store.
#pragma once

#include "store/connection.hpp"
#include "tare/error.hpp"

#include <filesystem>
#include <memory>

namespace tare::store {

inline constexpr int kApplicationId = 0x54415245;  // "TARE"
inline constexpr int kVersion = 1;                 // of the schema, kept as user_version

[[nodiscard]] Result<std::unique_ptr<Connection>> open_for_writing(const std::filesystem::path& path);
[[nodiscard]] Result<std::unique_ptr<Connection>> open_for_reading(const std::filesystem::path& path);

}  // namespace tare::store
