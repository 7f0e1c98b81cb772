// Implementation of claim_rows.hpp.
#include "compare/claim_rows.hpp"

#include "compare/paired_metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tare::compare {
namespace {

using model::ResultRow;

// Numbers may be written with a unit in the claim and are stored without one.
bool is_same(const Json& wanted, const Json& found) {
  if (wanted == found) return true;
  if (wanted.is_string() == found.is_string()) return false;
  const std::optional<double> a = number_in(wanted);
  const std::optional<double> b = number_in(found);
  return a && b && *a == *b;
}

bool has_seed(const Selection& selection, std::uint64_t seed) {
  const auto wanted = selection.find("seed");
  if (wanted == selection.end()) return true;
  return std::any_of(wanted->second.begin(), wanted->second.end(),
                     [&](const Json& value) { return is_same(value, Json(seed)); });
}

template <typename Row>
ClaimItem item_of(const Row& row, const std::string& label) {
  return {row.point_id, label, row.workload, row.device};
}

Interval on_ratio_scale(const Interval& logs) { return {std::exp(logs.low), std::exp(logs.high)}; }

// Fills in what an uncertainty of the logarithm says of the ratio.
void add_uncertainty(Measured& measured, const std::optional<Uncertainty>& logs) {
  if (!logs) return;
  measured.interval = on_ratio_scale(logs->interval(kLevel));
  measured.standard_error = logs->standard_error() * *measured.value;
}

std::string short_of_seeds(int count) {
  return fmt::format("seeds: {}, an interval needs {}", count, kSeedsForInterval);
}

// The geometric mean over groups.
Measured of_times(const std::map<std::string, TimeRatio>& by_group) {
  Measured measured;
  measured.is_time = true;
  std::vector<TimeRatio> ratios;
  double estimate = 0;
  for (const auto& [group, ratio] : by_group) {
    estimate += ratio.uncertainty.estimate() / static_cast<double>(by_group.size());
    measured.count = ratios.empty() ? ratio.round_count : std::min(measured.count, ratio.round_count);
    ratios.push_back(ratio);
  }
  measured.value = std::exp(estimate);
  const std::optional<Uncertainty> logs = combined_uncertainty(ratios);
  add_uncertainty(measured, logs);
  if (!logs) measured.shortage = fmt::format("rounds: {}, an interval needs {}", measured.count, kRoundsForInterval);
  return measured;
}

const TimedMethod* method_in(const TimedGroup& group, std::string_view label) {
  const auto found = std::find_if(group.methods.begin(), group.methods.end(),
                                  [&](const TimedMethod& method) { return method.label == label && method.twin == 0; });
  return found == group.methods.end() ? nullptr : &*found;
}

// Samples against a clock that ticks once a nanosecond: the ratio's inverse is the median.
std::vector<model::SampleRow> unit_samples(std::span<const model::SampleRow> samples) {
  std::vector<model::SampleRow> units(samples.begin(), samples.end());
  for (model::SampleRow& sample : units) sample.wall_ns = 1;
  return units;
}

}  // namespace

bool is_selected(const Selection& selection, const ClaimItem& item) {
  return std::all_of(selection.begin(), selection.end(), [&](const auto& entry) {
    const auto& [key, wanted] = entry;
    if (key == "seed") return true;
    return std::any_of(wanted.begin(), wanted.end(), [&](const Json& value) {
      if (key == "device") return value == Json(item.device);
      if (key == "method") return value.is_string() && is_labelled(item.label, value.template get<std::string>());
      return item.workload.is_object() && item.workload.contains(key) && is_same(value, item.workload[key]);
    });
  });
}

ClaimScope::ClaimScope(const ClaimRows& rows, std::string suite, const Claim& claim)
    : metric_(claim.metric), operation_(claim.operation), method_(claim.method) {
  // A selection by method restricts what is judged, not what it is compared with.
  Selection points = claim.select;
  points.erase("method");
  const auto is_wanted = [&](const auto& row) {
    return row.suite == suite && has_seed(points, row.seed) && is_selected(points, item_of(row, ""));
  };
  for (const ResultRow& row : rows.results) {
    if (row.twin != 0 || !is_wanted(row)) continue;
    results_.push_back(&row);
    by_item_[{row.point_id, row.method}].push_back(&row);
    if (row.is_baseline) baseline_label_ = row.method;
  }
  for (const TimedGroup& group : rows.timings) {
    if (is_wanted(group)) timings_[group.point_id].push_back(&group);
  }
  for (const ArtifactText& artifact : rows.artifacts) {
    if (artifact.twin == 0 && is_wanted(artifact)) artifacts_.push_back(&artifact);
  }
}

