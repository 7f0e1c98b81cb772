// How a run's progress looks: one living line on a terminal, plain lines elsewhere, JSON lines for programs, or
// nothing.
#pragma once

#include "run/progress.hpp"

#include <cstdint>
#include <cstdio>
#include <memory>

namespace tare::cli {

enum class ProgressStyle : std::uint8_t { terminal, plain, json, quiet };

// terminal when `stream` is one that understands cursor movements, else plain.
[[nodiscard]] ProgressStyle style_for(std::FILE* stream);
[[nodiscard]] std::unique_ptr<run::Progress> progress_display(ProgressStyle style, std::FILE* stream);

}  // namespace tare::cli
