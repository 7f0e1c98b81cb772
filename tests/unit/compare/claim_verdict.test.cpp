// claim_verdict: every expectation and aggregate over rows with known values, and what cannot be judged.
#include "compare/claim_verdict.hpp"

#include "catch.hpp"
#include "compare/claim_table.hpp"
#include "rows.hpp"

#include <cmath>
#include <string>
#include <vector>

using tare::Json;
using tare::compare::ArtifactText;
using tare::compare::ClaimResult;
using tare::compare::ClaimRows;
using tare::compare::ClaimVerdict;
using tare::model::ResultRow;

namespace {

ResultRow row_at(const std::string& method, const std::string& network, int level, double value) {
  ResultRow row = tare::test::metric_row(method, 0, "bytes", value);
  row.workload = {{"network", network}, {"level", level}};
  row.point_id = network + std::to_string(level);
  row.group_id = row.point_id;
  row.identity = method + "@" + row.point_id;
  row.is_deterministic = true;
  return row;
}

// Baseline "a" and methods "b" (half, then a quarter) and "c" (1.001 times as much), two networks by two levels.
ClaimRows sample_rows() {
  ClaimRows rows;
  for (const std::string network : {"x", "y"}) {
    for (const int level : {1, 2}) {
      const double base = network == "x" ? 100 : 1000;
      rows.results.push_back(row_at("a", network, level, base * level));
      rows.results.push_back(row_at("b", network, level, network == "x" ? base * level / 2 : base * level / 4));
      rows.results.push_back(row_at("c", network, level, base * level * 1.001));
    }
  }
  return rows;
}

ClaimResult judged(const std::string& keys, const ClaimRows& rows) {
  const auto claim = tare::compare::parse_claim({"id", Json::parse(keys), 1});
  INFO(keys);
  REQUIRE(claim.has_value());
  return tare::compare::judge_claim(*claim, "suite", rows);
}

}  // namespace

TEST_CASE("expectations of exact values are met or not", "[compare]") {
  struct Row {
    std::string keys;
    ClaimVerdict expected;
  };
  const ClaimVerdict yes = ClaimVerdict::reproduced;
  const ClaimVerdict no = ClaimVerdict::not_reproduced;
  for (
      const Row& row : {
          Row{R"("method": "b", "aggregate": "geomean", "expect": {"about": 2.83, "within": "1 %"})", yes},
          Row{R"("method": "b", "aggregate": "geomean", "expect": {"about": 2.9, "within": "1 %"})", no},
          Row{R"("method": "b", "aggregate": "mean", "expect": {"about": 3, "within": 0.001})", yes},
          Row{R"("method": "b", "aggregate": "min", "expect": {"at_least": 2})", yes},
          Row{R"("method": "b", "aggregate": "max", "expect": {"at_most": 3.9})", no},
          Row{R"("method": "b", "aggregate": "sum", "expect": {"between": [12, 12]})", yes},
          Row{R"("method": "b", "aggregate": "share", "expect": {"at_least": 1})", yes},
          Row{R"("method": "c", "aggregate": "share", "expect": {"at_most": 0})", yes},
          Row{R"("method": "c", "aggregate": "share", "against": "c", "expect": {"at_least": 1})", yes},
          Row{R"("method": "b", "expect": {"at_least": 2})", yes},
          Row{R"("method": "b", "expect": {"at_least": 3})", no},
          Row{R"("method": "b", "select": {"network": "y"}, "expect": {"at_least": 3})", yes},
          Row{R"("method": "b", "select": {"network": ["y"], "level": 2}, "against": "none", "expect": {"equal": 500})",
              yes},
          Row{R"("method": "b", "select": {"level": "1"}, "aggregate": "sum", "against": "none", "expect": {"equal": 300})",
              yes},
          Row{R"("method": "a", "expect": {"sign": "zero"})", yes},
          Row{R"("method": "b", "expect": {"sign": "positive"})", yes},
          Row{R"("method": "c", "expect": {"sign": "negative"})", yes},
          Row{R"("method": "c", "expect": {"sign": "zero"})", yes},
          Row{R"("method": "c", "expect": {"sign": "positive"})", no},
          Row{R"("expect": {"order": ["b", "a", "c"]})", yes},
          Row{R"("expect": {"order": ["b", "c", "a"]})", no},
          Row{R"("expect": {"order": ["a", "a"]})", yes},
          Row{R"("method": "b", "against": "c", "aggregate": "max", "expect": {"about": 4.004, "within": "0.01 %"})",
              yes},
          Row{R"("method": "b", "against": "none", "along": "level", "expect": {"monotone": "increasing"})", yes},
          Row{R"("method": "b", "against": "none", "along": "level", "expect": {"monotone": "decreasing"})", no},
          Row{R"("method": "b", "against": "none", "along": "level", "aggregate": "argmax", "expect": {"equal": 2})",
              yes},
          Row{R"("method": "b", "against": "none", "along": "level", "aggregate": "argmax", "expect": {"equal": 1})",
              no},
          Row{R"("method": "b", "along": "level", "aggregate": "argmax", "expect": {"equal": 1})", yes},
          Row{R"("method": "b", "expect": {"within": "1 %"}, "each": [{"network": "x", "about": 2}, {"network": "y", "about": 4}])",
              yes},
          Row{R"("method": "b", "expect": {"within": "1 %"}, "each": [{"network": "x", "about": 2}, {"network": "y", "about": 5}])",
              no},
      }) {
    const ClaimResult result = judged(R"({"metric": "bytes", )" + row.keys + "}", sample_rows());
    CAPTURE(row.keys, result.reason);
    CHECK(name_of(result.verdict) == name_of(row.expected));
  }
}

