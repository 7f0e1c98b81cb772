// Workers that are any program: here shell scripts that speak the protocol, well or badly.
#include "base/clock.hpp"
#include "catch.hpp"
#include "guarded.hpp"

using namespace tare;

namespace {

wire::WorkerProcess script(const std::string& text) {
  wire::WorkerOptions options = guarded::options_for("none");
  options.command = {"/bin/sh", "-c", text};
  auto worker = wire::WorkerProcess::start(options);
  REQUIRE(worker.has_value());
  return std::move(*worker);
}

wire::Heard next(wire::WorkerProcess& worker, double limit_s = 20) {
  return worker.next(clock::steady_ns() + static_cast<std::int64_t>(limit_s * 1e9));
}

}  // namespace

TEST_CASE("a shell script can be a worker", "[foreign]") {
  auto worker = script(
      R"(echo '{"event":"ready"}' >&$TARE_EVENT_FD; read line <&$TARE_COMMAND_FD; echo "$line" >&$TARE_EVENT_FD)");
  CHECK(std::get<Json>(next(worker)).at("event") == "ready");
  worker.send({{"command", "describe"}});
  CHECK(std::get<Json>(next(worker)).at("command") == "describe");
  CHECK(std::get<wire::Ended>(next(worker)).exit_code == 0);
}

TEST_CASE("events that arrive in pieces and in heaps are heard one by one, blank lines left out", "[foreign]") {
  auto worker = script(R"(printf '{"n":' >&$TARE_EVENT_FD; printf '1}\n\n{"n":2}\n{"n":3}\n' >&$TARE_EVENT_FD)");
  for (int n = 1; n <= 3; ++n) CHECK(std::get<Json>(next(worker)).at("n") == n);
  CHECK(std::holds_alternative<wire::Ended>(next(worker)));
}

TEST_CASE("what is no JSON object is nonsense, and its beginning is told", "[foreign]") {
  for (const char* line : {"hello", "[1]", "7", "{", "\\377\\376"}) {
    CAPTURE(line);
    auto worker = script(std::string("printf '") + line + "\\n' >&$TARE_EVENT_FD; sleep 60");
    CHECK(std::holds_alternative<wire::Nonsense>(next(worker)));
  }
}

TEST_CASE("a line of more than 4 MiB is nonsense, ended or not", "[foreign]") {
  auto worker = script(R"(head -c 5000000 /dev/zero | tr '\0' 'x' >&$TARE_EVENT_FD; sleep 60)");
  const wire::Heard heard = next(worker);
  REQUIRE(std::holds_alternative<wire::Nonsense>(heard));
  CHECK(std::get<wire::Nonsense>(heard).text == std::string(200, 'x'));
}

TEST_CASE("a command to a worker that has gone is no error, and its end is heard", "[foreign]") {
  auto worker = script("exit 3");
  const Json command = {{"command", "prepare"}, {"text", std::string(1 << 20, 'x')}};
  for (int i = 0; i < 4; ++i) worker.send(command);
  CHECK(std::get<wire::Ended>(next(worker)).exit_code == 3);
}

TEST_CASE("what was printed last is kept with broken bytes replaced", "[foreign]") {
  auto worker = script(R"(printf 'out \377 '; printf 'and err' >&2)");
  CHECK(std::holds_alternative<wire::Ended>(next(worker)));
  CHECK(worker.output() == "out \xEF\xBF\xBD and err");
}

TEST_CASE("ending a worker twice is ending it once", "[foreign]") {
  auto worker = script("sleep 60");
  CHECK(std::holds_alternative<wire::DeadlinePassed>(worker.next(0)));
  worker.end();
  worker.end();
  CHECK(std::holds_alternative<wire::Ended>(next(worker)));
}
