// Implementation of interrupt.hpp. A signal handler can reach only globals, so the two below are atomics that only the
// installed Interrupt writes.
#include "run/interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

namespace tare::run {
namespace {

constexpr int kInterruptedExit = 130;  // core/cli/exit_code.hpp; a handler may not call into cli.

std::atomic<int> write_descriptor{-1};
std::atomic<int> signal_count{0};

void on_signal(int) {
  if (signal_count.fetch_add(1) > 0) ::_exit(kInterruptedExit);
  const char byte = 1;
  // A full or closed pipe cannot be reported from here, and has_fired() does not depend on it.
  [[maybe_unused]] const ssize_t written = ::write(write_descriptor.load(), &byte, 1);
}

void set_handler(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

Result<Interrupt> Interrupt::install() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return fail(ErrorKind::io, "cannot create a pipe for signals");
  return Interrupt(file::Descriptor(ends[0]), file::Descriptor(ends[1]));
}

Interrupt::Interrupt(file::Descriptor read_end, file::Descriptor write_end)
    : read_end_(std::move(read_end)), write_end_(std::move(write_end)) {
  signal_count = 0;
  write_descriptor = write_end_.get();
  set_handler(on_signal);
}

Interrupt::~Interrupt() {
  if (!write_end_.is_open()) return;
  set_handler(SIG_DFL);
  write_descriptor = -1;
}

bool Interrupt::has_fired() const { return signal_count.load() > 0; }

}  // namespace tare::run
