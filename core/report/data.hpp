// Everything that a report shows, as plain values: the page and all other formats are functions of this and nothing
// else. Knows neither the store nor the statistics; core/cli/report_data.cpp fills it in. Texts come from outside and
// may be anything; undefined numbers are nullopt and are shown as n/a.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare::report {

struct Range {
  double low = 0;
  double high = 0;
};

// A name and its value, as text.
struct Fact {
  std::string name;
  std::string value;
};

// A place in the matrix of a suite. The label and the settings name only what differs between the suite's points.
struct Point {
  std::string label;
  std::vector<Fact> settings = {};
};

struct Method {
  std::string label;
  bool is_baseline = false;
};

// A method against the baseline at a point. Point and method are indices into the suite's lists.
struct Comparison {
  std::size_t point = 0;
  std::size_t method = 0;
  std::string verdict;                          // better, worse, same, undecided, wrong_answer, not_comparable
  std::optional<double> ratio = {};             // how many times better: above 1 the method wins
  std::optional<double> difference = {};        // where a ratio is undefined, in the table's unit
  std::optional<Range> interval = {};           // 95 %, of the ratio, else of the difference
  std::optional<Range> adjusted_interval = {};  // after Holm's correction; the verdict's
  std::optional<double> p_value = {};
  std::optional<double> baseline_value = {};
  std::optional<double> method_value = {};
  int count = 0;  // rounds or seeds
  bool is_exact = false;
  std::string note = {};
};

// Over all points of a table that have a ratio.
struct Mean {
  std::size_t method = 0;
  int count = 0;
  double ratio = 1;
  std::optional<Range> interval = {};
};

// One metric or operation of a suite.
struct Table {
  std::string name;
  std::string unit;
  std::string baseline;
  bool is_time = false;
  std::vector<Comparison> comparisons = {};
  std::vector<Mean> means = {};  // geometric, one a method
  std::string query = {};        // the SQL that reads the rows behind it
};

// All times of one operation of one case in one sitting, a call each.
struct Samples {
  std::size_t point = 0;
  std::size_t method = 0;
  std::string operation;
  std::vector<double> wall_ns;
};

struct SeriesPoint {
  double step = 0;
  std::optional<double> value;
};

struct Series {
  std::size_t point = 0;
  std::size_t method = 0;
  std::uint64_t seed = 0;
  std::string name;
  std::vector<SeriesPoint> points;
};

// A metric that has no better or worse: the mean over seeds.
struct Value {
  std::size_t point = 0;
  std::size_t method = 0;
  std::string name;
  std::string unit;
  std::optional<double> mean;
};

// Digits in rows, "0110/0000": a row a level, a column a layer.
struct Strip {
  std::size_t point = 0;
  std::size_t method = 0;
  std::string text;
};

// A track's own picture: a Vega-Lite specification whose data "tare" are filled in by the page.
struct Picture {
  std::string title;
  std::string specification;  // JSON
};

struct Claim {
  std::string id;
  std::string kind;  // paper, ours, guard
  std::string source;
  std::string says;
  std::string point = {};  // of a claim judged point by point
  std::string expected;    // as text, since what is expected takes many forms
  std::string found;       // likewise
  std::string verdict;     // reproduced, not_reproduced, inconclusive, not_run
  std::string note = {};   // why, or what would settle it
};

struct Case {
  std::size_t point = 0;
  std::size_t method = 0;
  std::uint64_t seed = 0;
  std::string outcome;    // the worse of its halves
  std::string half = {};  // which half went wrong: answer, timing
  std::string reason = {};
  std::string message = {};
  std::string output = {};  // the last of what the worker printed
  std::optional<double> wall_s = {};
};

struct Suite {
  std::string name;
  std::string track;
  std::string about;
  std::vector<Point> points;
  std::vector<Method> methods;
  std::vector<Claim> claims;
  std::vector<Table> tables;
  std::vector<Samples> samples;
  std::vector<Series> series;
  std::vector<Value> values;
  std::vector<Strip> strips;
  std::vector<std::string> split_names;  // what the digits of the strips mean, by digit
  std::vector<Picture> pictures;
  std::vector<Case> cases;
  std::map<std::string, std::size_t> case_counts;  // by outcome
};

struct Data {
  std::string title;
  std::string about;
  std::string run_id;
  std::string suite_path;
  std::string suite_text;
  std::string command_line;
  std::string tare_version;
  std::string commit;
  bool is_dirty = false;
  std::string machine;
  std::string started;  // UTC, as text
  std::string duration;
  std::string status;
  std::vector<Fact> environment;
  std::vector<Suite> suites;
  std::vector<Fact> queries;  // name and SQL, those that belong to no table
};

}  // namespace tare::report
