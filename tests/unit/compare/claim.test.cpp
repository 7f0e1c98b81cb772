// claim: the grammar, from the keys of a suite to a typed value.
#include "compare/claim.hpp"

#include "catch.hpp"

#include <string>
#include <vector>

using tare::Json;
using tare::compare::parse_claim;

namespace {

tare::Result<tare::compare::Claim> parsed(const char* keys) { return parse_claim({"id", Json::parse(keys), 1}); }

}  // namespace

TEST_CASE("a paper's sentence becomes a typed claim", "[compare]") {
  const auto claim = parsed(R"({"id": "id", "source": "figure 6", "metric": "step_time_s", "method": "hypar",
      "aggregate": "geomean", "expect": {"about": 3.39, "within": "3 %"}})");
  REQUIRE(claim.has_value());
  CHECK(claim->kind == tare::compare::ClaimKind::paper);
  CHECK(claim->aggregate == tare::compare::Aggregate::geomean);
  CHECK(claim->expect->about == 3.39);
  CHECK(claim->expect->within == 0.03);
  CHECK(claim->expect->is_within_relative);
}

TEST_CASE("a row of each takes the claim's tolerance and may have its own", "[compare]") {
  const auto claim = parsed(R"({"metric": "m", "expect": {"within": "7 %"}, "each": [
      {"network": "a", "about": 2}, {"network": ["b", "c"], "about": 3, "within": 0.5}, {"network": "d", "at_least": 10}]})");
  REQUIRE(claim.has_value());
  REQUIRE(claim->each.size() == 3);
  CHECK(claim->each[0].expect.within == 0.07);
  CHECK(claim->each[0].where.at("network") == std::vector<Json>{"a"});
  CHECK(claim->each[1].expect.within == 0.5);
  CHECK_FALSE(claim->each[1].expect.is_within_relative);
  CHECK(claim->each[1].where.at("network").size() == 2);
  CHECK_FALSE(claim->each[2].expect.within.has_value());
}

TEST_CASE("a wrong claim says which key and what was expected", "[compare]") {
  struct Row {
    const char* keys;
    std::string part;
  };
  for (const Row& row : {
           Row{R"({"metric": "m"})", "add expect or each"},
           Row{R"({"expect": {"at_least": 1}})", "a metric or an operation"},
           Row{R"({"metric": "m", "operation": "o", "expect": {"at_least": 1}})", "not both"},
           Row{R"({"metric": "m", "expect": {"about": 1}})", "needs a tolerance"},
           Row{R"({"metric": "m", "expect": {"about": "soon", "within": 1}})", "'about' is \"soon\""},
           Row{R"({"metric": "m", "expect": {"between": [1]}})", "two numbers"},
           Row{R"({"metric": "m", "expect": {"order": "a"}})", "a list of methods"},
           Row{R"({"metric": "m", "expect": {"sign": "plus"}})", "positive, negative, zero"},
           Row{R"({"metric": "m", "expect": {"monotone": "increasing"}})", "add along"},
           Row{R"({"metric": "m", "aggregate": "argmax", "expect": {"equal": 3}})", "add along"},
           Row{R"({"metric": "m", "aggregate": "median", "expect": {"at_least": 1}})", "one of none, geomean"},
           Row{R"({"metric": "m", "kind": "rumour", "expect": {"at_least": 1}})", "paper, ours, guard"},
           Row{R"({"metric": 3, "expect": {"at_least": 1}})", "'metric' is 3"},
           Row{R"({"metric": "m", "each": 3})", "a list of tables"},
           Row{R"([])", "a table"},
       }) {
    CAPTURE(row.keys);
    const auto claim = parsed(row.keys);
    REQUIRE_FALSE(claim.has_value());
    CAPTURE(claim.error().message);
    CHECK(claim.error().message.find(row.part) != std::string::npos);
    CHECK(claim.error().message.find("claim id: ") == 0);
  }
}

TEST_CASE("numbers may carry a unit with a prefix", "[compare]") {
  struct Row {
    Json value;
    std::optional<double> expected;
  };
  for (const Row& row : {Row{3.5, 3.5}, Row{"3 %", 0.03}, Row{"1.5 GB", 1.5e9}, Row{"5ms", 0.005}, Row{"7", 7},
                         Row{"2 parsecs", std::nullopt}, Row{"", std::nullopt}, Row{true, std::nullopt},
                         Row{"nan", std::nullopt}, Row{"0011/0010", std::nullopt}}) {
    CAPTURE(row.value.dump());
    CHECK(tare::compare::number_in(row.value) == row.expected);
  }
}

TEST_CASE("a label stands for its variants and for nothing longer", "[compare]") {
  CHECK(tare::compare::is_labelled("hypar", "hypar"));
  CHECK(tare::compare::is_labelled("hypar (levels=4)", "hypar"));
  CHECK_FALSE(tare::compare::is_labelled("hypar-exact", "hypar"));
  CHECK_FALSE(tare::compare::is_labelled("hy", "hypar"));
}
