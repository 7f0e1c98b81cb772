// Everything that a plugin can do wrong becomes one heard value, and leaves no process behind.
#include "base/clock.hpp"
#include "catch.hpp"
#include "guarded.hpp"

#include <csignal>

using namespace tare;

namespace {

// What was heard, in a few words, so that a table can hold it.
std::string told(const wire::Heard& heard) {
  if (const auto* event = std::get_if<Json>(&heard)) {
    return event->value("outcome", "?") + "/" + event->value("reason", "?");
  }
  if (const auto* ended = std::get_if<wire::Ended>(&heard)) {
    if (ended->could_not_start) return "could_not_start";
    if (ended->is_over_memory) return "over_memory";
    if (ended->signal) return "signal " + std::to_string(*ended->signal);
    return "exit " + std::to_string(ended->exit_code.value_or(-1));
  }
  if (std::holds_alternative<wire::Nonsense>(heard)) return "nonsense";
  return std::holds_alternative<wire::DeadlinePassed>(heard) ? "deadline" : "interrupted";
}

struct Row {
  const char* fault;
  const char* expected;
  double limit_s = 20;
};

std::string told_of_prepare(const Row& row, const wire::WorkerOptions& options) {
  auto worker = wire::WorkerProcess::start(options);
  REQUIRE(worker.has_value());
  REQUIRE(std::holds_alternative<Json>(guarded::hear(*worker, "ready")));
  worker->send(guarded::prepare_command("faulty", {{"fault", row.fault}, {"when", "prepare"}, {"metric", "good"}}));
  return told(guarded::hear(*worker, "done", row.limit_s));
}

}  // namespace

TEST_CASE("every fault of a plugin is heard as what it is, and no process is left", "[guard]") {
  const std::string segv = "signal " + std::to_string(SIGSEGV);
  const std::string aborted = "signal " + std::to_string(SIGABRT);
  const std::vector<Row> rows = {
      {"none", "ok/"},
      {"abort", aborted.c_str()},
      {"bad_alloc", "out_of_memory/allocation"},
      {"cancel", "cancelled/"},
      {"closed_descriptors", "nonsense"},
      {"crash", segv.c_str()},
      {"endless_output", "deadline", 0.3},
      {"exit", "exit 0"},
      {"exit_7", "exit 7"},
      {"fail", "failed/not_implemented"},
      {"family", "ok/"},
      {"family_and_crash", segv.c_str()},
      {"family_with_sessions", "ok/"},
      {"family_with_sessions_and_crash", segv.c_str()},
      {"family_with_sessions_and_hang", "deadline", 0.3},
      {"hang", "deadline", 0.1},
      {"ignored_sigterm", "deadline", 0.1},
      {"nonsense", "nonsense"},
      {"stack_overflow", segv.c_str()},
      {"throw", "failed/exception"},
      {"throw_int", "failed/exception"},
      {"unsupported", "unsupported/budget_floor"},
      {"wrong_answer", "wrong_answer/"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fault);
    const wire::WorkerOptions options = guarded::options_for("faulty");
    CHECK(told_of_prepare(row, options) == row.expected);
    CHECK(guarded::processes_with(guarded::mark_of(options)).empty());
  }
}

TEST_CASE("a worker that takes 2 GiB against a limit of 512 MiB is ended for it", "[guard]") {
  wire::WorkerOptions options = guarded::options_for("faulty");
  options.memory_bytes = std::int64_t{512} << 20U;
  CHECK(told_of_prepare({"allocate_2_gib", ""}, options) == "over_memory");
  CHECK(guarded::processes_with(guarded::mark_of(options)).empty());
}

TEST_CASE("what an endless printer says is kept to its bound", "[guard]") {
  wire::WorkerOptions options = guarded::options_for("faulty");
  options.kept_output_bytes = 5000;
  auto worker = wire::WorkerProcess::start(options);
  REQUIRE(worker.has_value());
  worker->send(
      guarded::prepare_command("faulty", {{"fault", "endless_output"}, {"when", "prepare"}, {"metric", "good"}}));
  CHECK(told(guarded::hear(*worker, "done", 0.3)) == "deadline");
  CHECK(worker->output().size() == 5000);
  CHECK(worker->output().find("xxxx") != std::string::npos);
}

TEST_CASE("a fault inside a timed operation is the round's outcome", "[guard]") {
  for (const Row& row : {Row{"crash", "signal 11"}, Row{"throw", "failed/exception"},
                         Row{"fail", "failed/not_implemented"}, Row{"wrong_answer", "wrong_answer/"}}) {
    CAPTURE(row.fault);
    auto worker = wire::WorkerProcess::start(guarded::options_for("faulty"));
    REQUIRE(worker.has_value());
    worker->send(guarded::prepare_command("faulty", {{"fault", row.fault}, {"when", "run"}, {"metric", "good"}}));
    REQUIRE(told(guarded::hear(*worker, "done")) == "ok/");
    worker->send({{"command", "round"}, {"operation", "count"}, {"min_time_s", 0.001}});
    CHECK(told(guarded::hear(*worker, "done")) == row.expected);
  }
}
