// table: what a person reads on a terminal.
#include "compare/table.hpp"

#include "base/text.hpp"
#include "catch.hpp"
#include "compare/text_grid.hpp"
#include "rows.hpp"

#include <string>
#include <vector>

using tare::compare::Comparison;
using tare::model::ResultRow;

namespace {

std::vector<ResultRow> ten_networks_by_six_methods() {
  std::vector<ResultRow> rows;
  const std::vector<std::string> methods = {"a", "model-parallel", "one-weird-trick", "hypar", "hypar-exact", "accpar"};
  for (int network = 0; network < 10; ++network) {
    for (std::size_t i = 0; i < methods.size(); ++i) {
      ResultRow row = tare::test::metric_row(methods[i], 0, "step_time_s", 10.0 / static_cast<double>(1 + i * i));
      row.workload = {{"network", "network-" + std::to_string(network)}, {"batch", 256}};
      row.point_id = "point-" + std::to_string(network);
      row.group_id = row.point_id;
      row.is_deterministic = true;
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("ten networks by six methods fit in one hundred columns", "[compare]") {
  const std::string text = tare::compare::table_text(tare::compare::compare_metrics(ten_networks_by_six_methods()));
  CAPTURE(text);
  const auto lines = tare::text::split(text, '\n');
  for (const std::string& line : lines) CHECK(tare::text::display_width(line) <= 100);
  CHECK(lines.at(0) == "suite: step_time_s, times better than a");
  CHECK(lines.at(1) == "           model-parallel  one-weird-trick   hypar  hypar-exact  accpar");
  CHECK(lines.at(2) == "network-0          2.00 +           5.00 +  10.0 +       17.0 +  26.0 +");
  CHECK(lines.at(12) == "geomean            2.00             5.00    10.0         17.0    26.0");
}

TEST_CASE("one workload is a list with the ends of the intervals", "[compare]") {
  const auto group =
      tare::test::group_of({tare::test::timed_method("a", 1000, 1), tare::test::timed_method("b", 500, 2)});
  const std::string text = tare::compare::table_text(tare::compare::compare_times(std::vector{group}));
  CAPTURE(text);
  CHECK(text.find("suite: time of step, times faster than a\nb    2.0") == 0);
  CHECK(text.find("]  better\n") != std::string::npos);
}

TEST_CASE("a cell shows wrong answers and the undefined as words", "[compare]") {
  Comparison comparison;
  comparison.ratio = 3.29;
  comparison.interval = tare::compare::Interval{3.26, 3.31};
  comparison.verdict = tare::compare::Verdict::better;
  CHECK(tare::compare::cell_text(comparison) == "3.29±0.8% +");
  comparison.verdict = tare::compare::Verdict::wrong_answer;
  CHECK(tare::compare::cell_text(comparison) == "wrong !");
  comparison.verdict = tare::compare::Verdict::not_comparable;
  CHECK(tare::compare::cell_text(comparison) == "n/a");
  CHECK(tare::compare::table_text({}).empty());
}

TEST_CASE("names cannot move the cursor and long ones are cut between characters", "[compare]") {
  tare::compare::TextGrid grid("ll");
  grid.add({"a\x1b[2J\n", "b"});
  CHECK(grid.text() == "a [2J   b\n");
  CHECK(tare::compare::shortened("grüßgott", 6) == "grü...");
  CHECK(tare::compare::wrapped("one two three", 8, "  ") == "one two\n  three\n");
}
