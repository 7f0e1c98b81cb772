// A plugin behind the protocol: what it describes, prepares, measures and answers.
#include "catch.hpp"
#include "guarded.hpp"
#include "wire/messages.hpp"

using namespace tare;

namespace {

wire::WorkerProcess started(const std::string& plugin) {
  auto worker = wire::WorkerProcess::start(guarded::options_for(plugin));
  REQUIRE(worker.has_value());
  return std::move(*worker);
}

Json heard_event(wire::WorkerProcess& worker, const std::string& event) {
  wire::Heard heard = guarded::hear(worker, event);
  REQUIRE(std::holds_alternative<Json>(heard));
  return std::get<Json>(heard);
}

const Json kSteady = {{"prepare_ms", 0}, {"work", 1000}, {"seed_factor", 0}};

}  // namespace

TEST_CASE("a worker says ready with the protocol's version, then describes its plugin", "[worker]") {
  auto worker = started("steady");
  CHECK(heard_event(worker, "ready").at("protocol") == 1);
  worker.send({{"command", "describe"}});
  const auto description = wire::description_from_json(heard_event(worker, "description"));
  REQUIRE(description.has_value());
  CHECK(description->method.name == "steady");
  CHECK(description->method.build.find("g++") != std::string::npos);
  CHECK(description->track.metrics.size() == 2);
  CHECK(heard_event(worker, "done").at("command") == "describe");
}

TEST_CASE("evaluating reports metrics, series and artifacts before done", "[worker]") {
  auto worker = started("steady");
  worker.send(guarded::prepare_command("steady", kSteady));
  CHECK(heard_event(worker, "phase").at("name") == "build");
  CHECK(heard_event(worker, "operation").at("name") == "count");
  CHECK(heard_event(worker, "done").at("outcome") == "ok");
  worker.send({{"command", "evaluate"}});
  CHECK(heard_event(worker, "metric") == Json({{"event", "metric"}, {"name", "answer_count"}, {"value", 8.0}}));
  CHECK(heard_event(worker, "series").at("step") == 0.0);
  CHECK(heard_event(worker, "artifact").at("text") == "counted");
  CHECK(heard_event(worker, "done").at("outcome") == "ok");
}

TEST_CASE("a round fills its time and scales with the work of an operation", "[worker]") {
  auto worker = started("steady");
  worker.send(guarded::prepare_command("steady", kSteady));
  REQUIRE(heard_event(worker, "done").at("outcome") == "ok");
  constexpr double kMinTimeS = 0.002;
  for (int i = 0; i < 4; ++i) {
    worker.send({{"command", "round"}, {"operation", "count"}, {"min_time_s", kMinTimeS}});
    const Json sample = heard_event(worker, "sample");
    CHECK(sample.at("wall_ns").get<double>() * sample.at("iterations").get<double>() >= kMinTimeS * 1e9);
    // 1,000 dependent multiplications and additions take no less than 1,000 cycles of a 10 GHz machine.
    CHECK(sample.at("wall_ns").get<double>() > 100);
    CHECK(heard_event(worker, "done").at("outcome") == "ok");
  }
}

TEST_CASE("calls out of order and unknown commands fail without ending the worker", "[worker]") {
  auto worker = started("steady");
  const std::vector<std::pair<Json, std::string>> rows = {
      {{{"command", "evaluate"}}, "bad_call"},
      {{{"command", "round"}, {"operation", "count"}, {"min_time_s", 0.001}}, "protocol_error"},
      {{{"command", "dance"}}, "protocol_error"},
      {{{"command", "prepare"}}, "bad_call"},
      {guarded::prepare_command("steady", {{"prepare_ms", -1}, {"work", 1}, {"seed_factor", 0}}), "bad_value"},
      {guarded::prepare_command("steady", {{"prepare_ms", 0}, {"work", 1}}), "bad_value"},
      {Json::array(), "protocol_error"},
  };
  for (const auto& [command, reason] : rows) {
    CAPTURE(command.dump());
    worker.send(command);
    const Json done = heard_event(worker, "done");
    CHECK(done.at("outcome") == "failed");
    CHECK(done.at("reason") == reason);
  }
}

TEST_CASE("a cuda case without a device is unsupported and names the way out", "[worker]") {
  auto worker = started("steady");
  Json command = guarded::prepare_command("steady", kSteady);
  command["case"]["device"] = "cuda";
  worker.send(command);
  const Json done = heard_event(worker, "done");
  if (done.at("outcome") == "ok") return;  // this machine has a device
  CHECK(done.at("outcome") == "unsupported");
  CHECK(done.at("reason") == "no_device");
  CHECK(done.at("message").get<std::string>().find("scripts/setup --gpu") != std::string::npos);
}

TEST_CASE("metrics that are unknown, undefined or missing are told apart", "[worker]") {
  struct Row {
    const char* metric;
    const char* outcome;
    const char* reason;
    const char* log;
  };
  for (const Row& row : {Row{"unknown", "failed", "unknown_metric", ""}, Row{"nan", "ok", "", "answer_count"},
                         Row{"infinite", "ok", "", "answer_count"}, Row{"missing", "ok", "", "answer_count"}}) {
    CAPTURE(row.metric);
    auto worker = started("faulty");
    worker.send(guarded::prepare_command("faulty", {{"fault", "none"}, {"when", "prepare"}, {"metric", row.metric}}));
    REQUIRE(heard_event(worker, "done").at("outcome") == "ok");
    worker.send({{"command", "evaluate"}});
    if (*row.log != '\0') CHECK(heard_event(worker, "log").at("text").get<std::string>().find(row.log) < 50);
    const Json done = heard_event(worker, "done");
    CHECK(done.at("outcome") == row.outcome);
    CHECK(done.at("reason") == row.reason);
  }
}

TEST_CASE("a worker leaves when asked and when its commands end", "[worker]") {
  auto worker = started("noop");
  worker.send({{"command", "exit"}});
  const wire::Heard heard = guarded::hear(worker, "done");
  REQUIRE(std::holds_alternative<wire::Ended>(heard));
  CHECK(std::get<wire::Ended>(heard).exit_code == 0);
}
