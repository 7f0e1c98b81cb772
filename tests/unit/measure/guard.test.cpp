// The guard by itself: ends with tare, however tare goes, and says why a worker never started.
#include "base/clock.hpp"
#include "catch.hpp"
#include "guarded.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>

extern char** environ;

using namespace tare;

namespace {

// Runs the program `holder` (a stand-in for tare that starts one worker and waits), until its worker's family is there.
pid_t start_holder(const std::string& mark) {
  const char* root = std::getenv("TARE_BUILD_ROOT");
  REQUIRE(root != nullptr);
  std::string program = std::string(root) + "/tests/unit/measure/holder";
  std::string mark_copy = mark;
  std::array<char*, 3> arguments = {program.data(), mark_copy.data(), nullptr};
  pid_t holder = -1;
  REQUIRE(::posix_spawn(&holder, program.c_str(), nullptr, nullptr, arguments.data(), environ) == 0);
  return holder;
}

}  // namespace

TEST_CASE("when tare is killed, its worker and the worker's orphans in other sessions go too", "[guard]") {
  const std::string mark = guarded::mark_of(guarded::options_for("faulty"));
  const pid_t holder = start_holder(mark);
  // The guard, the worker and two grandchildren with sessions of their own.
  CHECK(guarded::become(mark, 4));
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  CHECK(guarded::become(mark, 0));
}

TEST_CASE("when only the worker is killed, its orphans go and the signal is heard", "[guard]") {
  const wire::WorkerOptions options = guarded::options_for("faulty");
  auto worker = wire::WorkerProcess::start(options);
  REQUIRE(worker.has_value());
  const wire::Heard ready = guarded::hear(*worker, "ready");
  REQUIRE(std::holds_alternative<Json>(ready));
  worker->send(guarded::prepare_command(
      "faulty", {{"fault", "family_with_sessions_and_hang"}, {"when", "prepare"}, {"metric", "good"}}));
  CHECK(guarded::become(guarded::mark_of(options), 4));
  ::kill(std::get<Json>(ready).at("pid").get<pid_t>(), SIGKILL);
  const wire::Heard heard = guarded::hear(*worker, "done");
  REQUIRE(std::holds_alternative<wire::Ended>(heard));
  CHECK(std::get<wire::Ended>(heard).signal == SIGKILL);
  CHECK(guarded::processes_with(guarded::mark_of(options)).empty());
}

TEST_CASE("a program that does not exist is heard as one that could not start", "[guard]") {
  wire::WorkerOptions options = guarded::options_for("steady");
  for (const char* program : {"/nonexistent/program", "/etc/passwd"}) {
    CAPTURE(program);
    options.command = {program};
    auto worker = wire::WorkerProcess::start(options);
    REQUIRE(worker.has_value());
    const wire::Heard heard = guarded::hear(*worker, "ready");
    REQUIRE(std::holds_alternative<wire::Ended>(heard));
    CHECK(std::get<wire::Ended>(heard).could_not_start);
    CHECK_FALSE(std::get<wire::Ended>(heard).detail.empty());
  }
}

TEST_CASE("a guard that does not exist is an error of start", "[guard]") {
  wire::WorkerOptions options = guarded::options_for("steady");
  options.guard_program = "/nonexistent/tare-worker";
  const auto worker = wire::WorkerProcess::start(options);
  REQUIRE_FALSE(worker.has_value());
  CHECK(worker.error().message.find("/nonexistent/tare-worker") != std::string::npos);
}

TEST_CASE("a worker sees only its own descriptors", "[guard]") {
  wire::WorkerOptions options = guarded::options_for("steady");
  // Two descriptors for the protocol, three standard ones, and the one that `ls` opens itself.
  options.command = {"/bin/sh", "-c", "ls /proc/self/fd | wc -l"};
  auto worker = wire::WorkerProcess::start(options);
  REQUIRE(worker.has_value());
  CHECK(std::holds_alternative<wire::Ended>(guarded::hear(*worker, "ready")));
  CHECK(worker->output() == "6\n");
}

TEST_CASE("a worker runs on the cores that it was given, in its folder, with its variables", "[guard]") {
  wire::WorkerOptions options = guarded::options_for("steady");
  options.cores = {0};
  options.working_folder = "/";
  options.environment["TARE_TEST_WORD"] = "a word";
  options.command = {"/bin/sh", "-c", "grep Cpus_allowed_list /proc/self/status; pwd; echo $TARE_TEST_WORD"};
  auto worker = wire::WorkerProcess::start(options);
  REQUIRE(worker.has_value());
  CHECK(std::holds_alternative<wire::Ended>(guarded::hear(*worker, "ready")));
  CHECK(worker->output() == "Cpus_allowed_list:\t0\n/\na word\n");
}

TEST_CASE("the guard tells how much its worker holds", "[guard]") {
  auto worker = wire::WorkerProcess::start(guarded::options_for("steady"));
  REQUIRE(worker.has_value());
  REQUIRE(std::holds_alternative<Json>(guarded::hear(*worker, "ready")));
  const std::int64_t limit_ns = clock::steady_ns() + 5'000'000'000;
  while (!worker->resident_bytes() && clock::steady_ns() < limit_ns) ::usleep(1000);
  REQUIRE(worker->resident_bytes().has_value());
  REQUIRE(worker->peak_resident_bytes().has_value());
  CHECK(*worker->resident_bytes() > 100'000);
  CHECK(*worker->peak_resident_bytes() < std::int64_t{1} << 30U);
}

TEST_CASE("waiting can be interrupted through a descriptor", "[guard]") {
  std::array<int, 2> ends = {-1, -1};
  REQUIRE(::pipe(ends.data()) == 0);
  const file::Descriptor read_end(ends[0]);
  const file::Descriptor write_end(ends[1]);
  auto worker = wire::WorkerProcess::start(guarded::options_for("steady"));
  REQUIRE(worker.has_value());
  REQUIRE(std::holds_alternative<Json>(guarded::hear(*worker, "ready")));
  REQUIRE(::write(write_end.get(), "x", 1) == 1);
  const wire::Heard heard = worker->next(clock::steady_ns() + 20'000'000'000, read_end.get());
  CHECK(std::holds_alternative<wire::Interrupted>(heard));
}
