// One worker and what is said to it: a command goes out, events come back until `done`, and every way in which that can
// go wrong becomes an Outcome. Knows the protocol; knows neither groups nor the store.
#pragma once

#include "base/json.hpp"
#include "model/outcome.hpp"
#include "tare/error.hpp"
#include "wire/worker_process.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace tare::run {

// How a command, and with it a half, ended.
struct Ending {
  model::Outcome outcome = model::Outcome::ok;
  std::string reason = {};
  std::string message = {};
  [[nodiscard]] bool is_ok() const { return outcome == model::Outcome::ok; }
};

class Conversation {
 public:
  // Hears every event but `ready` and `done`. `idle` is called when nothing more is waiting, before a long wait.
  struct Listener {
    std::function<void(const Json&)> event;
    std::function<void()> idle;
  };

  // Starts the worker and waits for `ready` with a protocol that we speak.
  [[nodiscard]] static tl::expected<Conversation, Ending> start(const wire::WorkerOptions& options, double time_limit_s,
                                                                int interrupt_fd);
  // Sends a command and listens until its `done`. After anything but ok from the protocol's side (not from the
  // method's) the worker has been ended.
  [[nodiscard]] Ending command(const Json& command, double time_limit_s, const Listener& listener);
  [[nodiscard]] wire::WorkerProcess& worker() { return worker_; }
  // Asks the worker to leave, and makes sure that it does.
  void finish();

 private:
  Conversation(wire::WorkerProcess worker, std::optional<std::int64_t> memory_limit_bytes, int interrupt_fd)
      : worker_(std::move(worker)), memory_limit_bytes_(memory_limit_bytes), interrupt_fd_(interrupt_fd) {}
  wire::WorkerProcess worker_;
  std::optional<std::int64_t> memory_limit_bytes_;
  int interrupt_fd_;
};

// Why a worker that ended in the middle of a command did so.
[[nodiscard]] Ending ending_of(const wire::Ended& ended, std::optional<std::int64_t> memory_limit_bytes);

}  // namespace tare::run
