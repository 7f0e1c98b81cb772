// Implementation of plugin_worker.hpp.
#include "measure/plugin_worker.hpp"

#include "base/json.hpp"
#include "host/plugin_file.hpp"
#include "measure/cuda.hpp"
#include "measure/events.hpp"
#include "measure/timing_loop.hpp"
#include "model/outcome.hpp"
#include "tare/abi.h"

#include <fmt/format.h>

#include <unistd.h>

#include <map>
#include <memory>
#include <optional>

namespace tare::measure {
namespace {

using model::Outcome;

struct Done {
  Outcome outcome = Outcome::ok;
  std::string reason = {};
  std::string message = {};
};

Outcome outcome_of(tare_status status) {
  switch (status) {
    case TARE_OK:
      return Outcome::ok;
    case TARE_FAILED:
    case TARE_BAD_CALL:
      return Outcome::failed;
    case TARE_WRONG_ANSWER:
      return Outcome::wrong_answer;
    case TARE_OUT_OF_MEMORY:
      return Outcome::out_of_memory;
    case TARE_UNSUPPORTED:
      return Outcome::unsupported;
    case TARE_CANCELLED:
      return Outcome::cancelled;
  }
  return Outcome::failed;
}

class PluginWorker {
 public:
  PluginWorker(const tare_plugin_entry& entry, Channel channel)
      : entry_(entry), channel_(std::move(channel)), host_{sizeof(tare_host),           this,
                                                           &PluginWorker::on_event,     &PluginWorker::on_fail,
                                                           &PluginWorker::on_cancelled, &PluginWorker::on_answer} {}
  PluginWorker(const PluginWorker&) = delete;
  PluginWorker& operator=(const PluginWorker&) = delete;

  void serve() {
    channel_.send({{"event", "ready"}, {"protocol", 1}, {"pid", ::getpid()}});
    while (const auto command = channel_.next_command()) {
      const std::string name = text_of(*command, "command");
      if (name == "exit") return;
      const Done done = obey(name, *command);
      channel_.send({{"event", "done"},
                     {"command", name},
                     {"outcome", model::name_of(done.outcome)},
                     {"reason", done.reason},
                     {"message", done.message}});
    }
  }

 private:
  static std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
  }

  Done obey(const std::string& name, const Json& command) {
    if (name == "describe") return describe();
    if (name == "make_ingredient") return make_ingredient(command);
    if (name == "prepare") return prepare(command);
    if (name == "evaluate") return called([&] { return entry_.evaluate(instance_); });
    if (name == "round") return round(command);
    return {Outcome::failed, "protocol_error", fmt::format("unknown command '{}'", name)};
  }

  // Calls the plugin and joins its status with what it said through `fail`.
  template <typename Call>
  Done called(Call call) {
    said_ = {};
    const tare_status status = call();
    if (status == TARE_OK) return {};
    return {outcome_of(status), status == TARE_BAD_CALL && said_.reason.empty() ? "bad_call" : said_.reason,
            said_.message};
  }

  Done describe() {
    answer_.clear();
    Done done = called([&] { return entry_.describe(&host_); });
    if (done.outcome != Outcome::ok) return done;
    Json description = Json::parse(answer_, nullptr, false);
    if (!description.is_object() || !description.contains("method") || !description["method"].is_object()) {
      return {Outcome::failed, "bad_description", "the plugin's description is no JSON object with a method"};
    }
    Json& method = description["method"];
    // What the entry says must be what the description says: the host finds plugins by the one and suites name the
    // other.
    for (const auto& [key, value] : {std::pair{"name", entry_.name}, {"track", entry_.track}}) {
      if (method.value(key, Json()) != value) {
        return {Outcome::failed, "name_mismatch",
                fmt::format("the entry's {} is '{}', the description's is {}", key, value,
                            method.value(key, Json()).dump())};
      }
    }
    method["build"] = entry_.build == nullptr ? "" : entry_.build;
    description["event"] = "description";
    channel_.send(description);
    return done;
  }

  Done make_ingredient(const Json& command) {
    const std::string request = command.value("request", Json::object()).dump();
    return called([&] { return entry_.make_ingredient(&host_, request.data(), request.size()); });
  }

