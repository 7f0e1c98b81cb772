// comparison: from samples and metrics to verdicts, Holm's correction and what is refused.
#include "compare/comparison.hpp"

#include "base/random.hpp"
#include "catch.hpp"
#include "rows.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using tare::Json;
using tare::compare::Comparison;
using tare::compare::TimedGroup;
using tare::compare::TimedMethod;
using tare::compare::Verdict;
using tare::model::Outcome;
using tare::model::ResultRow;
using tare::test::group_of;
using tare::test::metric_row;
using tare::test::timed_method;

TEST_CASE("a method twice as fast is better and one twice as slow is worse", "[compare]") {
  const auto found = tare::compare::compare_times(std::vector{
      group_of({timed_method("slow", 1000, 1), timed_method("quick", 500, 2), timed_method("slower", 2000, 3)})});
  REQUIRE(found.size() == 2);
  CHECK(found[0].method == "quick");
  CHECK(found[0].baseline == "slow");
  CHECK(found[0].verdict == Verdict::better);
  CHECK(std::abs(*found[0].ratio - 2) < 0.05);
  CHECK(found[0].interval->contains(*found[0].ratio));
  CHECK(found[0].row_ids == std::vector<std::string>{"half-quick", "half-slow"});
  CHECK(found[1].verdict == Verdict::worse);
}

TEST_CASE("a row set compared with itself is the same", "[compare]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    TimedGroup group = group_of({timed_method("a", 1000, seed, 0.05)});
    TimedMethod copy = group.methods[0];
    copy.label = "b";
    copy.is_baseline = false;
    group.methods.push_back(copy);
    const auto times = tare::compare::compare_times(std::vector{group});
    REQUIRE(times.size() == 1);
    CHECK(times[0].verdict == Verdict::same);
    CHECK(times[0].ratio == 1);

    tare::random::Generator generator(seed);
    std::vector<ResultRow> rows;
    for (int i = 0; i < 4; ++i) {
      const double value = generator.normal();
      rows.push_back(metric_row("a", i, "loss", value));
      rows.push_back(metric_row("b", i, "loss", value));
    }
    const auto metrics = tare::compare::compare_metrics(rows);
    REQUIRE(metrics.size() == 1);
    CHECK(metrics[0].verdict == Verdict::same);
  }
}

TEST_CASE("a wrong answer never wins, whatever its time", "[compare]") {
  TimedMethod wrong = timed_method("wrong", 1, 2);
  wrong.outcome = Outcome::wrong_answer;
  const auto times = tare::compare::compare_times(std::vector{group_of({timed_method("a", 1000, 1), wrong})});
  REQUIRE(times.size() == 1);
  CHECK(times[0].verdict == Verdict::wrong_answer);
  CHECK_FALSE(times[0].ratio.has_value());

  ResultRow row = metric_row("wrong", 0, "", 0);
  row.outcome = Outcome::wrong_answer;
  row.value = std::nullopt;
  // One right seed does not save a method whose other seed is wrong.
  const auto metrics = tare::compare::compare_metrics(std::vector{
      metric_row("a", 0, "loss", 2), metric_row("a", 1, "loss", 2), row, metric_row("wrong", 1, "loss", 1)});
  REQUIRE(metrics.size() == 1);
  CHECK(metrics[0].verdict == Verdict::wrong_answer);
}

TEST_CASE("what cannot be compared says why", "[compare]") {
  TimedMethod crashed = timed_method("b", 10, 2);
  crashed.outcome = Outcome::crashed;
  crashed.reason = "signal";
  TimedMethod elsewhere = timed_method("b", 10, 2);
  for (auto& sample : elsewhere.samples) sample.round += 1000;
  TimedMethod broken_baseline = timed_method("a", 1000, 1);
  broken_baseline.outcome = Outcome::wrong_answer;
  TimedMethod no_baseline = timed_method("b", 10, 2);
  struct Row {
    std::string name;
    TimedGroup group;
    std::string note;
  };
  TimedGroup lonely = group_of({timed_method("a", 1, 1), no_baseline});
  lonely.methods.erase(lonely.methods.begin());
  for (const Row& row :
       {Row{"crashed", group_of({timed_method("a", 1000, 1), crashed}), "crashed/signal"},
        Row{"other rounds", group_of({timed_method("a", 1000, 1), elsewhere}),
            "no round timed both (48 unpaired, 0 unusable)"},
        Row{"wrong baseline", group_of({broken_baseline, timed_method("b", 10, 2)}), "the baseline is wrong_answer"},
        Row{"no baseline", lonely, "the baseline was not timed in this sitting"}}) {
    CAPTURE(row.name);
    const auto found = tare::compare::compare_times(std::vector{row.group});
    REQUIRE(found.size() == 1);
    CHECK(found[0].verdict == Verdict::not_comparable);
    CHECK(found[0].note == row.note);
  }
}

