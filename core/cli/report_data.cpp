// Implementation of report_data.hpp: first the places (suites, points, methods), then everything that stands at one.
#include "cli/report_data.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "cli/claim_output.hpp"
#include "cli/comparison_output.hpp"
#include "compare/claim_table.hpp"
#include "compare/workload_label.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tare::cli {
namespace {

// Rows of halves behind one case of a run.
struct Place {
  const model::RunCaseRow* asked = nullptr;
  const model::CaseRow* one = nullptr;
};

std::optional<report::Range> range_of(const std::optional<compare::Interval>& interval) {
  return interval ? std::optional(report::Range{interval->low, interval->high}) : std::nullopt;
}

// A suite of the report and where its points and methods stand in it.
class SuiteBuilder {
 public:
  SuiteBuilder(std::string name, std::vector<Place> places) : places_(std::move(places)) {
    suite_.name = std::move(name);
    suite_.track = places_.front().one->track;
    find_points();
    for (const Place& place : places_) {
      if (methods_.try_emplace(place.asked->label, suite_.methods.size()).second)
        suite_.methods.push_back({place.asked->label, place.asked->is_baseline});
    }
  }

  [[nodiscard]] report::Suite& suite() { return suite_; }
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] std::optional<std::size_t> point(const std::string& id) const { return found(points_, id); }
  [[nodiscard]] std::optional<std::size_t> method(const std::string& label) const { return found(methods_, label); }

 private:
  static std::optional<std::size_t> found(const std::map<std::string, std::size_t>& places, const std::string& name) {
    const auto place = places.find(name);
    return place == places.end() ? std::nullopt : std::optional(place->second);
  }

  void find_points() {
    std::vector<Json> settings;
    std::vector<std::string> ids;
    for (const Place& place : places_) {
      if (!points_.try_emplace(place.asked->point_id, settings.size()).second) continue;
      Json setting = place.one->workload;
      setting["device"] = place.one->device;
      settings.push_back(std::move(setting));
    }
    const std::vector<std::string> keys = compare::differing_keys(settings);
    for (const Json& setting : settings) {
      report::Point point{compare::values_text(setting, keys), {}};
      if (point.label.empty()) point.label = "all";
      for (const std::string& key : keys)
        point.settings.push_back({key, compare::values_text(setting, std::array{key})});
      suite_.points.push_back(std::move(point));
    }
  }

  report::Suite suite_;
  std::vector<Place> places_;
  std::map<std::string, std::size_t> points_;   // by point id
  std::map<std::string, std::size_t> methods_;  // by label
};

