// What the headers of a file say before anything is loaded: whether it is a shared library, for this machine, whole.
// Knows the ELF layout (elf(5)) and nothing of symbols or plugins.
#pragma once

#include "catalog/answer.hpp"

#include <filesystem>
#include <optional>

namespace tare::catalog {

// Why the loader cannot take the file; nothing when its headers are in order.
[[nodiscard]] std::optional<Refused> elf_problem(const std::filesystem::path& path);

}  // namespace tare::catalog
