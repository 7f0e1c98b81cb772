// Implementation of guard.hpp.
#include "measure/guard.hpp"

#include "measure/descendants.hpp"
#include "wire/guard_report.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace tare::measure {
namespace {

using wire::GuardReport;
using wire::GuardState;

constexpr int kPollMs = 20;
constexpr int kCannotGuard = 125;

void write_text(const char* path, std::string_view text) {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  // Best effort: without the right to raise it the kernel keeps the old score.
  [[maybe_unused]] const ssize_t written = ::write(fd, text.data(), text.size());
  ::close(fd);
}

// The descriptor of one of the protocol's channels; -1 without it.
int channel_fd(const char* name) {
  const char* number = std::getenv(name);
  return number == nullptr ? -1 : std::atoi(number);
}

// Whatever tare inherited from whoever started it stays out of workers: they get the standard descriptors and the two
// channels. A kernel before 5.11 knows no CLOSE_RANGE_CLOEXEC; there tare's own descriptors are closed all the same.
void keep_descriptors_private() {
  constexpr unsigned kFirst = 3;
  ::close_range(kFirst, ~0U, CLOSE_RANGE_CLOEXEC);
  for (const char* name : {"TARE_COMMAND_FD", "TARE_EVENT_FD"}) ::fcntl(channel_fd(name), F_SETFD, 0);
}

// Runs in the child between fork and exec, where the guard still has one thread: pinned, first in line for the kernel's
// out-of-memory killer, and gone when its guard is.
[[noreturn]] void become_worker(const GuardOptions& options, pid_t guard, const sigset_t& signals, int failure_fd) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != guard) ::_exit(kCannotGuard);
  ::sigprocmask(SIG_SETMASK, &signals, nullptr);
  write_text("/proc/self/oom_score_adj", "1000");
  if (!options.cores.empty()) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int core : options.cores) CPU_SET(static_cast<std::size_t>(core), &set);
    ::sched_setaffinity(0, sizeof set, &set);
  }
  std::vector<char*> arguments;
  for (const std::string& text : options.command) arguments.push_back(const_cast<char*>(text.c_str()));
  arguments.push_back(nullptr);
  int problem = 0;
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) problem = errno;
  if (problem == 0) {
    ::execvp(arguments[0], arguments.data());
    problem = errno;
  }
  [[maybe_unused]] const ssize_t written = ::write(failure_fd, &problem, sizeof problem);
  ::_exit(kCannotGuard);
}

struct Started {
  pid_t worker = -1;
  int problem = 0;  // errno of a program that could not be started
};

Started start_worker(const GuardOptions& options, const sigset_t& signals) {
  std::array<int, 2> failure = {-1, -1};
  if (::pipe2(failure.data(), O_CLOEXEC) != 0) return {-1, errno};
  const pid_t guard = ::getpid();
  const pid_t worker = ::fork();
  if (worker < 0) return {-1, errno};
  if (worker == 0) become_worker(options, guard, signals, failure[1]);
  ::close(failure[1]);
  int problem = 0;
  // Closed by a successful exec; else the errno comes through.
  const bool has_failed = ::read(failure[0], &problem, sizeof problem) == sizeof problem;
  ::close(failure[0]);
  return {worker, has_failed ? problem : 0};
}

// SIGKILL to every descendant until none is left. Killing a parent makes its children ours, so it takes some passes.
void end_descendants() {
  while (true) {
    // A subreaper without children has no descendants: the usual case costs one system call.
    pid_t reaped = 0;
    while ((reaped = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (reaped < 0 && errno == ECHILD) return;
    for (const pid_t process : descendants(::getpid())) ::kill(process, SIGKILL);
    ::poll(nullptr, 0, 1);
  }
}

// Sums what all descendants hold; answers false once that is over the limit.
bool is_within_memory(const GuardOptions& options, Family& family, GuardReport& report) {
  const std::int64_t sum = family.resident_sum_bytes();
  report.resident_bytes = sum;
  if (sum > report.peak_resident_bytes) report.peak_resident_bytes = sum;
  return !options.memory_bytes || sum <= *options.memory_bytes;
}

void set_state(GuardReport& report, GuardState state, int code) {
  report.code = code;
  report.state = static_cast<std::int32_t>(state);
}

// Reaps what has ended; true when the worker itself has, which is then noted in the report.
bool has_worker_ended(pid_t worker, GuardReport& report) {
  bool has_ended = false;
  int status = 0;
  for (pid_t reaped = 0; (reaped = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (reaped != worker) continue;
    has_ended = true;
    if (WIFSIGNALED(status)) {
      set_state(report, GuardState::signalled, WTERMSIG(status));
    } else {
      set_state(report, GuardState::exited, WEXITSTATUS(status));
    }
  }
  return has_ended;
}

void watch(const GuardOptions& options, pid_t worker, int signal_fd, GuardReport& report) {
  Family family(::getpid());
  while (true) {
    pollfd wait = {signal_fd, POLLIN, 0};
    ::poll(&wait, 1, kPollMs);
    if (wait.revents != 0) {
      signalfd_siginfo info{};
      if (::read(signal_fd, &info, sizeof info) == sizeof info && info.ssi_signo != SIGCHLD) {
        set_state(report, GuardState::signalled, SIGTERM);
        return;
      }
    }
    if (has_worker_ended(worker, report)) return;
    if (!is_within_memory(options, family, report)) {
      set_state(report, GuardState::over_memory, 0);
      return;
    }
    if (options.parent != 0 && ::getppid() != options.parent) return;
  }
}

}  // namespace

int guard(const GuardOptions& options) {
  void* page = ::mmap(nullptr, sizeof(GuardReport), PROT_READ | PROT_WRITE, MAP_SHARED, options.report_fd, 0);
  if (page == MAP_FAILED) return kCannotGuard;
  auto& report = *static_cast<GuardReport*>(page);
  ::close(options.report_fd);
  sigset_t watched;
  sigset_t before;
  sigemptyset(&watched);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&watched, signal);
  ::sigprocmask(SIG_BLOCK, &watched, &before);
  const int signal_fd = ::signalfd(-1, &watched, SFD_CLOEXEC);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  // tare may have gone before the line above took effect.
  if (options.parent != 0 && ::getppid() != options.parent) return kCannotGuard;
  keep_descriptors_private();
  const Started started = start_worker(options, before);
  // The worker's ends of the channels must be the only ones, or nobody would see them close.
  for (const char* name : {"TARE_COMMAND_FD", "TARE_EVENT_FD"}) ::close(channel_fd(name));
  if (started.problem != 0 || started.worker < 0) {
    set_state(report, GuardState::could_not_start, started.problem);
  } else {
    watch(options, started.worker, signal_fd, report);
  }
  end_descendants();
  return 0;
}

}  // namespace tare::measure
