// Implementation of conversation.hpp.
#include "run/conversation.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace tare::run {
namespace {

using model::Outcome;

constexpr int kProtocol = 1;
constexpr double kNsPerS = 1e9;
// How long a worker may take to say `ready`: loading libtorch from a cold disk takes some seconds.
constexpr double kStartLimitS = 60;

std::int64_t deadline_after(double seconds) {
  return clock::steady_ns() + static_cast<std::int64_t>(seconds * kNsPerS);
}

// "sigsegv" for SIGSEGV; the reason of a crashed row.
std::string signal_reason(int signal) {
  const char* name = ::sigabbrev_np(signal);
  if (name == nullptr) return fmt::format("signal_{}", signal);
  std::string reason = fmt::format("sig{}", name);
  for (char& c : reason) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return reason;
}

std::string text_field(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Ending protocol_error(std::string message) { return Ending{Outcome::failed, "protocol_error", std::move(message)}; }

// The method's own account of how the command went.
Ending ending_of_done(const Json& done) {
  const std::string name = text_field(done, "outcome");
  const auto outcome = model::outcome_named(name);
  if (!outcome) return protocol_error(fmt::format("the worker's `done` names no known outcome: '{}'", name));
  return Ending{*outcome, text_field(done, "reason"), text_field(done, "message")};
}

}  // namespace

Ending ending_of(const wire::Ended& ended, std::optional<std::int64_t> memory_limit_bytes) {
  if (ended.could_not_start) return {Outcome::failed, "could_not_start", ended.detail};
  if (ended.is_over_memory) {
    const auto limit = memory_limit_bytes ? std::optional(static_cast<double>(*memory_limit_bytes)) : std::nullopt;
    return {
        Outcome::out_of_memory, "memory_limit",
        fmt::format("the worker and its descendants held more than the limit of {}", text::quantity(limit, "bytes"))};
  }
  if (ended.signal) {
    return {Outcome::crashed, signal_reason(*ended.signal),
            fmt::format("the worker was ended by signal {}", *ended.signal)};
  }
  return {Outcome::crashed, "exited",
          fmt::format("the worker left with exit code {} in the middle of its work", ended.exit_code.value_or(-1))};
}

tl::expected<Conversation, Ending> Conversation::start(const wire::WorkerOptions& options, double time_limit_s,
                                                       int interrupt_fd) {
  auto started = wire::WorkerProcess::start(options);
  if (!started) return tl::unexpected(Ending{Outcome::failed, "could_not_start", started.error().message});
  Conversation talk(std::move(*started), options.memory_bytes, interrupt_fd);
  const wire::Heard heard = talk.worker_.next(deadline_after(std::min(time_limit_s, kStartLimitS)), interrupt_fd);
  if (const auto* event = std::get_if<Json>(&heard)) {
    if (text_field(*event, "event") == "ready" && event->value("protocol", Json()) == kProtocol) return talk;
    if (text_field(*event, "event") == "done") return tl::unexpected(ending_of_done(*event));
    return tl::unexpected(
        protocol_error(fmt::format("expected {{\"event\": \"ready\", \"protocol\": {}}} first, heard {}", kProtocol,
                                   event->dump().substr(0, 200))));
  }
  if (const auto* ended = std::get_if<wire::Ended>(&heard)) {
    return tl::unexpected(ending_of(*ended, options.memory_bytes));
  }
  if (std::holds_alternative<wire::Interrupted>(heard)) {
    return tl::unexpected(Ending{Outcome::cancelled, "interrupted", "interrupted while the worker started"});
  }
  if (const auto* nonsense = std::get_if<wire::Nonsense>(&heard)) {
    return tl::unexpected(protocol_error(fmt::format("expected a JSON object a line, heard '{}'", nonsense->text)));
  }
  return tl::unexpected(Ending{Outcome::timed_out, "no_ready", "the worker did not say `ready` in time"});
}

Ending Conversation::command(const Json& command, double time_limit_s, const Listener& listener) {
  worker_.send(command);
  const std::int64_t deadline = deadline_after(time_limit_s);
  const auto give_up = [&](Ending ending) {
    worker_.end();
    return ending;
  };
  while (true) {
    wire::Heard heard = worker_.next(0, interrupt_fd_);
    if (std::holds_alternative<wire::DeadlinePassed>(heard)) {
      if (listener.idle) listener.idle();
      heard = worker_.next(deadline, interrupt_fd_);
    } else if (clock::steady_ns() > deadline) {
      // A worker that never stops talking must not outlive its limit.
      heard = wire::DeadlinePassed{};
    }
    if (const auto* event = std::get_if<Json>(&heard)) {
      if (text_field(*event, "event") == "done") {
        if (text_field(*event, "command") != text_field(command, "command")) {
          return give_up(protocol_error(fmt::format("expected `done` of '{}', heard {}", text_field(command, "command"),
                                                    event->dump().substr(0, 200))));
        }
        return ending_of_done(*event);
      }
      if (listener.event) listener.event(*event);
    } else if (const auto* ended = std::get_if<wire::Ended>(&heard)) {
      return ending_of(*ended, memory_limit_bytes_);
    } else if (std::holds_alternative<wire::Interrupted>(heard)) {
      return give_up({Outcome::cancelled, "interrupted", "interrupted by a signal to tare"});
    } else if (const auto* nonsense = std::get_if<wire::Nonsense>(&heard)) {
      return give_up(protocol_error(fmt::format("expected a JSON object a line, heard '{}'", nonsense->text)));
    } else {
      return give_up({Outcome::timed_out, "time_limit",
                      fmt::format("'{}' took longer than the limit of {}", text_field(command, "command"),
                                  text::quantity(time_limit_s, "s"))});
    }
  }
}

void Conversation::finish() {
  worker_.send(Json{{"command", "exit"}});
  constexpr double kLeaveS = 0.5;
  const std::int64_t deadline = deadline_after(kLeaveS);
  // Late events are of no interest; what counts is that the worker goes.
  while (clock::steady_ns() < deadline) {
    if (!std::holds_alternative<Json>(worker_.next(deadline))) break;
  }
  worker_.end();
}

}  // namespace tare::run
