// description_check: every way in which a description's tables can contradict themselves, and where two differ.
#include "catalog/description_check.hpp"

#include "catch.hpp"
#include "described.hpp"

#include <functional>
#include <limits>

using tare::catalog::contradiction;
using tare::wire::Description;

TEST_CASE("a sound description has no contradiction", "[catalog]") {
  CHECK(contradiction(described::sound()) == std::nullopt);
}

TEST_CASE("each contradiction of a parameter table is named with the parameter", "[catalog]") {
  struct Row {
    std::string expected;
    std::function<void(tare::ParamSpec&)> spoil;  // an integer `step_count` with default 5
  };
  const std::vector<Row> rows = {
      {"parameter step_count: the default 5 is above max 4", [](auto& spec) { spec.max = 4; }},
      {"parameter step_count: the default 5 is below min 6", [](auto& spec) { spec.min = 6; }},
      {"parameter step_count: min 9 is above max 3",
       [](auto& spec) {
         spec.min = 9;
         spec.max = 3;
       }},
      {"parameter step_count: choices are for texts and files, not for numbers",
       [](auto& spec) { spec.choices = {"5"}; }},
      {"parameter step_count: the default is no integer", [](auto& spec) { spec.standard = 5.5; }},
      {"parameter step_count: the default is not finite",
       [](auto& spec) {
         spec.type = tare::ParamType::real;
         spec.standard = std::numeric_limits<double>::infinity();
       }},
      {"parameter \"Step Count\": a name is lower-case letters, digits and underscores",
       [](auto& spec) { spec.name = "Step Count"; }},
      {"parameter \"\": a name is lower-case letters, digits and underscores", [](auto& spec) { spec.name = ""; }},
      {"parameter mode: the default \"slow\" is none of its choices",
       [](auto& spec) { spec = described::text("mode", "slow", {"fast", "exact"}); }},
      {"parameter mode: a choice stands twice in its list",
       [](auto& spec) { spec = described::text("mode", "fast", {"fast", "fast"}); }},
      {"parameter mode: min and max are for numbers",
       [](auto& spec) {
         spec = described::text("mode", "fast", {});
         spec.min = 1;
       }},
      {"parameter mode: units are for numbers",
       [](auto& spec) {
         spec = described::text("mode", "fast", {});
         spec.unit = "s";
       }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    Description description = described::sound();
    row.spoil(description.method.params[0]);
    CHECK(contradiction(description).value_or("none") == row.expected);
    // The workload is held to the same rules.
    Description other = described::sound();
    other.track.workload = other.method.params;
    row.spoil(other.track.workload[0]);
    CHECK(contradiction(other).value_or("none") == "workload" + row.expected.substr(std::string("parameter").size()));
  }
}

TEST_CASE("names that stand twice or are badly formed are found in every table", "[catalog]") {
  struct Row {
    std::string expected;
    std::function<void(Description&)> spoil;
  };
  const std::vector<Row> rows = {
      {"parameter step_count: the name stands twice",
       [](auto& d) { d.method.params.push_back(d.method.params.front()); }},
      {"workload levels: the name stands twice", [](auto& d) { d.track.workload.push_back(d.track.workload.front()); }},
      {"metric step_bytes: the name stands twice", [](auto& d) { d.track.metrics.push_back(d.track.metrics.front()); }},
      {"metric \"Step\": a name is lower-case letters, digits and underscores",
       [](auto& d) { d.track.metrics[0].name = "Step"; }},
      {"ingredient net: depends on `width`, which is no workload value",
       [](auto& d) { d.track.ingredients = {{"net", "json", {"width"}, {}}}; }},
      {"reason lost: \"gone\" is no outcome", [](auto& d) { d.track.reasons = {{"lost", "gone"}}; }},
      {"method \"hy_par\": a name is lower-case letters, digits and hyphens",
       [](auto& d) { d.method.name = "hy_par"; }},
      {"track \"\": a name is lower-case letters, digits and hyphens", [](auto& d) { d.track.name = ""; }},
      {"the method offers no device; the list needs \"cpu\", \"cuda\" or both",
       [](auto& d) { d.method.devices.clear(); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    Description description = described::sound();
    row.spoil(description);
    CHECK(contradiction(description).value_or("none") == row.expected);
  }
}

TEST_CASE("the first difference of two documents is named by what differs", "[catalog]") {
  const auto difference = [](const std::function<void(tare::TrackDescription&)>& change) {
    tare::TrackDescription other = described::sound().track;
    change(other);
    return tare::catalog::first_difference(tare::wire::to_json(other), tare::wire::to_json(described::sound().track));
  };
  CHECK(difference([](auto&) {}).empty());
  CHECK(difference([](auto& track) { track.metrics[0].unit = "kB"; }) ==
        "metric step_bytes: unit \"kB\" here, \"bytes\" there");
  CHECK(difference([](auto& track) { track.workload[0].standard = std::int64_t{3}; }) ==
        "workload levels: default 3 here, 4 there");
  CHECK(difference([](auto& track) { track.metrics.pop_back(); }) == "metric step_time_s only there");
  CHECK(difference([](auto& track) { track.reasons = {{"lost", "failed"}}; }) == "reason lost only here");
  CHECK(difference([](auto& track) { track.metrics[1].name = "time_s"; }) ==
        "metric time_s here where metric step_time_s stands there");
}
