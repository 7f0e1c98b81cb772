// What the pictures show and when they are left out.
#include "report/charts.hpp"

#include "catch.hpp"
#include "example.hpp"
#include "report/scale.hpp"

#include <string>

using namespace tare::report;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("every sample is a dot", "[report]") {
  const std::string drawn = sample_charts(example().suites[0]).written();
  CHECK(count_of(drawn, "h0") == 6);
}

TEST_CASE("samples that no axis can hold are left out of the chart", "[report]") {
  const std::string drawn = sample_charts(hostile("x").suites[0]).written();
  CHECK(drawn.find("nan") == std::string::npos);
  CHECK(count_of(drawn, "h0") == 4);
}

TEST_CASE("a method that another one beats in both is grey", "[report]") {
  Suite suite = example().suites[0];
  suite.tables[0].means = {{1, 2, 2.0, {}}, {2, 2, 0.5, {}}};
  suite.tables[1].means = {{1, 2, 2.0, {}}, {2, 2, 0.9, {}}};
  const std::string drawn = pareto_chart(suite).written();
  CHECK(count_of(drawn, "class=\"dominated\"") == 2);
  CHECK(count_of(drawn, "class=\"front\"") == 1);
}

TEST_CASE("a heat map needs exactly two settings that vary", "[report]") {
  Suite suite = example().suites[0];
  CHECK(heat_maps(suite, suite.tables[0]).written().empty());
  suite.points[0].settings = {{"size", "1"}, {"kind", "a"}};
  suite.points[1].settings = {{"size", "2"}, {"kind", "b"}};
  CHECK(count_of(heat_maps(suite, suite.tables[0]).written(), "<figure>") == 2);
}

TEST_CASE("an undefined value breaks a series' line", "[report]") {
  const std::string drawn = series_charts(example().suites[0]).written();
  const std::size_t line = drawn.find("class=\"line");
  CHECK(count_of(drawn.substr(line, drawn.find("/>", line) - line), "M") == 2);
}

TEST_CASE("a plan is a square a layer and level", "[report]") {
  CHECK(count_of(strip_charts(example().suites[0]).written(), "<title>level") == 16);
}

TEST_CASE("ticks are round numbers inside the axis", "[report]") {
  for (const double high : {1.0, 1.02, 3.7, 250.0, 1e12}) {
    CAPTURE(high);
    for (const Scale& scale : {Scale::linear(0.5, high, 0, 100), Scale::logarithmic(0.5, high, 0, 100)}) {
      const auto ticks = scale.ticks();
      CHECK(ticks.size() >= 2);
      CHECK(ticks.size() <= 14);
      for (const Tick& tick : ticks) CHECK((tick.place >= 0 && tick.place <= 100));
    }
  }
}