TEST_CASE("a verdict names the rows that it rests on", "[compare]") {
  const ClaimResult result =
      judged(R"({"metric": "bytes", "method": "b", "select": {"network": "x", "level": 1}, "expect": {"at_least": 1}})",
             sample_rows());
  REQUIRE(result.points.size() == 1);
  CHECK(result.points[0].row_ids == std::vector<std::string>{"b@x1", "a@x1"});
}

TEST_CASE("failed cases, missing rows and other suites make a claim not run, with the reason", "[compare]") {
  ClaimRows failed = sample_rows();
  failed.results[1].outcome = tare::model::Outcome::out_of_memory;
  failed.results[1].reason = "resident";
  failed.results[1].value = std::nullopt;
  failed.results[1].metric = "";
  ClaimRows other = sample_rows();
  for (ResultRow& row : other.results) row.suite = "another";
  struct Row {
    std::string name;
    std::string keys;
    ClaimRows rows;
    std::string reason;
  };
  for (const Row& row : {
           Row{"failed case", R"("aggregate": "geomean", "expect": {"at_least": 1})", failed,
               "b: out_of_memory/resident"},
           Row{"failed point", R"("expect": {"at_least": 1})", failed, "1 of 4: 1 x: b: out_of_memory/resident"},
           Row{"no rows", R"("expect": {"at_least": 1})", other, "no rows to judge"},
           Row{"no against", R"("against": "z", "aggregate": "max", "expect": {"at_least": 1})", sample_rows(),
               "z: no rows"},
           Row{"no point", R"("each": [{"network": "z", "at_least": 1}])", sample_rows(),
               "no case of this run matches"},
           Row{"no text", R"("expect": {"equal": "0011/0"})", sample_rows(), "4 of 4: 1 x: b: no bytes"},
       }) {
    const ClaimResult result = judged(R"({"metric": "bytes", "method": "b", )" + row.keys + "}", row.rows);
    CAPTURE(row.name);
    CHECK(result.verdict == ClaimVerdict::not_run);
    CHECK(result.reason == row.reason);
  }
}

TEST_CASE("texts are compared as texts, point by point", "[compare]") {
  ClaimRows rows = sample_rows();
  for (const std::string network : {"x", "y"}) {
    ArtifactText plan;
    plan.suite = "suite";
    plan.method = "b";
    plan.group_id = network + "1";
    plan.point_id = network + "1";
    plan.workload = {{"network", network}, {"level", 1}};
    plan.name = "plan";
    plan.text = network == "x" ? "0011\n" : "0111\n";
    plan.row_id = "plan-" + network;
    rows.artifacts.push_back(plan);
  }
  const std::string claim = R"({"metric": "plan", "method": "b", "select": {"level": 1}, "each": [
      {"network": "x", "equal": "0011"}, {"network": "y", "equal": ")";
  CHECK(judged(claim + R"(0111"}]})", rows).verdict == ClaimVerdict::reproduced);
  const ClaimResult wrong = judged(claim + R"(1111"}]})", rows);
  CHECK(wrong.verdict == ClaimVerdict::not_reproduced);
  CHECK(wrong.points.at(1).found == "0111");
  CHECK(wrong.points.at(1).row_ids == std::vector<std::string>{"plan-y"});
}