std::string sql_text(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

report::Table& table_for(report::Suite& suite, const compare::Comparison& one, const std::string& run_id) {
  const bool is_time = one.quantity == compare::Quantity::time;
  for (report::Table& table : suite.tables) {
    if (table.name == one.name && table.is_time == is_time) return table;
  }
  report::Table& table = suite.tables.emplace_back();
  table.name = one.name;
  table.unit = is_time ? "ns" : one.unit;
  table.baseline = one.baseline;
  table.is_time = is_time;
  table.query = fmt::format("SELECT * FROM comparisons WHERE run = {} AND suite = {} AND kind = '{}' AND name = {};",
                            sql_text(run_id), sql_text(suite.name), is_time ? "time" : "metric", sql_text(one.name));
  return table;
}

report::Comparison row_of(const compare::Comparison& one, std::size_t point, std::size_t method) {
  report::Comparison row;
  row.point = point;
  row.method = method;
  row.verdict = compare::name_of(one.verdict);
  row.ratio = one.ratio;
  row.difference = one.difference;
  row.interval = range_of(one.interval);
  row.adjusted_interval = range_of(one.adjusted_interval);
  row.p_value = one.p_value;
  row.baseline_value = one.baseline_value;
  row.method_value = one.method_value;
  row.count = one.count;
  row.is_exact = one.is_exact;
  row.note = one.note;
  return row;
}

void add_means(SuiteBuilder& builder, const std::vector<compare::Comparison>& comparisons, report::Table& table) {
  report::Suite& suite = builder.suite();
  std::map<std::size_t, std::vector<const compare::Comparison*>> by_method;
  for (const compare::Comparison& one : comparisons) {
    const bool is_here =
        one.suite == suite.name && one.name == table.name && (one.quantity == compare::Quantity::time) == table.is_time;
    if (const auto method = builder.method(one.method); is_here && method) by_method[*method].push_back(&one);
  }
  for (const auto& [method, members] : by_method) {
    if (const auto mean = compare::geometric_mean(members))
      table.means.push_back({method, mean->count, mean->ratio, range_of(mean->interval)});
  }
}

// The metric of the suite's first claim comes first: it is what the suite is about.
void put_main_table_first(report::Suite& suite, const std::vector<compare::ClaimResult>& claims) {
  const auto first = std::find_if(claims.begin(), claims.end(), [&](const compare::ClaimResult& result) {
    return result.suite == suite.name && !result.claim.metric.empty();
  });
  if (first == claims.end()) return;
  std::stable_partition(suite.tables.begin(), suite.tables.end(), [&](const report::Table& table) {
    return !table.is_time && table.name == first->claim.metric;
  });
}

void add_tables(SuiteBuilder& builder, const std::vector<compare::Comparison>& comparisons, const std::string& run_id) {
  report::Suite& suite = builder.suite();
  for (const compare::Comparison& one : comparisons) {
    if (one.suite != suite.name) continue;
    const auto point = builder.point(one.point_id);
    const auto method = builder.method(one.method);
    if (point && method) table_for(suite, one, run_id).comparisons.push_back(row_of(one, *point, *method));
  }
  for (report::Table& table : suite.tables) add_means(builder, comparisons, table);
}

// The points of a claim that did not come out, as one sentence.
std::string points_note(const compare::ClaimResult& result) {
  constexpr std::size_t kMostPoints = 6;
  std::vector<std::string> parts;
  for (const compare::ClaimPoint& point : result.points) {
    if (point.verdict == compare::ClaimVerdict::reproduced) continue;
    const std::string label = point.label.empty() || result.points.size() == 1 ? "" : point.label + ": ";
    const std::string numbers = result.points.size() == 1 || point.found.empty()
                                    ? ""
                                    : fmt::format("expected {}, found {}", point.expected, point.found);
    const std::string reason = point.reason.empty() || numbers.empty() ? point.reason : ", " + point.reason;
    if (!(numbers + reason).empty()) parts.push_back(label + numbers + reason);
  }
  if (parts.size() > kMostPoints) {
    const std::string rest = fmt::format("and {} more", parts.size() - kMostPoints);
    parts.resize(kMostPoints);
    parts.push_back(rest);
  }
  return text::join_list(parts, "; ");
}

void add_claims(report::Suite& suite, const std::vector<compare::ClaimResult>& claims) {
  for (const compare::ClaimResult& result : claims) {
    if (result.suite != suite.name) continue;
    const compare::Claim& claim = result.claim;
    report::Claim row{claim.id, std::string(compare::name_of(claim.kind)), claim.source, claim.says, {}, {}, {}, {}};
    row.expected = compare::expected_text(result);
    row.found = compare::found_text(result);
    row.verdict = compare::name_of(result.verdict);
    if (result.verdict != compare::ClaimVerdict::reproduced) {
      for (const std::string& part :
           {points_note(result), result.points.empty() ? result.reason : std::string(), claim.note}) {
        if (!part.empty()) row.note += (row.note.empty() ? "" : ". ") + part;
      }
    }
    suite.claims.push_back(std::move(row));
  }
}

// How each case ended, by suite, label and identity; those that are not here ended well.
using Failures = std::map<std::tuple<std::string, std::string, std::string>, const store::FailedCase*>;

void add_cases(SuiteBuilder& builder, const Failures& failures, const std::map<std::string, double>& wall_s) {
  report::Suite& suite = builder.suite();
  for (const Place& place : builder.places()) {
    report::Case one;
    one.point = *builder.point(place.asked->point_id);
    one.method = *builder.method(place.asked->label);
    one.seed = place.one->seed;
    one.outcome = place.asked->answer_half_id ? "ok" : "unfinished";
    const auto failed = failures.find({place.asked->suite, place.asked->label, place.asked->identity});
    if (failed != failures.end()) {
      const model::HalfRow& half = failed->second->half;
      one.outcome = half.outcome ? std::string(model::name_of(*half.outcome)) : "unfinished";
      one.half = model::name_of(half.half);
      one.reason = half.reason;
      one.message = half.message;
      one.output = half.output;
    }
    if (place.asked->answer_half_id) {
      const auto wall = wall_s.find(*place.asked->answer_half_id);
      if (wall != wall_s.end()) one.wall_s = wall->second;
    }
    ++suite.case_counts[one.outcome];
    suite.cases.push_back(std::move(one));
  }
}

bool is_digit_plan(std::string_view text) {
  return !text.empty() && text.find('/') != std::string_view::npos &&
         text.find_first_not_of("0123456789/") == std::string_view::npos;
}

// What an answer left besides metrics with a direction: series, texts of digits. Of the first seed only.
Result<void> add_answers(SuiteBuilder& builder, const store::Store& store) {
  report::Suite& suite = builder.suite();
  std::map<std::pair<std::size_t, std::size_t>, bool> seen;
  for (const Place& place : builder.places()) {
    const std::size_t point = *builder.point(place.asked->point_id);
    const std::size_t method = *builder.method(place.asked->label);
    if (!place.asked->answer_half_id || !seen.try_emplace({point, method}, true).second) continue;
    const auto artifacts = store.artifacts(*place.asked->answer_half_id);
    if (!artifacts) return tl::unexpected(artifacts.error());
    for (const model::ArtifactRow& artifact : *artifacts) {
      if (is_digit_plan(artifact.text)) suite.strips.push_back({point, method, artifact.text});
    }
    const auto series = store.series(*place.asked->answer_half_id);
    if (!series) return tl::unexpected(series.error());
    std::map<std::string, std::size_t> by_name;
    for (const model::SeriesRow& row : *series) {
      const auto at = by_name.try_emplace(row.name, suite.series.size());
      if (at.second) suite.series.push_back({point, method, place.one->seed, row.name, {}});
      suite.series[at.first->second].points.push_back({row.step, row.value});
    }
  }
  return {};
}

void add_samples(SuiteBuilder& builder, const std::vector<compare::TimedGroup>& groups) {
  report::Suite& suite = builder.suite();
  for (const compare::TimedGroup& group : groups) {
    const auto point = builder.point(group.point_id);
    if (group.suite != suite.name || !point) continue;
    for (const compare::TimedMethod& timed : group.methods) {
      const auto method = builder.method(timed.label);
      if (!method || timed.twin != 0) continue;
      std::map<std::string, std::vector<double>> by_operation;
      for (const model::SampleRow& sample : timed.samples) by_operation[sample.operation].push_back(sample.wall_ns);
      for (auto& [operation, wall_ns] : by_operation)
        suite.samples.push_back({*point, *method, operation, std::move(wall_ns)});
    }
  }
}

// Metrics without a better or worse: the mean over the seeds that have one.
void add_values(SuiteBuilder& builder, const std::vector<model::ResultRow>& rows) {
  struct Sum {
    std::string unit;
    double total = 0;
    int count = 0;
  };
  report::Suite& suite = builder.suite();
  std::map<std::tuple<std::string, std::size_t, std::size_t>, Sum> sums;
  for (const model::ResultRow& row : rows) {
    const auto point = builder.point(row.point_id);
    const auto method = builder.method(row.method);
    if (row.suite != suite.name || row.metric.empty() || row.direction != "neutral" || row.twin != 0 || !point ||
        !method)
      continue;
    Sum& sum = sums[{row.metric, *point, *method}];
    sum.unit = row.unit;
    if (row.value) {
      sum.total += *row.value;
      ++sum.count;
    }
  }
  for (const auto& [place, sum] : sums) {
    const auto mean = sum.count > 0 ? std::optional(sum.total / sum.count) : std::nullopt;
    suite.values.push_back({std::get<1>(place), std::get<2>(place), std::get<0>(place), sum.unit, mean});
  }
}

void describe_run(report::Data& data, const model::RunRow& run) {
  data.title = run.suite_name;
  data.run_id = run.id;
  data.suite_path = run.suite_path;
  data.suite_text = run.suite_text;
  data.command_line = run.command_line;
  data.tare_version = run.tare_version;
  data.commit = run.commit;
  data.is_dirty = run.is_dirty;
  data.machine = run.machine;
  data.started = clock::utc_text(run.started_ms);
  data.duration =
      run.finished_ms ? text::quantity(static_cast<double>(*run.finished_ms - run.started_ms) / 1000, "s") : "n/a";
  data.status = run.finished_ms ? run.status : "unfinished";
  for (const auto& [name, value] : run.environment.items())
    data.environment.push_back({name, value.is_string() ? value.get<std::string>() : value.dump()});
  data.queries = {
      {"Every metric", fmt::format("SELECT * FROM results WHERE run = {};", sql_text(run.id))},
      {"Every time", fmt::format("SELECT * FROM timings WHERE run = {};", sql_text(run.id))},
      {"What went wrong",
       fmt::format(
           "SELECT rc.label, h.half, h.outcome, h.reason, h.message, h.output FROM run_cases AS rc JOIN halves AS h "
           "ON h.id IN (rc.answer_half_id, rc.timing_half_id) WHERE rc.run_id = {} AND h.outcome != 'ok';",
           sql_text(run.id))}};
}

}  // namespace

