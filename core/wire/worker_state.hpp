// What a WorkerProcess holds; private to this folder.
#pragma once

#include "wire/guard_report.hpp"
#include "wire/output_ring.hpp"
#include "wire/worker_process.hpp"

#include <sys/mman.h>
#include <sys/types.h>

namespace tare::wire {

struct WorkerProcess::State {
  pid_t guard = -1;
  file::Descriptor guard_fd;
  file::Descriptor commands;
  file::Descriptor events;
  file::Descriptor output;
  GuardReport* report = nullptr;
  OutputRing ring{0};
  std::string buffer;        // bytes of events not yet handed out
  std::size_t consumed = 0;  // of buffer, handed out already
  std::size_t scanned = 0;   // of buffer, known to hold no further line end
  std::int64_t silent_since_ns = 0;
  std::string unsent;  // of commands, when the pipe was full
  std::optional<Ended> ended;

  ~State() {
    if (report != nullptr) ::munmap(report, sizeof(GuardReport));
  }
};

}  // namespace tare::wire