std::vector<ClaimItem> ClaimScope::points() const {
  std::vector<ClaimItem> points;
  std::set<std::string> seen;
  for (const ResultRow* row : results_) {
    if (seen.insert(row->point_id).second) points.push_back(item_of(*row, ""));
  }
  return points;
}

std::vector<ClaimItem> ClaimScope::items() const {
  std::vector<ClaimItem> items;
  std::set<std::pair<std::string, std::string>> seen;
  for (const ResultRow* row : results_) {
    const bool is_wanted = method_.empty() ? !row->is_baseline : is_labelled(row->method, method_);
    if (is_wanted && seen.insert({row->point_id, row->method}).second) items.push_back(item_of(*row, row->method));
  }
  return items;
}

std::optional<std::string> ClaimScope::label_at(const ClaimItem& point, std::string_view method) const {
  for (auto entry = by_item_.lower_bound({point.point_id, ""}); entry != by_item_.end(); ++entry) {
    if (entry->first.first != point.point_id) break;
    if (is_labelled(entry->first.second, method)) return entry->first.second;
  }
  return std::nullopt;
}

const ClaimScope::Rows& ClaimScope::rows_at(const ClaimItem& item) const {
  static const Rows kNone;
  const auto found = by_item_.find({item.point_id, item.label});
  return found == by_item_.end() ? kNone : found->second;
}

std::map<std::string, const ResultRow*> ClaimScope::metric_rows(const ClaimItem& item) const {
  std::map<std::string, const ResultRow*> rows;
  for (const ResultRow* row : rows_at(item)) {
    if (row->metric == metric_ && row->outcome == model::Outcome::ok && row->value) rows[row->group_id] = row;
  }
  return rows;
}

std::string ClaimScope::failure(const ClaimItem& item) const {
  for (const ResultRow* row : rows_at(item)) {
    if (row->outcome == model::Outcome::ok) continue;
    return fmt::format("{}: {}{}{}", item.label, name_of(row->outcome), row->reason.empty() ? "" : "/", row->reason);
  }
  return "";
}

std::string ClaimScope::absence(const ClaimItem& item) const {
  const std::string failed = failure(item);
  if (!failed.empty()) return failed;
  return fmt::format("{}: no {}", item.label, operation_.empty() ? metric_ : "time of " + operation_);
}

Measured ClaimScope::value(const ClaimItem& item) const {
  if (!failure(item).empty()) return {.problem = failure(item)};
  return operation_.empty() ? metric_value(item) : time_value(item);
}

Measured ClaimScope::ratio(const ClaimItem& item, const std::string& against) const {
  ClaimItem other = item;
  other.label = against;
  for (const ClaimItem& side : {item, other}) {
    if (!failure(side).empty()) return {.problem = failure(side)};
  }
  return operation_.empty() ? metric_against(item, other) : time_against(item, other);
}

Measured ClaimScope::time_value(const ClaimItem& item) const {
  std::map<std::string, TimeRatio> ratios;
  std::vector<std::string> row_ids;
  const auto groups = timings_.find(item.point_id);
  for (const TimedGroup* group : groups == timings_.end() ? std::vector<const TimedGroup*>() : groups->second) {
    const TimedMethod* method = method_in(*group, item.label);
    if (method == nullptr || method->outcome != model::Outcome::ok) continue;
    const auto ratio = time_ratio(pair_rounds(method->samples, unit_samples(method->samples), operation_).rounds);
    if (!ratio) continue;
    ratios[group->group_id] = *ratio;
    row_ids.push_back(method->half_id);
  }
  if (ratios.empty()) return {.problem = absence(item)};
  Measured measured = of_times(ratios);
  measured.row_ids = std::move(row_ids);
  // From nanoseconds to the unit that claims are written in.
  constexpr double kSecondsPerNs = 1e-9;
  *measured.value *= kSecondsPerNs;
  measured.standard_error *= kSecondsPerNs;
  if (measured.interval) {
    measured.interval = {measured.interval->low * kSecondsPerNs, measured.interval->high * kSecondsPerNs};
  }
  return measured;
}

