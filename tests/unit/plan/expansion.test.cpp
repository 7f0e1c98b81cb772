// Expansion: how many cases, in which groups, under which identities.
#include "plan/expansion.hpp"

#include "catch.hpp"
#include "sample_suite.hpp"

#include <functional>
#include <set>

using tare::model::SuiteValue;
using tare::plan::Expansion;

namespace {

Expansion expanded(const tare::model::Suite& suite) {
  auto expansion = Expansion::create(suite, tare::test::sample_catalog(), {}, {});
  INFO((expansion ? "" : expansion.error().message));
  REQUIRE(expansion.has_value());
  return std::move(*expansion);
}

}  // namespace

TEST_CASE("a plan is every combination once", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.axes.push_back(tare::test::integer_axis("ratio", 4));
  suite.seeds = {1, 2};
  suite.devices = {"cpu", "cuda"};
  const Expansion expansion = expanded(suite);
  CHECK(expansion.group_count() == 3 * 4 * 2 * 2);
  CHECK(expansion.case_count() == 2 * 3 * 4 * 2 * 2);
  std::set<std::string> identities;
  std::set<std::string> groups;
  std::set<std::string> points;
  for (std::size_t g = 0; g < expansion.group_count(); ++g) {
    const auto group = expansion.group(g);
    groups.insert(group.id);
    points.insert(group.point_id);
    for (const auto& one : group.cases) identities.insert(one.identity);
    CHECK(expansion.identities(g) == std::vector<std::string>{group.cases[0].identity, group.cases[1].identity});
  }
  CHECK(identities.size() == expansion.case_count());
  CHECK(groups.size() == expansion.group_count());
  CHECK(points.size() == expansion.group_count() / 2);
}

TEST_CASE("an identity follows what can change the answer and nothing else", "[plan]") {
  const auto first_of = [](const std::function<void(tare::model::Suite&)>& change) {
    auto suite = tare::test::sample_suite();
    change(suite);
    return expanded(suite).group(0).cases[0];
  };
  const auto plain = first_of([](auto&) {});
  struct Row {
    std::string name;
    std::function<void(tare::model::Suite&)> change;
    bool is_same;
  };
  const std::vector<Row> rows = {
      {"another suite name", [](auto& s) { s.name = "other"; }, true},
      {"other limits", [](auto& s) { s.limits.time_s = 1; }, true},
      {"a default written out", [](auto& s) { s.workload["ratio"] = SuiteValue{tare::Json(1), {}, {}}; }, true},
      {"a key that moves from the matrix to the workload",
       [](auto& s) {
         s.axes.clear();
         s.workload["size"] = SuiteValue{tare::Json(0), {}, {}};
       },
       true},
      {"another value", [](auto& s) { s.workload["ratio"] = SuiteValue{tare::Json(2.0), {}, {}}; }, false},
      {"another seed", [](auto& s) { s.seeds = {5}; }, false},
      {"another device", [](auto& s) { s.devices = {"cuda"}; }, false},
      {"another parameter", [](auto& s) { s.methods[0].params["depth"] = SuiteValue{tare::Json(2), {}, {}}; }, false},
      {"a variable for the worker", [](auto& s) { s.environment["THREADS"] = "2"; }, false},
      {"a file with other content",
       [](auto& s) { s.workload["net"] = SuiteValue{tare::Json("n.toml"), "/n.toml", "d1"}; }, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK((first_of(row.change).identity == plain.identity) == row.is_same);
  }
}

TEST_CASE("a file stands in the identity by its content, not by its place", "[plan]") {
  const auto with_file = [](const std::string& path, const std::string& digest) {
    auto suite = tare::test::sample_suite();
    suite.workload["net"] = SuiteValue{tare::Json(path), "/abs/" + path, digest};
    return expanded(suite).group(0).cases[0];
  };
  CHECK(with_file("x.toml", "d1").identity == with_file("y/x.toml", "d1").identity);
  CHECK(with_file("x.toml", "d1").identity != with_file("x.toml", "d2").identity);
  CHECK(with_file("x.toml", "d1").worker_workload["net"] == "/abs/x.toml");
  CHECK(with_file("x.toml", "d1").workload["net"] == "x.toml");
}

TEST_CASE("the question leaves out the plugin's build, the identity does not", "[plan]") {
  auto catalog = tare::test::sample_catalog();
  const auto before = Expansion::create(tare::test::sample_suite(), catalog, {}, {})->group(0).cases[0];
  catalog.methods["toy"]["slow"].digest = "rebuilt";
  const auto after = Expansion::create(tare::test::sample_suite(), catalog, {}, {})->group(0).cases[0];
  CHECK(before.question == after.question);
  CHECK(before.identity != after.identity);
}

TEST_CASE("exclusions take out points, or one method of a point", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.exclusions = {{{{"size", {tare::Json(1)}}}}, {{{"size", {tare::Json(2)}}, {"method", {tare::Json("fast")}}}}};
  const Expansion expansion = expanded(suite);
  REQUIRE(expansion.group_count() == 2);
  CHECK(expansion.case_count() == 3);
  CHECK(expansion.group(0).cases.size() == 2);
  REQUIRE(expansion.group(1).cases.size() == 1);
  CHECK(expansion.group(1).cases[0].label == "slow");
}

TEST_CASE("exclusions that leave nothing are refused", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.exclusions = {{{{"method", {tare::Json("fast"), tare::Json("slow")}}}}};
  const auto expansion = Expansion::create(suite, tare::test::sample_catalog(), {}, {});
  REQUIRE_FALSE(expansion.has_value());
  CHECK(expansion.error().message.find("leave no case") != std::string::npos);
}

TEST_CASE("a method's list parameters are variants with labels of their own", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.methods[1].axes = {tare::test::integer_axis("depth", 2)};
  const Expansion expansion = expanded(suite);
  const auto group = expansion.group(0);
  REQUIRE(group.cases.size() == 3);
  CHECK(group.cases[1].label == "fast (depth=0)");
  CHECK(group.cases[2].label == "fast (depth=1)");
}

TEST_CASE("a baseline with axes is refused beside other methods", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.methods[0].axes = {tare::test::integer_axis("depth", 2)};
  CHECK_FALSE(Expansion::create(suite, tare::test::sample_catalog(), {}, {}).has_value());
}

TEST_CASE("a twin is a second baseline with an identity of its own", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.timing.has_twin = true;
  const auto group = expanded(suite).group(0);
  REQUIRE(group.cases.size() == 3);
  CHECK(group.cases[1].twin == 1);
  CHECK(group.cases[0].identity != group.cases[1].identity);
}

TEST_CASE("a suite of more cases than allowed is refused with its size", "[plan]") {
  auto suite = tare::test::sample_suite();
  suite.axes = {tare::test::integer_axis("size", 100000), tare::test::integer_axis("ratio", 100000)};
  const auto huge = Expansion::create(suite, tare::test::sample_catalog(), {}, {});
  REQUIRE_FALSE(huge.has_value());
  CHECK(huge.error().message.find("20000000000 cases") != std::string::npos);
}
