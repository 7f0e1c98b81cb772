// What this machine is: enough to say which times may be compared and to read a result again in a year.
// Reads /proc and /sys; a value that cannot be read is absent, never a guess.
#pragma once

#include "base/json.hpp"

#include <string>
#include <vector>

namespace tare::device {

struct Machine {
  std::string host;
  // Digest of what makes times comparable: CPU model, core count, memory in GiB, GPU model.
  std::string machine_class;
  // cpu, cores, memory_bytes, kernel, governor, os, gpu, driver, compiler of tare, libraries.
  Json environment;
};

[[nodiscard]] Machine read_machine();

// The cores that this process may use, in order.
[[nodiscard]] std::vector<int> usable_cores();
// The `count` cores to pin workers to: the last ones, since interrupts and tare itself tend to use the first.
[[nodiscard]] std::vector<int> worker_cores(int count);
// Memory that could be used now without swapping, from MemAvailable; 0 when unknown.
[[nodiscard]] long long available_memory_bytes();

}  // namespace tare::device
