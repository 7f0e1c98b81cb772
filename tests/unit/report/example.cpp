// Implementation of example.hpp.
#include "example.hpp"

#include <fmt/format.h>

#include <limits>

namespace tare::report {
namespace {

Table metric_table() {
  Table table{"step_bytes", "bytes", "plain", false};
  table.query = "SELECT * FROM comparisons WHERE name = 'step_bytes';";
  table.comparisons = {
      {0, 1, "better", 2.0, {}, Range{2, 2}, Range{2, 2}, {}, 4e9, 2e9, 1, true},
      {1, 1, "same", 1.0, {}, Range{1, 1}, Range{1, 1}, {}, 3e6, 3e6, 1, true},
      {0, 2, "wrong_answer", {}, {}, {}, {}, {}, 4e9, {}, 1, false, "its plan has another shape"},
      {1, 2, "worse", 0.5, {}, Range{0.5, 0.5}, Range{0.5, 0.5}, {}, 3e6, 6e6, 1, true},
  };
  table.means = {{1, 2, 1.4142135, Range{1.4142135, 1.4142135}}, {2, 1, 0.5, Range{0.5, 0.5}}};
  return table;
}

Table time_table() {
  Table table{"search", "ns", "plain", true};
  table.comparisons = {
      {0,
       1,
       "undecided",
       1.012,
       {},
       Range{1.001, 1.023},
       Range{0.999, 1.025},
       0.04,
       1234.5,
       1219.8,
       8,
       false,
       "12 more rounds would settle it"},
      {1, 1, "better", 1.5, {}, Range{1.48, 1.52}, Range{1.47, 1.53}, 1e-5, 3000.0, 2000.0, 8, false},
  };
  table.means = {{1, 2, 1.232, Range{1.21, 1.25}}};
  return table;
}

}  // namespace

Data example() {
  Suite suite;
  suite.name = "small";
  suite.track = "parallelism";
  suite.about = "Does halving help?";
  suite.points = {{"vgg-a", {{"network", "vgg-a"}}}, {"sfc", {{"network", "sfc"}}}};
  suite.methods = {{"plain", true}, {"halving"}, {"guessing"}};
  suite.claims = {
      {"half", "paper", "arXiv:1901.02067, figure 6", "halving moves half the bytes", "", "about 2 within 3 %", "1.41",
       "not_reproduced", "the second point has nothing to halve"},
      {"no-worse", "guard", "", "halving never moves more", "", "at least 1", "1.00", "reproduced"},
  };
  suite.tables = {metric_table(), time_table()};
  suite.samples = {{0, 0, "search", {1200, 1234.5, 1300}}, {0, 1, "search", {1190, 1219.8, 1500}}};
  suite.series = {{0, 1, 1, "step_bytes", {{1, 10.0}, {2, {}}, {3, 5.0}}}};
  suite.values = {{0, 1, "evaluation_count", "", 256.0}, {1, 1, "evaluation_count", "", {}}};
  suite.strips = {{0, 0, "0000/0000"}, {0, 1, "0011/0121"}};
  suite.split_names = {"data parallel", "model parallel", "by output channels"};
  suite.cases = {
      {0, 0, 1, "ok"},
      {0, 1, 1, "ok"},
      {0, 2, 1, "wrong_answer", "answer", "bad_plan_shape", "the plan has 3 layers, expected 4", "hello\nworld", 0.25},
      {1, 2, 1, "unsupported", "answer", "no_device", "no cuda device"}};
  suite.case_counts = {{"ok", 2}, {"wrong_answer", 1}, {"unsupported", 1}};
  Data data;
  data.title = "small";
  data.about = "Does halving help?";
  data.run_id = "0193-run";
  data.suite_path = "suites/small.toml";
  data.suite_text = "[suite]\nname = \"small\"\n";
  data.command_line = "tare run suites/small.toml";
  data.tare_version = "0.1.0";
  data.commit = "0123456789abcdef";
  data.machine = "host";
  data.started = "2026-12-01T05:27:40Z";
  data.duration = "12 s";
  data.status = "done";
  data.environment = {{"kernel", "6.1"}, {"governor", "performance"}};
  data.suites = {suite};
  data.queries = {{"results", "SELECT * FROM results;"}};
  return data;
}

Data hostile(const std::string& text) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  Data data = example();
  for (std::string* one :
       {&data.title, &data.about, &data.run_id, &data.suite_path, &data.suite_text, &data.command_line,
        &data.tare_version, &data.commit, &data.machine, &data.started, &data.duration, &data.status}) {
    *one = text;
  }
  data.environment = {{text, text}};
  data.queries = {{text, text}};
  Suite& suite = data.suites.front();
  for (std::string* one : {&suite.name, &suite.track, &suite.about}) *one = text;
  for (Point& point : suite.points) point = {text, {{text, text}}};
  for (Method& method : suite.methods) method.label = text;
  for (Claim& claim : suite.claims) claim = {text, text, text, text, text, text, text, text, text};
  for (Table& table : suite.tables) {
    table.name = table.unit = table.baseline = table.query = text;
    for (Comparison& one : table.comparisons) one.verdict = one.note = text;
    table.comparisons[0].ratio = kNan;
    table.comparisons[0].interval = Range{-kInfinite, kInfinite};
    table.comparisons[1].ratio = kInfinite;
    table.comparisons[1].method_value = kNan;
    table.means[0].ratio = kNan;
  }
  suite.samples[0].operation = suite.samples[1].operation = text;
  suite.samples[0].wall_ns = {kNan, kInfinite, -1, 0, 5};
  suite.series[0].name = text;
  suite.series[0].points = {{kNan, 1.0}, {1, kInfinite}, {2, 2.0}};
  suite.values[0] = {0, 1, text, text, kNan};
  suite.strips[0].text = text;
  suite.split_names = {text, text, text};
  suite.pictures = {{text, text}};
  for (Case& one : suite.cases) one = {0, 0, 1, text, text, text, text, text, kInfinite};
  suite.case_counts = {{text, 4}};
  return data;
}

Data large(std::size_t points) {
  Data data = example();
  Suite suite;
  suite.name = "large";
  suite.methods = {{"plain", true}, {"other"}};
  Table table{"search", "ns", "plain", true};
  table.means = {{1, static_cast<int>(points), 1.1, Range{1.09, 1.11}}};
  for (std::size_t i = 0; i < points; ++i) {
    suite.points.push_back({fmt::format("size={}", i), {{"size", fmt::format("{}", i)}}});
    const double ratio = 1 + static_cast<double>(i % 100) / 500;
    table.comparisons.push_back({i,
                                 1,
                                 "better",
                                 ratio,
                                 {},
                                 Range{ratio * 0.99, ratio * 1.01},
                                 Range{ratio * 0.98, ratio * 1.02},
                                 0.001,
                                 1000.0,
                                 1000 / ratio,
                                 20});
    for (std::size_t method = 0; method < 2; ++method) {
      std::vector<double> wall_ns;
      for (std::size_t k = 0; k < 20; ++k) wall_ns.push_back(1000 + static_cast<double>((i * 7 + k * 13) % 50));
      suite.samples.push_back({i, method, "search", wall_ns});
      suite.cases.push_back({i, method, 0, "ok"});
    }
  }
  suite.case_counts = {{"ok", 2 * points}};
  suite.tables = {table};
  data.suites = {suite};
  return data;
}

}  // namespace tare::report
