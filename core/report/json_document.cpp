// The report as JSON, for programs. The form is documented in README.md and has a version.
#include "report/formats.hpp"
#include "report/json_writer.hpp"
#include "report/summary.hpp"

namespace tare::report {
namespace {

void write_facts(JsonWriter& writer, std::string_view name, const std::vector<Fact>& facts) {
  writer.key(name).open_object();
  for (const Fact& fact : facts) writer.key(fact.name).value(fact.value);
  writer.close();
}

void write_range(JsonWriter& writer, std::string_view name, const std::optional<Range>& range) {
  writer.key(name);
  if (!range) {
    writer.value(std::optional<double>{});
    return;
  }
  writer.open_array().value(std::optional(range->low)).value(std::optional(range->high)).close();
}

void write_run(JsonWriter& writer, const Data& data) {
  writer.key("run").open_object();
  writer.key("id").value(data.run_id).key("status").value(data.status).key("started").value(data.started);
  writer.key("machine").value(data.machine).key("commit").value(data.commit).key("is_dirty").value(data.is_dirty);
  writer.key("command_line").value(data.command_line).key("tare_version").value(data.tare_version);
  write_facts(writer, "environment", data.environment);
  writer.close();
}

void write_claim(JsonWriter& writer, const Claim& claim) {
  writer.open_object().key("id").value(claim.id).key("kind").value(claim.kind).key("source").value(claim.source);
  writer.key("says").value(claim.says).key("point").value(claim.point).key("expected").value(claim.expected);
  writer.key("found").value(claim.found).key("verdict").value(claim.verdict).key("note").value(claim.note).close();
}

void write_comparison(JsonWriter& writer, const Suite& suite, const Comparison& comparison) {
  writer.open_object().key("point").value(suite.points[comparison.point].label);
  writer.key("method").value(suite.methods[comparison.method].label).key("verdict").value(comparison.verdict);
  writer.key("ratio").value(comparison.ratio).key("difference").value(comparison.difference);
  write_range(writer, "interval", comparison.interval);
  write_range(writer, "adjusted_interval", comparison.adjusted_interval);
  writer.key("p_value").value(comparison.p_value).key("baseline_value").value(comparison.baseline_value);
  writer.key("method_value").value(comparison.method_value).key("count").value(comparison.count);
  writer.key("is_exact").value(comparison.is_exact).key("note").value(comparison.note).close();
}

void write_table(JsonWriter& writer, const Suite& suite, const Table& table) {
  writer.open_object().key("name").value(table.name).key("kind").value(table.is_time ? "time" : "metric");
  writer.key("unit").value(table.is_time ? "ns" : std::string_view(table.unit)).key("baseline").value(table.baseline);
  writer.key("geometric_means").open_array();
  for (const Mean& mean : table.means) {
    writer.open_object().key("method").value(suite.methods[mean.method].label).key("count").value(mean.count);
    writer.key("ratio").value(std::optional(mean.ratio));
    write_range(writer, "interval", mean.interval);
    writer.close();
  }
  writer.close().key("comparisons").open_array();
  for (const Comparison& comparison : table.comparisons) write_comparison(writer, suite, comparison);
  writer.close().close();
}

void write_case(JsonWriter& writer, const Suite& suite, const Case& one) {
  writer.open_object().key("point").value(suite.points[one.point].label);
  writer.key("method").value(suite.methods[one.method].label).key("seed").value(static_cast<std::size_t>(one.seed));
  writer.key("outcome").value(one.outcome).key("half").value(one.half).key("reason").value(one.reason);
  writer.key("message").value(one.message).key("wall_s").value(one.wall_s).close();
}

void write_suite(JsonWriter& writer, const Suite& suite) {
  writer.open_object().key("name").value(suite.name).key("track").value(suite.track).key("about").value(suite.about);
  writer.key("answer").open_array();
  for (const std::string& sentence : answer_of(suite)) writer.value(sentence);
  writer.close().key("points").open_array();
  for (const Point& point : suite.points) {
    writer.open_object().key("label").value(point.label);
    write_facts(writer, "settings", point.settings);
    writer.close();
  }
  writer.close().key("claims").open_array();
  for (const Claim& claim : suite.claims) write_claim(writer, claim);
  writer.close().key("tables").open_array();
  for (const Table& table : suite.tables) write_table(writer, suite, table);
  writer.close().key("cases").open_array();
  for (const Case& one : suite.cases) write_case(writer, suite, one);
  writer.close().close();
}

}  // namespace

std::string json_document(const Data& data) {
  JsonWriter writer;
  writer.open_object().key("schema").value("tare-report").key("version").value(kJsonVersion);
  writer.key("title").value(data.title).key("about").value(data.about);
  write_run(writer, data);
  writer.key("suites").open_array();
  for (const Suite& suite : data.suites) write_suite(writer, suite);
  return writer.close().close().written() + "\n";
}

}  // namespace tare::report
