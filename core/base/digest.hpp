// SHA-256 as lower-case hex; the only place that includes libcrypto.
#pragma once

#include "tare/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tare::digest {

[[nodiscard]] std::string of_text(std::string_view text);
[[nodiscard]] Result<std::string> of_file(const std::filesystem::path& path);

}  // namespace tare::digest
