// rounds: a random order that is fair and repeatable, and a stopping rule that looks at widths and budgets only.
#include "run/rounds.hpp"

#include "catch.hpp"

#include <map>
#include <optional>
#include <vector>

using tare::run::next_rounds_per_process;
using tare::run::round_order;

TEST_CASE("a round visits every operation of every member once, in an order that changes by round", "[run]") {
  const std::vector<std::vector<std::string>> operations = {{"a", "b"}, {"a"}, {"a", "b"}};
  std::map<std::string, int> first_places;
  bool differs = false;
  const auto first = round_order(operations, 1, 0);
  for (int round = 0; round < 200; ++round) {
    const auto visits = round_order(operations, 1, round);
    REQUIRE(visits.size() == 5);
    std::map<std::pair<std::size_t, std::string>, int> counts;
    for (const auto& visit : visits) ++counts[{visit.member, visit.operation}];
    CHECK(counts.size() == 5);
    differs = differs || visits[0].member != first[0].member;
    ++first_places[std::to_string(visits[0].member) + visits[0].operation];
  }
  CHECK(differs);
  // Each of the five has the first place in 40 of 200 rounds on average; 15 is more than four deviations away.
  for (const auto& [name, count] : first_places) {
    CAPTURE(name);
    CHECK(count > 15);
  }
  CHECK(round_order(operations, 1, 0)[0].operation == first[0].operation);
}

TEST_CASE("rounds stop at the wanted width or at their maximum, never before their minimum", "[run]") {
  tare::model::Timing timing;
  timing.rounds_min = 9;
  timing.rounds_max = 60;
  timing.interval_ratio = 0.01;
  struct Row {
    std::string name;
    tare::run::StopState state;
    int expected;
  };
  const std::vector<Row> rows = {
      {"the minimum is shared between processes", {0, 3, std::nullopt, true}, 3},
      {"a narrow interval does not shorten the minimum", {6, 3, 0.001, true}, 1},
      {"narrow enough", {9, 3, 0.01, true}, 0},
      {"twice as wide wants four times the rounds", {9, 3, 0.02, true}, 9},
      {"never past the maximum", {54, 3, 0.5, true}, 2},
      {"at the maximum", {60, 3, 0.5, true}, 0},
      {"nothing to compare with", {9, 3, std::nullopt, false}, 0},
      {"an undefined interval asks for some more", {9, 1, std::nullopt, true}, 9},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(next_rounds_per_process(timing, row.state) == row.expected);
  }
}
