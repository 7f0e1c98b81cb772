// The page of memory that a guard shares with tare: what it sees while the worker runs and how the worker ended.
// Both sides are the same build, so that the layout needs no version.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace tare::wire {

enum class GuardState : std::int32_t { running, exited, signalled, over_memory, could_not_start };

struct GuardReport {
  std::atomic<std::int64_t> resident_bytes;       // -1 before the first poll
  std::atomic<std::int64_t> peak_resident_bytes;  // likewise
  std::atomic<std::int32_t> state;                // GuardState; everything below is written before it changes
  std::int32_t code;                              // exit code, signal or errno
};

static_assert(std::atomic<std::int64_t>::is_always_lock_free, "shared between processes");

}  // namespace tare::wire