TEST_CASE("one method alone has nothing to be compared with", "[compare]") {
  CHECK(tare::compare::compare_times(std::vector{group_of({timed_method("a", 1000, 1)})}).empty());
  CHECK(tare::compare::compare_metrics(std::vector{metric_row("a", 0, "loss", 1)}).empty());
  CHECK(tare::compare::compare_times({}).empty());
  CHECK(tare::compare::compare_metrics({}).empty());
}

TEST_CASE("under eight rounds nothing is better or worse, and the missing rounds are named", "[compare]") {
  for (const int count : {1, 4, 5, 7, 8}) {
    CAPTURE(count);
    TimedGroup group = group_of({timed_method("a", 1000, 1), timed_method("b", 100, 2)});
    for (TimedMethod& method : group.methods) method.samples.resize(static_cast<std::size_t>(count));
    const Comparison found = tare::compare::compare_times(std::vector{group}).at(0);
    CHECK(found.verdict == (count < 8 ? Verdict::undecided : Verdict::better));
    CHECK(found.interval.has_value() == (count >= 5));
    if (count < 8) {
      CHECK(found.further_count == 8 - count);
    }
  }
}

TEST_CASE("the twin's spread widens the band that a verdict must leave", "[compare]") {
  TimedMethod twin = timed_method("a", 1100, 3);
  twin.is_baseline = true;
  twin.twin = 1;
  const auto with = tare::compare::compare_times(
      std::vector{group_of({timed_method("a", 1000, 1), timed_method("b", 950, 2), twin})});
  REQUIRE(with.size() == 1);
  CHECK(*with[0].noise_floor_ratio > 0.09);
  CHECK(with[0].band_ratio == *with[0].noise_floor_ratio);
  CHECK(with[0].verdict == Verdict::same);
  const auto without =
      tare::compare::compare_times(std::vector{group_of({timed_method("a", 1000, 1), timed_method("b", 950, 2)})});
  CHECK(without[0].verdict == Verdict::better);
}

TEST_CASE("seeds of a point combine by the geometric mean", "[compare]") {
  std::vector<TimedGroup> groups;
  for (int seed = 0; seed < 3; ++seed) {
    groups.push_back(group_of({timed_method("a", 1000, 1 + static_cast<std::uint64_t>(seed)),
                               timed_method("b", seed == 0 ? 500 : 1000, 9 + static_cast<std::uint64_t>(seed))}));
    groups.back().group_id = "group-" + std::to_string(seed);
  }
  const auto found = tare::compare::compare_times(groups);
  REQUIRE(found.size() == 1);
  CHECK(found[0].seed_count == 3);
  CHECK(std::abs(*found[0].ratio - std::cbrt(2.0)) < 0.02);
}

TEST_CASE("a group visited twice counts by its later sitting", "[compare]") {
  const auto found =
      tare::compare::compare_times(std::vector{group_of({timed_method("a", 1000, 1), timed_method("b", 100, 2)}),
                                               group_of({timed_method("a", 1000, 1), timed_method("b", 500, 2)})});
  REQUIRE(found.size() == 1);
  CHECK(found[0].seed_count == 1);
  CHECK(std::abs(*found[0].ratio - 2) < 0.1);
}

TEST_CASE("deterministic metrics are exact and need no second seed", "[compare]") {
  struct Row {
    double baseline;
    double method;
    std::string direction;
    Verdict expected;
  };
  for (const Row& row : {Row{100, 99.9, "lower", Verdict::better}, Row{100, 100, "lower", Verdict::same},
                         Row{100, 100 * (1 + 1e-13), "lower", Verdict::same}, Row{1, 2, "lower", Verdict::worse},
                         Row{1, 2, "higher", Verdict::better}, Row{0, 1, "lower", Verdict::worse},
                         Row{0, 0, "lower", Verdict::same}, Row{-1, 0, "higher", Verdict::better}}) {
    CAPTURE(row.baseline, row.method, row.direction);
    std::vector<ResultRow> rows = {metric_row("a", 0, "bytes", row.baseline), metric_row("b", 0, "bytes", row.method)};
    for (ResultRow& result : rows) {
      result.direction = row.direction;
      result.is_deterministic = true;
    }
    const auto found = tare::compare::compare_metrics(rows);
    REQUIRE(found.size() == 1);
    CHECK(found[0].verdict == row.expected);
    CHECK(found[0].is_exact);
    CHECK(found[0].interval->low == found[0].interval->high);
    CHECK(found[0].ratio.has_value() == (row.baseline > 0 && row.method > 0));
  }
}

