// Documents of the protocol survive the way there and back, and a wrong one names its key.
#include "wire/messages.hpp"
#include "catch.hpp"

#include <limits>

using namespace tare;

namespace {

TrackDescription sample_track() {
  TrackDescription track;
  track.name = "sample";
  track.summary = "a track";
  track.workload = {{"size", ParamType::integer, "bytes", std::int64_t{8}, 1, 1e6, {}, "how many"},
                    {"shape", ParamType::text, "", std::string("flat"), {}, {}, {"flat", "round"}, "which"},
                    {"file", ParamType::file, "", std::string(""), {}, {}, {}, "where"},
                    {"ratio", ParamType::real, "", 1.0, {}, {}, {}, "how much"},
                    {"strict", ParamType::boolean, "", true, {}, {}, {}, "whether"}};
  track.metrics = {{"step_bytes", "bytes", Direction::lower, true, "sent"}};
  track.ingredients = {{"reference", "json", {"size"}, {"numbers"}, true, "the optimum"}};
  track.reasons = {{"infeasible", "failed", "nothing fits"}};
  return track;
}

}  // namespace

TEST_CASE("a description survives the way through text", "[messages]") {
  wire::Description description;
  description.method = {"one", "sample", "1.2.3", "does it", "g++ 12", sample_track().workload, {"cpu", "cuda"}};
  description.track = sample_track();
  const Json json = wire::to_json(description);
  const auto read = wire::description_from_json(Json::parse(json.dump()));
  REQUIRE(read.has_value());
  CHECK(wire::to_json(*read) == json);
  CHECK(read->track.workload[3].standard == ParamValue(1.0));
  CHECK(read->track.workload[0].min == 1.0);
  CHECK_FALSE(read->track.workload[1].max.has_value());
}

TEST_CASE("a case survives the way through text, seeds of 64 bits included", "[messages]") {
  Case the_case;
  the_case.track = "sample";
  the_case.method = "one";
  the_case.workload = Params({{"size", std::int64_t{-5}}, {"ratio", 0.1}});
  the_case.params = Params({{"strict", true}, {"shape", std::string("flat")}});
  the_case.seed = std::numeric_limits<std::uint64_t>::max();
  the_case.ingredients = {{"reference", "/a/b c"}};
  the_case.scratch_dir = "/scratch";
  const Json json = wire::to_json(the_case);
  const auto read = wire::case_from_json(Json::parse(json.dump()));
  REQUIRE(read.has_value());
  CHECK(wire::to_json(*read) == json);
  CHECK(read->seed == the_case.seed);
  CHECK(read->workload.values() == the_case.workload.values());
}

TEST_CASE("a request for an ingredient survives the way through text", "[messages]") {
  IngredientRequest request;
  request.name = "reference";
  request.workload = Params({{"size", std::int64_t{8}}});
  request.seed = 7;
  request.data_sets = {{"numbers", "/data"}};
  request.output = "/out";
  const auto read = wire::request_from_json(wire::to_json(request));
  REQUIRE(read.has_value());
  CHECK(wire::to_json(*read) == wire::to_json(request));
}

TEST_CASE("numbers that JSON lacks become null", "[messages]") {
  CHECK(wire::number(std::numeric_limits<double>::quiet_NaN()).is_null());
  CHECK(wire::number(-std::numeric_limits<double>::infinity()).is_null());
  CHECK(wire::number(0.5) == 0.5);
}

TEST_CASE("unknown keys are left alone", "[messages]") {
  Json json = wire::to_json(sample_track());
  json["colour"] = "red";
  json["metrics"][0]["weight"] = 1;
  CHECK(wire::track_from_json(json).has_value());
}

TEST_CASE("a document with a mistake is refused by the name of its key", "[messages]") {
  struct Row {
    const char* pointer;
    Json value;
    const char* named;
  };
  const std::vector<Row> rows = {
      {"/track/name", 7, "'name'"},
      {"/track/workload", "many", "'workload'"},
      {"/track/workload/0/type", "number", "'type'"},
      {"/track/workload/0/default", "eight", "'default'"},
      {"/track/workload/0/default", 18446744073709551615ULL, "'default'"},
      {"/track/workload/0/choices", Json::array({1}), "'choices'"},
      {"/track/metrics/0/direction", "up", "lower, higher, neutral"},
      {"/track/ingredients/0/file_type", nullptr, "'file_type'"},
      {"/track/reasons/0", "infeasible", "reason"},
      {"/method/name", nullptr, "'name'"},
      {"/method/devices", "cpu", "'devices'"},
      {"/method", nullptr, "method"},
  };
  wire::Description description;
  description.method = {"one", "sample", "1.2.3", "does it", "", {}, {"cpu"}};
  description.track = sample_track();
  for (const Row& row : rows) {
    CAPTURE(row.pointer, row.value.dump());
    Json json = wire::to_json(description);
    json[Json::json_pointer(row.pointer)] = row.value;
    const auto read = wire::description_from_json(json);
    REQUIRE_FALSE(read.has_value());
    CAPTURE(read.error().message);
    CHECK(read.error().message.find(row.named) != std::string::npos);
  }
}

TEST_CASE("the track's digest changes with any part of the description and with nothing else", "[messages]") {
  const std::string digest = wire::track_digest(sample_track());
  CHECK(digest.size() == 64);
  CHECK(wire::track_digest(sample_track()) == digest);
  TrackDescription other = sample_track();
  other.metrics[0].direction = Direction::higher;
  CHECK(wire::track_digest(other) != digest);
  other = sample_track();
  other.workload[0].standard = std::int64_t{9};
  CHECK(wire::track_digest(other) != digest);
}
