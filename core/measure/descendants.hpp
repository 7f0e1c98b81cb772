// All living descendants of a process and what they hold, from /proc.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace tare::measure {

// Children, their children and so on; orphans count once they have become children of the subreaper `root`.
[[nodiscard]] std::vector<pid_t> descendants(pid_t root);
// Resident set size; 0 for a process that is gone.
[[nodiscard]] std::int64_t resident_bytes(pid_t process);

}  // namespace tare::measure