TEST_CASE("one or two seeds have no interval and say so; three have one; six have a sign-flip p", "[compare]") {
  for (const int count : {1, 2, 3, 5, 6}) {
    CAPTURE(count);
    std::vector<ResultRow> rows;
    for (int seed = 0; seed < count; ++seed) {
      rows.push_back(metric_row("a", seed, "loss", 1 + 0.001 * seed));
      rows.push_back(metric_row("b", seed, "loss", 0.5 + 0.0007 * seed));
    }
    const Comparison found = tare::compare::compare_metrics(rows).at(0);
    CHECK(found.count == count);
    CHECK(found.interval.has_value() == (count >= 3));
    CHECK(found.verdict == (count >= 3 ? Verdict::better : Verdict::undecided));
    CHECK(found.sign_flip_p_value.has_value() == (count >= 6));
    if (count < 3) {
      CHECK(found.further_count == 3 - count);
      CHECK(found.note == std::to_string(count) + (count == 1 ? " seed" : " seeds") + ": an interval needs 3");
    }
    if (count == 6) {
      CHECK(*found.sign_flip_p_value == 2.0 / 64);
    }
  }
}

TEST_CASE("undefined metrics pair with nothing", "[compare]") {
  const double infinity = std::numeric_limits<double>::infinity();
  std::vector<ResultRow> rows = {metric_row("a", 0, "loss", 1), metric_row("b", 0, "loss", 1)};
  rows[1].value = std::nullopt;
  CHECK(tare::compare::compare_metrics(rows).at(0).verdict == Verdict::not_comparable);
  rows[1].value = infinity;
  CHECK(tare::compare::compare_metrics(rows).at(0).verdict == Verdict::not_comparable);
  rows[1] = metric_row("b", 0, "other", 1);
  CHECK(tare::compare::compare_metrics(rows).at(0).verdict == Verdict::not_comparable);
  rows[0].direction = "neutral";
  CHECK(tare::compare::compare_metrics(rows).empty());
}

TEST_CASE("Holm's levels fall by rank and stop where a p is too large", "[compare]") {
  const std::vector<double> levels = tare::compare::holm_levels(std::vector<double>{0.2, 0.001, 0.01, 0.5});
  const std::vector<double> expected = {1 - 0.05 / 2, 1 - 0.05 / 4, 1 - 0.05 / 3, 1 - 0.05 / 2};
  REQUIRE(levels.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(std::abs(levels[i] - expected[i]) < 1e-12);
  CHECK(tare::compare::holm_levels({}).empty());
}

TEST_CASE("verdicts in a large family use adjusted intervals that hold the raw ones", "[compare]") {
  TimedGroup group = group_of({timed_method("a", 1000, 1)});
  for (std::uint64_t i = 0; i < 30; ++i) group.methods.push_back(timed_method("b" + std::to_string(i), 1000, 50 + i));
  for (const Comparison& found : tare::compare::compare_times(std::vector{group})) {
    CAPTURE(found.method);
    CHECK(found.adjusted_interval->low < found.interval->low);
    CHECK(found.adjusted_interval->high > found.interval->high);
    CHECK(found.verdict != Verdict::better);
    CHECK(found.verdict != Verdict::worse);
  }
}

TEST_CASE("the rounds that would settle a pair shrink with its distance from the band", "[compare]") {
  const auto further = [](double estimate) {
    return tare::compare::judge(tare::compare::Uncertainty::normal(estimate, 0.01),
                                {.edge = 0.01, .count = 20, .fewest_count = 8})
        .further_count;
  };
  CHECK(further(0.02).value() > further(0.025).value());
  // The half width 1.96 * 0.01 has to fall to 0.01: four times the rounds, nearly.
  CHECK(further(0.02) == 57);
  CHECK_FALSE(further(0.01).has_value());
}

TEST_CASE("a program whose empty call is more than a twentieth of its time is flagged", "[compare]") {
  for (const double empty_ns : {10.0, 100.0}) {
    CAPTURE(empty_ns);
    TimedMethod peer = timed_method("peer", 1000, 2);
    TimedMethod empty = timed_method("peer", empty_ns, 3);
    for (tare::model::SampleRow& sample : empty.samples) {
      sample.operation = "empty";
      peer.samples.push_back(sample);
    }
    const auto found = tare::compare::compare_times(std::vector{group_of({timed_method("plugin", 1000, 1), peer})});
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "step");
    CHECK((found[0].note == "an empty call is 10 % of its time") == (empty_ns == 100.0));
  }
}
