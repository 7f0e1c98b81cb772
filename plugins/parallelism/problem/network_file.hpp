// Reads a network file (TOML, described in ../README.md): layers that name what they read, in a chain.
// Every mistake is reported at once, a line each, as file:line:column.
#pragma once

#include "parallelism/problem/network.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tare::parallelism {

// Regular files up to 64 MiB.
[[nodiscard]] Result<Network> network_from_file(const std::filesystem::path& path);
// `display_name` stands for the file in messages.
[[nodiscard]] Result<Network> network_from_text(std::string_view text, const std::string& display_name);

}  // namespace tare::parallelism
