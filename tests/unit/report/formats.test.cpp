// The forms for programs and pull requests.
#include "report/formats.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "golden.hpp"
#include "markup_check.hpp"

#include <string>

using namespace tare;
using namespace tare::report;

TEST_CASE("markdown fits a pull request", "[report]") { golden::check("report/example.md", markdown(example())); }

TEST_CASE("junit names claims and cases with what went wrong", "[report]") {
  golden::check("report/example.junit.xml", junit(example()));
}

TEST_CASE("csv has a row a comparison", "[report]") { golden::check("report/example.csv", csv(example())); }

TEST_CASE("json can be read back and has a version", "[report]") {
  const Json document = Json::parse(json_document(example()));
  CHECK(document["schema"] == "tare-report");
  CHECK(document["version"] == kJsonVersion);
  const Json& comparison = document["suites"][0]["tables"][1]["comparisons"][0];
  CHECK(comparison["ratio"] == 1.012);
  CHECK(comparison["interval"] == Json::array({1.001, 1.023}));
  CHECK(document["suites"][0]["tables"][0]["comparisons"][2]["ratio"].is_null());
}

TEST_CASE("no format is broken by what texts contain", "[report]") {
  for (const char* text : {"<b>|`*_[x](y)\n# @someone", "a,\"b\"\r\n=1+1", "\xFF\x01\x1B[2J]]>", ""}) {
    CAPTURE(text);
    const Data data = hostile(text);
    CHECK(first_flaw(junit(data)) == "");
    CHECK_FALSE(Json::parse(json_document(data), nullptr, false).is_discarded());
    const auto lines = text::split(csv(data), '\n');
    CHECK(lines.size() == 1 + 6 + 1);
    CHECK(markdown(data).find("<b>") == std::string::npos);
    CHECK(markdown(data).find("\n# ") == std::string::npos);
  }
}

TEST_CASE("a csv field is never a formula", "[report]") {
  Data data = example();
  data.suites[0].methods[1].label = "=HYPERLINK(1)";
  CHECK(csv(data).find(",'=HYPERLINK(1),") != std::string::npos);
}

TEST_CASE("markdown stays short for large reports", "[report]") { CHECK(markdown(large(500)).size() < 20'000); }
