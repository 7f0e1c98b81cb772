// Talking to a running worker: one poll loop for events, output, the guard's end, the deadline and interruption.
#include "base/clock.hpp"
#include "base/text.hpp"
#include "wire/worker_state.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace tare::wire {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{4} << 20U;
constexpr std::int64_t kNsPerMs = 1'000'000;
// A worker that closed its event descriptor has this long to end by itself.
constexpr std::int64_t kSilentNs = 1'000 * kNsPerMs;
// The guard has this long to end everything after SIGTERM.
constexpr std::int64_t kGuardNs = 2'000 * kNsPerMs;

// Everything that can be read without waiting, at most `limit` bytes. False at the end of file.
template <typename Take>
bool drain(const file::Descriptor& descriptor, std::size_t limit, Take take) {
  std::array<char, 1 << 16> chunk{};
  for (std::size_t total = 0; total < limit;) {
    const ssize_t count = ::read(descriptor.get(), chunk.data(), chunk.size());
    if (count == 0) return false;
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    take(std::string_view(chunk.data(), static_cast<std::size_t>(count)));
    total += static_cast<std::size_t>(count);
  }
  return true;
}

Ended ended_by(const GuardReport& report) {
  Ended ended;
  switch (static_cast<GuardState>(report.state.load())) {
    case GuardState::exited:
      ended.exit_code = report.code;
      return ended;
    case GuardState::signalled:
      ended.signal = report.code;
      return ended;
    case GuardState::over_memory:
      ended.is_over_memory = true;
      return ended;
    case GuardState::could_not_start:
      ended.could_not_start = true;
      ended.detail = std::strerror(report.code);
      return ended;
    case GuardState::running:
      // The guard went without a word: somebody killed it.
      ended.signal = SIGKILL;
      ended.detail = "the worker's guard was killed";
      return ended;
  }
  return ended;
}

// The first whole line of the buffer as an event, if there is one.
std::optional<Heard> next_line(WorkerProcess::State& state) {
  while (true) {
    const std::size_t end = state.buffer.find('\n', state.scanned);
    if (end == std::string::npos) {
      state.scanned = state.buffer.size();
      if (state.buffer.size() - state.consumed <= kMaxLineBytes) return std::nullopt;
      return Nonsense{text::to_utf8(std::string_view(state.buffer).substr(state.consumed, 200))};
    }
    const std::string_view line = std::string_view(state.buffer).substr(state.consumed, end - state.consumed);
    state.scanned = state.consumed = end + 1;
    if (text::trim(line).empty()) continue;
    if (line.size() > kMaxLineBytes) return Nonsense{text::to_utf8(line.substr(0, 200))};
    Json parsed = Json::parse(line, nullptr, false);
    if (!parsed.is_object()) return Nonsense{text::to_utf8(line.substr(0, 200))};
    return parsed;
  }
}

void read_events(WorkerProcess::State& state) {
  if (state.consumed > 0) {
    state.buffer.erase(0, state.consumed);
    state.scanned -= state.consumed;
    state.consumed = 0;
  }
  const bool is_open = drain(state.events, kMaxLineBytes, [&](std::string_view bytes) { state.buffer += bytes; });
  if (is_open) return;
  state.events.reset();
  state.silent_since_ns = clock::steady_ns();
}

void read_output(WorkerProcess::State& state) {
  // Bounded, so that a worker which prints without end cannot keep tare from looking at its clock.
  if (!drain(state.output, std::size_t{1} << 20U, [&](std::string_view bytes) { state.ring.add(bytes); })) {
    state.output.reset();
  }
}

void write_commands(WorkerProcess::State& state) {
  while (!state.unsent.empty() && state.commands.is_open()) {
    const ssize_t count = ::send(state.commands.get(), state.unsent.data(), state.unsent.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count < 0) {
      state.unsent.clear();  // the worker is gone, or will not listen; next() says so
      state.commands.reset();
      return;
    }
    state.unsent.erase(0, static_cast<std::size_t>(count));
  }
}

}  // namespace