Result<report::Data> report_data(const store::Store& store, const std::string& run_id, const model::SuiteSet* set) {
  const auto run = store.run(run_id);
  if (!run) return tl::unexpected(run.error());
  const auto run_cases = store.run_cases(run_id);
  if (!run_cases) return tl::unexpected(run_cases.error());
  const auto cases = store.cases(run_id);
  if (!cases) return tl::unexpected(cases.error());
  const auto failed = store.failures(run_id);
  if (!failed) return tl::unexpected(failed.error());
  const auto halves = store.halves(run_id);
  if (!halves) return tl::unexpected(halves.error());
  const auto rows = store.results(run_id);
  if (!rows) return tl::unexpected(rows.error());
  const auto groups = timed_groups(store, run_id);
  if (!groups) return tl::unexpected(groups.error());
  const auto comparisons = comparisons_of(store, run_id);
  if (!comparisons) return tl::unexpected(comparisons.error());
  const auto claims = set == nullptr ? Result<std::vector<compare::ClaimResult>>() : judged_claims(store, run_id, *set);
  if (!claims) return tl::unexpected(claims.error());

  report::Data data;
  describe_run(data, *run);
  if (set != nullptr) data.about = set->about;
  std::map<std::string_view, const model::CaseRow*> by_identity;
  for (const model::CaseRow& one : *cases) by_identity.emplace(one.identity, &one);
  Failures failures;
  for (const store::FailedCase& one : *failed)
    failures.try_emplace({one.run_case.suite, one.run_case.label, one.run_case.identity}, &one);
  std::map<std::string, double> wall_s;
  for (const model::HalfRow& half : *halves) {
    if (half.wall_ns) wall_s.emplace(half.id, static_cast<double>(*half.wall_ns) / 1e9);
  }
  std::vector<std::string> order;
  std::map<std::string, std::vector<Place>> places;
  for (const model::RunCaseRow& asked : *run_cases) {
    const auto one = by_identity.find(asked.identity);
    if (one == by_identity.end() || one->second->twin != 0) continue;
    if (!places.contains(asked.suite)) order.push_back(asked.suite);
    places[asked.suite].push_back({&asked, one->second});
  }
  for (const std::string& name : order) {
    SuiteBuilder builder(name, std::move(places[name]));
    if (set != nullptr) {
      for (const model::Suite& suite : set->suites) {
        if (suite.name == name) builder.suite().about = suite.about;
      }
    }
    add_tables(builder, *comparisons, run_id);
    add_claims(builder.suite(), *claims);
    put_main_table_first(builder.suite(), *claims);
    add_cases(builder, failures, wall_s);
    if (auto added = add_answers(builder, store); !added) return tl::unexpected(added.error());
    add_samples(builder, *groups);
    add_values(builder, *rows);
    data.suites.push_back(std::move(builder.suite()));
  }
  return data;
}

}  // namespace tare::cli
