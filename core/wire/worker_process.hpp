// One worker as tare sees it from outside: started through `tare-worker --guard`, spoken to in lines, ended with all
// its descendants. Knows the framing of the protocol and nothing of what the messages mean.
#pragma once

#include "base/file.hpp"
#include "base/json.hpp"
#include "tare/error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tare::wire {

struct WorkerOptions {
  std::vector<std::string> command;                // the worker's argv, without the guard
  std::filesystem::path guard_program;             // tare-worker; it is started with --guard
  std::vector<int> cores;                          // pinned to these; empty means not pinned
  std::optional<std::int64_t> memory_bytes;        // resident sum over the worker and its descendants
  std::map<std::string, std::string> environment;  // added to ours
  std::filesystem::path working_folder;            // empty: ours
  std::size_t kept_output_bytes = 1U << 16U;       // of stdout and stderr, the last so many
};

// How a worker ended.
struct Ended {
  std::optional<int> exit_code;
  std::optional<int> signal;
  bool is_over_memory = false;   // the guard ended it for its memory limit
  bool could_not_start = false;  // no such program, not executable: `detail` says which
  std::string detail = {};
};
struct DeadlinePassed {};
struct Interrupted {};  // the descriptor given as `interrupt_fd` became readable
struct Nonsense {       // a line that is no JSON object, or longer than 4 MiB
  std::string text;     // its first 200 bytes
};
using Heard = std::variant<Json, Ended, DeadlinePassed, Interrupted, Nonsense>;

class WorkerProcess {
 public:
  // Spawns the guard (posix_spawn, own process group). The worker's own failure to start is heard as Ended.
  [[nodiscard]] static Result<WorkerProcess> start(const WorkerOptions& options);
  // Ends the worker and every descendant if they still run; returns when none is left.
  ~WorkerProcess();
  WorkerProcess(WorkerProcess&&) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) noexcept;

  // Sends one line. A worker that has gone is no error here: the next `next` says Ended.
  void send(const Json& command);
  // The next event, waiting until clock::steady_ns() reaches the deadline. interrupt_fd < 0: none.
  [[nodiscard]] Heard next(std::int64_t deadline_ns, int interrupt_fd = -1);
  // SIGTERM to the guard, which kills all; SIGKILL to what is left after two seconds. Idempotent.
  void end();
  // The last of what the worker and its descendants printed, made valid UTF-8.
  [[nodiscard]] std::string output() const;
  // Largest resident sum that the guard saw, and the sum now. nullopt before the first poll.
  [[nodiscard]] std::optional<std::int64_t> peak_resident_bytes() const;
  [[nodiscard]] std::optional<std::int64_t> resident_bytes() const;

  struct State;  // defined in worker_state.hpp for this folder's files

 private:
  static void reap(State& state);
  explicit WorkerProcess(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tare::wire
