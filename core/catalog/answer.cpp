// Implementation of answer.hpp.
#include "catalog/answer.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <cstring>
#include <optional>

namespace tare::catalog {
namespace {

// The last words of a worker, on one line, for the sentence about its end.
std::string last_line(const std::string& output) {
  const std::string_view whole = text::trim(output);
  return std::string(text::trim(whole.substr(whole.rfind('\n') == std::string_view::npos ? 0 : whole.rfind('\n') + 1)));
}

std::string with_output(std::string detail, const wire::WorkerProcess& worker) {
  const std::string said = last_line(worker.output());
  return said.empty() ? detail : fmt::format("{}, after it printed \"{}\"", detail, said);
}

Refused refused(const wire::Ended& ended, const wire::WorkerProcess& worker) {
  if (ended.could_not_start) return {Reason::no_worker, ended.detail};
  if (ended.is_over_memory) return {Reason::crashed_on_load, "it passed its memory limit"};
  if (ended.signal) {
    const char* name = ::strsignal(*ended.signal);
    return {Reason::crashed_on_load,
            with_output(fmt::format("signal {}, {}", *ended.signal, name == nullptr ? "unknown" : name), worker)};
  }
  return {Reason::exited_on_load, with_output(fmt::format("exit code {}", ended.exit_code.value_or(0)), worker)};
}

std::string text_field(const Json& event, const char* key) {
  const auto found = event.find(key);
  return found != event.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// What a `done` that is not ok means. A worker names one of our reasons; a program of somebody else may name none.
Refused refused(const Json& done) {
  const std::optional<Reason> reason = reason_named(text_field(done, "reason"));
  return {reason.value_or(Reason::throws_in_describe), text_field(done, "message")};
}

class Questioning {
 public:
  // Takes one event; true when there is no more to wait for.
  bool take(const Json& event) {
    const std::string name = text_field(event, "event");
    if (name == "description") description_ = wire::description_from_json(event);
    if (name != "done") return false;
    if (text_field(event, "outcome") != "ok") refused_ = refused(event);
    return true;
  }

  [[nodiscard]] Answer answer() && {
    if (refused_) return *refused_;
    if (!description_) return Refused{Reason::bad_description, "it said `done` without a `description`"};
    if (!*description_) return Refused{Reason::bad_description, description_->error().message};
    return std::move(**description_);
  }

 private:
  std::optional<Result<wire::Description>> description_;
  std::optional<Refused> refused_;
};

}  // namespace

wire::WorkerOptions plugin_worker(const std::filesystem::path& worker_program, const std::filesystem::path& plugin) {
  wire::WorkerOptions options;
  options.command = {worker_program.string(), "--plugin", plugin.string()};
  options.guard_program = worker_program;
  return options;
}

Answer ask(const wire::WorkerOptions& options, double limit_s) {
  const std::int64_t deadline_ns = clock::steady_ns() + static_cast<std::int64_t>(limit_s * 1e9);
  auto worker = wire::WorkerProcess::start(options);
  if (!worker) return Refused{Reason::no_worker, worker.error().message};
  worker->send({{"command", "describe"}});
  Questioning questioning;
  while (true) {
    const wire::Heard heard = worker->next(deadline_ns);
    if (const auto* event = std::get_if<Json>(&heard)) {
      if (questioning.take(*event)) return std::move(questioning).answer();
    } else if (const auto* ended = std::get_if<wire::Ended>(&heard)) {
      return refused(*ended, *worker);
    } else if (const auto* nonsense = std::get_if<wire::Nonsense>(&heard)) {
      return Refused{Reason::bad_description, fmt::format("a line that is no JSON object: {}", nonsense->text)};
    } else {
      return Refused{Reason::hung_on_load, with_output(fmt::format("{} s", limit_s), *worker)};
    }
  }
}

}  // namespace tare::catalog