void WorkerProcess::send(const Json& command) {
  state_->unsent += command.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  write_commands(*state_);
}

Heard WorkerProcess::next(std::int64_t deadline_ns, int interrupt_fd) {
  State& state = *state_;
  while (true) {
    if (auto heard = next_line(state)) return std::move(*heard);
    if (state.ended) return *state.ended;
    const std::int64_t now_ns = clock::steady_ns();
    if (!state.events.is_open() && now_ns - state.silent_since_ns > kSilentNs) {
      end();
      return Nonsense{"(the worker closed its event descriptor and went on running)"};
    }
    std::array<pollfd, 5> waits = {pollfd{state.events.get(), POLLIN, 0}, pollfd{state.output.get(), POLLIN, 0},
                                   pollfd{state.guard_fd.get(), POLLIN, 0}, pollfd{interrupt_fd, POLLIN, 0},
                                   pollfd{state.unsent.empty() ? -1 : state.commands.get(), POLLOUT, 0}};
    std::int64_t wait_ns = std::max<std::int64_t>(0, deadline_ns - now_ns);
    if (!state.events.is_open()) wait_ns = std::min(wait_ns, kSilentNs);
    // Rounded up, or the last millisecond would be spent spinning.
    const auto wait_ms = static_cast<int>(std::min<std::int64_t>((wait_ns + kNsPerMs - 1) / kNsPerMs, 60'000));
    if (::poll(waits.data(), waits.size(), wait_ms) < 0 && errno != EINTR) return Interrupted{};
    if (waits[1].revents != 0) read_output(state);
    if (waits[4].revents != 0) write_commands(state);
    // Before the events, or a worker that never stops talking could not be interrupted.
    if (waits[3].revents != 0) return Interrupted{};
    if (waits[0].revents != 0) {
      read_events(state);
      continue;  // what was said counts before how it ended
    }
    if (waits[2].revents != 0) {
      // The guard leaves last, so nothing can write any more; one more look for what came in between.
      if (state.events.is_open()) read_events(state);
      reap(state);
      continue;
    }
    if (clock::steady_ns() >= deadline_ns) return DeadlinePassed{};
  }
}

void WorkerProcess::reap(State& state) {
  if (state.guard < 0) return;
  ::waitpid(state.guard, nullptr, 0);
  state.guard = -1;
  if (state.output.is_open()) read_output(state);
  state.ended = ended_by(*state.report);
  state.guard_fd.reset();
  state.commands.reset();
}

void WorkerProcess::end() {
  if (state_ == nullptr || state_->guard < 0) return;
  ::kill(state_->guard, SIGTERM);
  const std::int64_t deadline_ns = clock::steady_ns() + kGuardNs;
  while (clock::steady_ns() < deadline_ns) {
    std::array<pollfd, 2> waits = {pollfd{state_->guard_fd.get(), POLLIN, 0}, pollfd{state_->output.get(), POLLIN, 0}};
    ::poll(waits.data(), waits.size(), 100);
    if (waits[1].revents != 0) read_output(*state_);
    if (waits[0].revents != 0) return reap(*state_);
  }
  // A guard that does not answer is stuck or stopped. Its children get SIGKILL through their parent-death signal.
  ::kill(-state_->guard, SIGKILL);
  ::kill(state_->guard, SIGKILL);
  reap(*state_);
}

std::string WorkerProcess::output() const { return text::to_utf8(state_->ring.last()); }

namespace {
std::optional<std::int64_t> known(const std::atomic<std::int64_t>& bytes) {
  const std::int64_t value = bytes.load();
  return value < 0 ? std::nullopt : std::optional(value);
}
}  // namespace

std::optional<std::int64_t> WorkerProcess::peak_resident_bytes() const {
  return known(state_->report->peak_resident_bytes);
}
std::optional<std::int64_t> WorkerProcess::resident_bytes() const { return known(state_->report->resident_bytes); }

}  // namespace tare::wire