Measured ClaimScope::metric_value(const ClaimItem& item) const {
  // A value is a difference from 0, with the sign that makes a larger value larger.
  std::vector<SeedPair> pairs;
  bool is_deterministic = true;
  Measured measured;
  for (const auto& [group, row] : metric_rows(item)) {
    pairs.push_back({0, *row->value});
    is_deterministic = is_deterministic && row->is_deterministic;
    measured.row_ids.push_back(row->identity);
  }
  const auto paired = paired_metric(pairs, Better::higher, is_deterministic);
  if (!paired) return {.problem = absence(item)};
  measured.value = paired->method_mean;
  measured.count = static_cast<int>(pairs.size());
  measured.is_exact = paired->is_exact;
  if (paired->is_exact) {
    measured.interval = Interval{*measured.value, *measured.value};
  } else if (paired->uncertainty) {
    measured.interval = paired->uncertainty->interval(kLevel);
    measured.standard_error = paired->uncertainty->standard_error();
  } else {
    measured.shortage = short_of_seeds(measured.count);
  }
  return measured;
}

Measured ClaimScope::time_against(const ClaimItem& item, const ClaimItem& other) const {
  std::map<std::string, TimeRatio> ratios;  // by group; the later sitting counts
  std::vector<std::string> row_ids;
  const auto groups = timings_.find(item.point_id);
  for (const TimedGroup* group : groups == timings_.end() ? std::vector<const TimedGroup*>() : groups->second) {
    const TimedMethod* method = method_in(*group, item.label);
    const TimedMethod* partner = method_in(*group, other.label);
    if (method == nullptr || partner == nullptr) continue;
    if (method->outcome != model::Outcome::ok || partner->outcome != model::Outcome::ok) continue;
    const auto ratio = time_ratio(pair_rounds(partner->samples, method->samples, operation_).rounds);
    if (!ratio) continue;
    ratios[group->group_id] = *ratio;
    row_ids.insert(row_ids.end(), {method->half_id, partner->half_id});
  }
  if (ratios.empty()) return {.problem = fmt::format("{} and {}: not timed in one sitting", item.label, other.label)};
  Measured measured = of_times(ratios);
  measured.row_ids = std::move(row_ids);
  return measured;
}

Measured ClaimScope::metric_against(const ClaimItem& item, const ClaimItem& other) const {
  const auto rows = metric_rows(item);
  const auto partners = metric_rows(other);
  std::vector<SeedPair> pairs;
  bool is_deterministic = true;
  Measured measured;
  for (const auto& [group, row] : rows) {
    const auto partner = partners.find(group);
    if (partner == partners.end()) continue;
    pairs.push_back({*partner->second->value, *row->value});
    is_deterministic = is_deterministic && row->is_deterministic;
    measured.row_ids.insert(measured.row_ids.end(), {row->identity, partner->second->identity});
  }
  const auto paired = paired_metric(pairs, Better::lower, is_deterministic);
  if (!paired) return {.problem = absence(rows.empty() ? item : other)};
  if (!paired->is_ratio) return {.problem = fmt::format("{}: no ratio of values that are not positive", metric_)};
  measured.value = std::exp(paired->estimate);
  measured.is_exact = paired->is_exact;
  measured.count = static_cast<int>(pairs.size());
  if (!paired->uncertainty) measured.shortage = short_of_seeds(measured.count);
  add_uncertainty(measured, paired->uncertainty);
  return measured;
}

std::vector<const ArtifactText*> ClaimScope::texts(const ClaimItem& item) const {
  std::vector<const ArtifactText*> texts;
  for (const ArtifactText* artifact : artifacts_) {
    const bool is_here = artifact->point_id == item.point_id && artifact->method == item.label;
    if (is_here && artifact->name == metric_) texts.push_back(artifact);
  }
  return texts;
}

}  // namespace tare::compare
