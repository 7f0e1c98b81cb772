// Wall-clock stamps for rows and a steady clock for durations, both as numbers.
#pragma once

#include <cstdint>
#include <string>

namespace tare::clock {

// Nanoseconds of the steady clock; only differences mean anything.
[[nodiscard]] std::int64_t steady_ns();
// Milliseconds since 1970-01-01 UTC.
[[nodiscard]] std::int64_t unix_ms();
// "2026-12-01T05:27:40Z".
[[nodiscard]] std::string utc_text(std::int64_t unix_ms);

}  // namespace tare::clock
