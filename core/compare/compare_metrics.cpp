// Metrics of comparison.hpp: paired by group, which is by seed, over a point.
#include "compare/comparison.hpp"
#include "compare/paired_metric.hpp"
#include "compare/settle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace tare::compare {
namespace {

using model::ResultRow;

using GroupKey = std::pair<std::string, std::string>;                              // suite, group
using MethodKey = std::tuple<std::string, std::string, std::string, std::string>;  // suite, point, label, params

// What a group's baseline and its twin answered.
struct BaselineRows {
  std::map<std::string, const ResultRow*> metrics;  // by name
  std::map<std::string, const ResultRow*> twin_metrics;
  const ResultRow* any = nullptr;  // of the baseline, whatever its outcome
};

// A method's rows over the groups of a point.
struct MethodRows {
  const ResultRow* first = nullptr;
  std::set<std::string> groups;
  std::map<std::string, std::map<std::string, const ResultRow*>> metrics;  // by name, then group
  const ResultRow* problem = nullptr;                                      // a row that is not ok; wrong answers first
};

struct Tables {
  std::map<GroupKey, BaselineRows> baselines;
  std::vector<MethodRows> methods;  // in the order of the input
};

void add_method_row(const ResultRow& row, std::map<MethodKey, std::size_t>& places, std::vector<MethodRows>& methods) {
  const auto [place, is_new] =
      places.try_emplace({row.suite, row.point_id, row.method, row.params.dump()}, methods.size());
  if (is_new) methods.emplace_back();
  MethodRows& method = methods[place->second];
  if (is_new) method.first = &row;
  method.groups.insert(row.group_id);
  if (row.outcome == model::Outcome::ok) {
    method.metrics[row.metric][row.group_id] = &row;
  } else if (method.problem == nullptr || row.outcome == model::Outcome::wrong_answer) {
    method.problem = &row;
  }
}

Tables tables_of(std::span<const ResultRow> rows) {
  Tables tables;
  std::map<MethodKey, std::size_t> places;
  for (const ResultRow& row : rows) {
    if (!row.is_baseline && row.twin == 0) {
      add_method_row(row, places, tables.methods);
      continue;
    }
    BaselineRows& baseline = tables.baselines[{row.suite, row.group_id}];
    if (row.twin == 0) baseline.any = &row;
    if (row.outcome != model::Outcome::ok) continue;
    (row.twin == 0 ? baseline.metrics : baseline.twin_metrics)[row.metric] = &row;
  }
  return tables;
}

// The metrics that the baseline has anywhere in the point, in alphabetical order. Neutral ones have no better side.
std::map<std::string, const ResultRow*> metrics_to_compare(const Tables& tables, const MethodRows& method) {
  std::map<std::string, const ResultRow*> metrics;
  for (const std::string& group : method.groups) {
    const auto baseline = tables.baselines.find({method.first->suite, group});
    if (baseline == tables.baselines.end()) continue;
    for (const auto& [name, row] : baseline->second.metrics) {
      if (row->direction == "lower" || row->direction == "higher") metrics.emplace(name, row);
    }
  }
  return metrics;
}

std::vector<SeedPair> seed_pairs(const Tables& tables, const MethodRows& method, const std::string& metric) {
  std::vector<SeedPair> pairs;
  const auto values = method.metrics.find(metric);
  if (values == method.metrics.end()) return pairs;
  for (const auto& [group, row] : values->second) {
    const auto baseline = tables.baselines.find({method.first->suite, group});
    if (baseline == tables.baselines.end()) continue;
    const auto partner = baseline->second.metrics.find(metric);
    if (partner == baseline->second.metrics.end() || !partner->second->value || !row->value) continue;
    pairs.push_back({*partner->second->value, *row->value});
  }
  return pairs;
}

// How far apart the baseline's two runs were, on the estimate's scale.
std::optional<double> twin_edge(const Tables& tables, const MethodRows& method, const ResultRow& metric, Better better,
                                bool is_ratio) {
  std::vector<SeedPair> pairs;
  for (const std::string& group : method.groups) {
    const auto baseline = tables.baselines.find({method.first->suite, group});
    if (baseline == tables.baselines.end()) continue;
    const auto one = baseline->second.metrics.find(metric.metric);
    const auto two = baseline->second.twin_metrics.find(metric.metric);
    if (one == baseline->second.metrics.end() || two == baseline->second.twin_metrics.end()) continue;
    if (one->second->value && two->second->value) pairs.push_back({*one->second->value, *two->second->value});
  }
  const auto twins = paired_metric(pairs, better, metric.is_deterministic);
  if (!twins || !twins->uncertainty || twins->is_ratio != is_ratio) return std::nullopt;
  const Interval interval = twins->uncertainty->interval(kLevel);
  return std::max(std::abs(interval.low), std::abs(interval.high));
}

std::string short_of_seeds(int count) {
  return fmt::format("{} {}: an interval needs {}", count, count == 1 ? "seed" : "seeds", kSeedsForInterval);
}

void add_numbers(Draft& draft, const Tables& tables, const MethodRows& method, const ResultRow& metric) {
  Comparison& comparison = draft.comparison;
  const Better better = metric.direction == "lower" ? Better::lower : Better::higher;
  const std::vector<SeedPair> pairs = seed_pairs(tables, method, metric.metric);
  const auto paired = paired_metric(pairs, better, metric.is_deterministic);
  if (!paired) {
    comparison.verdict = Verdict::not_comparable;
    comparison.note = "no seed has a value for both";
    return;
  }
  comparison.count = static_cast<int>(pairs.size());
  comparison.seed_count = comparison.count;
  comparison.baseline_value = paired->baseline_mean;
  comparison.method_value = paired->method_mean;
  if (paired->is_ratio) {
    comparison.ratio = std::exp(paired->estimate);
  } else {
    comparison.difference = paired->estimate;
  }
  comparison.uncertainty = paired->uncertainty;
  comparison.sign_flip_p_value = paired->sign_flip_p_value;
  comparison.is_exact = paired->is_exact;
  if (!paired->uncertainty) {
    comparison.note = short_of_seeds(comparison.count);
    comparison.further_count = kSeedsForInterval - comparison.count;
  }
  if (paired->is_exact) {
    comparison.band_ratio = 0;
    return;
  }
  const double band_edge = paired->is_ratio ? std::log1p(kBandRatio) : kBandRatio * std::abs(paired->baseline_mean);
  const auto floor_edge = twin_edge(tables, method, metric, better, paired->is_ratio);
  draft.edge = std::max(band_edge, floor_edge.value_or(0));
  if (floor_edge && paired->is_ratio) comparison.noise_floor_ratio = std::expm1(*floor_edge);
  comparison.band_ratio = std::max(kBandRatio, comparison.noise_floor_ratio.value_or(0));
}

Draft draft_of(const Tables& tables, const MethodRows& method, const ResultRow& metric) {
  Draft draft{.comparison = {}, .edge = 0, .fewest_count = 1};
  Comparison& comparison = draft.comparison;
  const ResultRow& row = *method.first;
  comparison.quantity = Quantity::metric;
  comparison.suite = row.suite;
  comparison.track = row.track;
  comparison.name = metric.metric;
  comparison.unit = metric.unit;
  comparison.method = row.method;
  comparison.baseline = metric.method;
  comparison.point_id = row.point_id;
  comparison.params = row.params;
  comparison.workload = row.workload;
  comparison.device = row.device;
  if (method.problem == nullptr) {
    add_numbers(draft, tables, method, metric);
  } else if (method.problem->outcome == model::Outcome::wrong_answer) {
    comparison.verdict = Verdict::wrong_answer;
    comparison.note = "its answer is wrong";
  } else {
    comparison.verdict = Verdict::not_comparable;
    comparison.note = std::string(name_of(method.problem->outcome));
    if (!method.problem->reason.empty()) comparison.note += "/" + method.problem->reason;
  }
  return draft;
}

}  // namespace

std::vector<Comparison> compare_metrics(std::span<const ResultRow> rows) {
  const Tables tables = tables_of(rows);
  std::vector<Draft> drafts;
  for (const MethodRows& method : tables.methods) {
    for (const auto& [name, metric] : metrics_to_compare(tables, method)) {
      drafts.push_back(draft_of(tables, method, *metric));
    }
  }
  return settled(std::move(drafts));
}

}  // namespace tare::compare
