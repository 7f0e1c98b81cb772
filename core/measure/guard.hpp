// `tare-worker --guard ... -- CMD...`: starts a worker, watches its memory, and ends every descendant of it, those that
// called setsid or were orphaned included, before it leaves itself. Knows processes and nothing of the protocol.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tare::measure {

struct GuardOptions {
  int parent = 0;      // tare's process id: when it is not our parent any more, tare is gone
  int report_fd = -1;  // a page of wire::GuardReport
  std::vector<int> cores;
  std::optional<std::int64_t> memory_bytes;
  std::string folder;
  std::vector<std::string> command;
};

// The guard's exit code; how the worker ended stands in the report.
int guard(const GuardOptions& options);

}  // namespace tare::measure
