// Starting a worker: pipes, the page shared with the guard, posix_spawn. What happens afterwards is in
// worker_listen.cpp.
#include "wire/worker_process.hpp"

#include "wire/worker_state.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace tare::wire {
namespace {

// The numbers that a worker finds its channels under: below 10, because POSIX shells know no larger ones.
constexpr int kCommandFd = 3;
constexpr int kEventFd = 4;
constexpr int kReportFd = 5;
constexpr int kFirstFreeFd = 10;

struct Pipe {
  file::Descriptor read_end;
  file::Descriptor write_end;
};

Result<Pipe> open_pipe() {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(ErrorKind::io, fmt::format("cannot create a pipe: {}", std::strerror(errno)));
  }
  return Pipe{file::Descriptor(ends[0]), file::Descriptor(ends[1])};
}

// Commands go through a socket, since writing to one whose reader is gone can be told not to raise SIGPIPE.
Result<Pipe> open_command_channel() {
  std::array<int, 2> ends = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail(ErrorKind::io, fmt::format("cannot create a socket: {}", std::strerror(errno)));
  }
  return Pipe{file::Descriptor(ends[0]), file::Descriptor(ends[1])};
}

void set_nonblocking(const file::Descriptor& descriptor) {
  ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

// What tare, the guard and the worker share.
struct Channels {
  Pipe commands;
  Pipe events;
  Pipe output;
  file::Descriptor report;
};

Result<Channels> open_channels() {
  auto commands = open_command_channel();
  auto events = open_pipe();
  auto output = open_pipe();
  file::Descriptor report(::memfd_create("tare-guard", MFD_CLOEXEC));
  if (!commands || !events || !output || !report.is_open() || ::ftruncate(report.get(), sizeof(GuardReport)) != 0) {
    return fail(ErrorKind::io, fmt::format("cannot create the channels of a worker: {}; `ulimit -n` may be too low",
                                           std::strerror(errno)));
  }
  Channels channels{std::move(*commands), std::move(*events), std::move(*output), std::move(report)};
  // Out of the way of the numbers that the worker gets, which dup2 would otherwise close.
  for (auto* descriptor :
       {&channels.commands.read_end, &channels.events.write_end, &channels.output.write_end, &channels.report}) {
    file::Descriptor copy(::fcntl(descriptor->get(), F_DUPFD_CLOEXEC, kFirstFreeFd));
    if (!copy.is_open()) {
      return fail(ErrorKind::io, fmt::format("cannot duplicate a descriptor: {}", std::strerror(errno)));
    }
    *descriptor = std::move(copy);
  }
  return channels;
}

std::vector<std::string> guard_arguments(const WorkerOptions& options) {
  std::vector<std::string> arguments = {options.guard_program.string(), "--guard",     "--parent",
                                        std::to_string(::getpid()),     "--report-fd", std::to_string(kReportFd)};
  if (!options.cores.empty()) {
    arguments.insert(arguments.end(), {"--cores", fmt::format("{}", fmt::join(options.cores, ","))});
  }
  if (options.memory_bytes) {
    arguments.insert(arguments.end(), {"--memory-bytes", std::to_string(*options.memory_bytes)});
  }
  if (!options.working_folder.empty()) arguments.insert(arguments.end(), {"--folder", options.working_folder.string()});
  arguments.emplace_back("--");
  arguments.insert(arguments.end(), options.command.begin(), options.command.end());
  return arguments;
}

// Ours, with the worker's variables in place of those of the same name.
std::vector<std::string> worker_environment(const WorkerOptions& options) {
  std::map<std::string, std::string> variables = options.environment;
  variables["TARE_COMMAND_FD"] = std::to_string(kCommandFd);
  variables["TARE_EVENT_FD"] = std::to_string(kEventFd);
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (!variables.contains(std::string(text.substr(0, text.find('='))))) environment.emplace_back(text);
  }
  for (const auto& [name, value] : variables) environment.push_back(fmt::format("{}={}", name, value));
  return environment;
}

std::vector<char*> c_strings(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

Result<pid_t> spawn_guard(const WorkerOptions& options, const Channels& channels) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, channels.output.write_end.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, channels.output.write_end.get(), STDERR_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, channels.commands.read_end.get(), kCommandFd);
  ::posix_spawn_file_actions_adddup2(&actions, channels.events.write_end.get(), kEventFd);
  ::posix_spawn_file_actions_adddup2(&actions, channels.report.get(), kReportFd);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> arguments = guard_arguments(options);
  std::vector<std::string> environment = worker_environment(options);
  pid_t guard = -1;
  const int problem = ::posix_spawn(&guard, options.guard_program.c_str(), &actions, &attributes,
                                    c_strings(arguments).data(), c_strings(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (problem == 0) return guard;
  return fail(ErrorKind::io, fmt::format("cannot start {}: {}; build or install tare again",
                                         options.guard_program.string(), std::strerror(problem)));
}

}  // namespace

WorkerProcess::WorkerProcess(std::unique_ptr<State> state) : state_(std::move(state)) {}
WorkerProcess::WorkerProcess(WorkerProcess&&) noexcept = default;
WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  if (this != &other) {
    end();
    state_ = std::move(other.state_);
  }
  return *this;
}
WorkerProcess::~WorkerProcess() { end(); }

Result<WorkerProcess> WorkerProcess::start(const WorkerOptions& options) {
  auto channels = open_channels();
  if (!channels) return tl::unexpected<Error>(channels.error());
  void* mapped = ::mmap(nullptr, sizeof(GuardReport), PROT_READ | PROT_WRITE, MAP_SHARED, channels->report.get(), 0);
  if (mapped == MAP_FAILED) return fail(ErrorKind::io, "cannot map a page to share with a worker's guard");
  auto state = std::make_unique<State>();
  state->report = new (mapped) GuardReport{{-1}, {-1}, {static_cast<std::int32_t>(GuardState::running)}, 0};
  state->ring = OutputRing(options.kept_output_bytes);
  const auto guard = spawn_guard(options, *channels);
  if (!guard) return tl::unexpected<Error>(guard.error());
  state->guard = *guard;
  state->guard_fd = file::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, state->guard, 0)));
  state->commands = std::move(channels->commands.write_end);
  state->events = std::move(channels->events.read_end);
  state->output = std::move(channels->output.read_end);
  for (const auto* descriptor : {&state->commands, &state->events, &state->output}) set_nonblocking(*descriptor);
  return WorkerProcess(std::move(state));
}

}  // namespace tare::wire