  Done prepare(const Json& command) {
    const Json the_case = command.value("case", Json::object());
    if (text_of(the_case, "device") == "cuda") {
      if (const auto problem = cuda_problem()) return {Outcome::unsupported, "no_device", *problem};
    }
    if (instance_ != nullptr) return {Outcome::failed, "bad_call", "prepare was sent twice to one worker"};
    const std::string text = the_case.dump();
    Done done = called([&] { return entry_.open(&host_, text.data(), text.size(), &instance_); });
    if (done.outcome == Outcome::ok) done = called([&] { return entry_.prepare(instance_); });
    if (done.outcome != Outcome::ok) return done;
    answer_ = "[]";
    done = called([&] { return entry_.operations(instance_); });
    if (done.outcome != Outcome::ok) return done;
    return learn_operations();
  }

  Done learn_operations() {
    const Json operations = Json::parse(answer_, nullptr, false);
    if (!operations.is_array()) return {Outcome::failed, "bad_operation", "the plugin's operations are no JSON array"};
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const Json& operation = operations[i];
      const std::string name = text_of(operation, "name");
      if (name.empty() || loops_.contains(name)) {
        return {Outcome::failed, "bad_operation", fmt::format("operation {} has no name of its own: '{}'", i, name)};
      }
      const bool has_manual_time = operation.value("manual_time", Json(false)) == true;
      const auto index = static_cast<std::uint32_t>(i);
      loops_.emplace(name, TimingLoop(name, has_manual_time, [this, index](std::uint64_t iterations) -> Result<double> {
                       double manual_s = 0;
                       const tare_status status = entry_.run(instance_, index, iterations, &manual_s);
                       if (status != TARE_OK) {
                         failed_status_ = status;
                         return fail(ErrorKind::failed, said_.message, said_.reason);
                       }
                       return manual_s;
                     }));
      channel_.send({{"event", "operation"},
                     {"name", name},
                     {"items_per_call", operation.value("items_per_call", Json(0))},
                     {"bytes_per_call", operation.value("bytes_per_call", Json(0))}});
    }
    return {};
  }

  Done round(const Json& command) {
    const std::string name = text_of(command, "operation");
    const auto loop = loops_.find(name);
    const Json min_time = command.value("min_time_s", Json());
    if (loop == loops_.end() || !min_time.is_number()) {
      return {Outcome::failed, "protocol_error",
              fmt::format("a round needs an operation that exists and min_time_s, not '{}'", name)};
    }
    said_ = {};
    failed_status_ = TARE_FAILED;
    const auto timed = loop->second.round(min_time.get<double>());
    if (!timed) return {outcome_of(failed_status_), timed.error().reason, timed.error().message};
    channel_.send({{"event", "sample"},
                   {"operation", name},
                   {"iterations", timed->iterations},
                   {"wall_ns", timed->wall_ns},
                   {"cpu_ns", timed->cpu_ns}});
    return {};
  }

  static PluginWorker& self(void* context) { return *static_cast<PluginWorker*>(context); }
  static void on_event(void* context, const char* json, std::size_t size) {
    self(context).channel_.send_line(std::string(json, size));
  }
  static void on_fail(void* context, const char* reason, const char* message) {
    self(context).said_ = {Outcome::failed, reason == nullptr ? "" : reason, message == nullptr ? "" : message};
  }
  static int on_cancelled(void* context) { return self(context).channel_.is_abandoned() ? 1 : 0; }
  static void on_answer(void* context, const char* json, std::size_t size) { self(context).answer_.assign(json, size); }

  const tare_plugin_entry& entry_;
  Channel channel_;
  tare_host host_;
  tare_instance* instance_ = nullptr;  // never closed: the process leaves by _exit
  std::map<std::string, TimingLoop> loops_;
  std::string answer_;
  Done said_;
  tare_status failed_status_ = TARE_FAILED;
};

}  // namespace

int serve_plugin(const std::string& path) {
  auto channel = Channel::from_environment();
  if (!channel) {
    fmt::print(stderr, "tare-worker: TARE_COMMAND_FD and TARE_EVENT_FD are not set; tare starts this program\n");
    return 2;
  }
  const auto entry = host::open_plugin(path);
  if (!entry) {
    // In place of `ready`: the worker cannot serve, and says why.
    channel->send({{"event", "done"},
                   {"command", "load"},
                   {"outcome", "failed"},
                   {"reason", entry.error().reason},
                   {"message", entry.error().message}});
    return 1;
  }
  PluginWorker(**entry, std::move(*channel)).serve();
  return 0;
}

}  // namespace tare::measure