TEST_CASE("a metric of seeds is judged by its interval, and one seed is inconclusive", "[compare]") {
  ClaimRows rows;
  const auto add = [&](int seeds, double spread) {
    rows.results.clear();
    for (int seed = 0; seed < seeds; ++seed) {
      rows.results.push_back(tare::test::metric_row("a", seed, "loss", 2));
      rows.results.push_back(tare::test::metric_row("b", seed, "loss", 1 + spread * (seed - 1)));
    }
  };
  const std::string claim = R"({"metric": "loss", "method": "b", "expect": {"at_least": 1.9}})";
  add(1, 0);
  CHECK(judged(claim, rows).verdict == ClaimVerdict::inconclusive);
  CHECK(judged(claim, rows).reason == "seeds: 1, an interval needs 3");
  add(3, 0.001);
  CHECK(judged(claim, rows).verdict == ClaimVerdict::reproduced);
  add(3, 0.2);
  CHECK(judged(claim, rows).verdict == ClaimVerdict::inconclusive);
  CHECK(judged(claim, rows).reason.find("more seeds would settle it") != std::string::npos);
}

TEST_CASE("times are judged by the ratio's interval within a sitting", "[compare]") {
  ClaimRows rows;
  rows.timings = {
      tare::test::group_of({tare::test::timed_method("a", 1000, 1), tare::test::timed_method("b", 500, 2)})};
  for (const std::string method : {"a", "b"}) {
    rows.results.push_back(tare::test::metric_row(method, 0, "loss", 1));
    rows.timings[0].group_id = rows.results.back().group_id;
  }
  CHECK(judged(R"({"operation": "step", "method": "b", "expect": {"about": 2, "within": "2 %"}})", rows).verdict ==
        ClaimVerdict::reproduced);
  CHECK(judged(R"({"operation": "step", "method": "b", "expect": {"at_least": 2.5}})", rows).verdict ==
        ClaimVerdict::not_reproduced);
  CHECK(judged(R"({"operation": "step", "expect": {"order": ["b", "a"]}})", rows).verdict == ClaimVerdict::reproduced);
  const ClaimResult value = judged(
      R"({"operation": "step", "method": "b", "against": "none", "expect": {"about": "500 ns", "within": "2 %"}})",
      rows);
  CHECK(value.verdict == ClaimVerdict::reproduced);
  CHECK(std::abs(*value.points.at(0).value - 500e-9) < 5e-9);
  CHECK(judged(R"({"operation": "other", "method": "b", "expect": {"at_least": 1}})", rows).verdict ==
        ClaimVerdict::not_run);
}

TEST_CASE("the claims' table counts verdicts and shows what did not come out", "[compare]") {
  const ClaimRows rows = sample_rows();
  const std::vector<ClaimResult> results = {
      judged(
          R"({"metric": "bytes", "method": "b", "aggregate": "geomean", "expect": {"about": 2.83, "within": "1 %"}})",
          rows),
      judged(R"({"metric": "bytes", "method": "b", "note": "known", "expect": {"within": "1 %"},
                 "each": [{"network": "x", "about": 2}, {"network": "y", "about": 5}]})",
             rows)};
  CHECK(tare::compare::claims_text(results) ==
        "verdict         kind   claim  expected                found\n"
        "reproduced      paper  id     2.83 within 1 %         2.83\n"
        "not_reproduced  paper  id     2 points, each its own  2 of 4 points\n"
        "    1 y: not_reproduced, expected 5.00 within 1 %, found 4.00\n"
        "    2 y: not_reproduced, expected 5.00 within 1 %, found 4.00\n"
        "    note: known\n"
        "2 claims: 1 reproduced, 1 not_reproduced\n");
  CHECK(tare::compare::claims_text({}).empty());
}
