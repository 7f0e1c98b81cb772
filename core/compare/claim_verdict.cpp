// Implementation of claim_verdict.hpp: which numbers a claim asks for, and the verdict over its points.
#include "compare/claim_verdict.hpp"

#include "base/text.hpp"
#include "compare/aggregate.hpp"
#include "compare/expectation.hpp"
#include "compare/workload_label.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tare::compare {
namespace {

bool is_about_values(const Claim& claim) { return claim.against == "none"; }

Measured measured_at(const ClaimScope& scope, const Claim& claim, const ClaimItem& item) {
  if (is_about_values(claim)) return scope.value(item);
  if (claim.against.empty()) {
    if (!scope.baseline_label()) return {.problem = "the suite's baseline has no rows"};
    return scope.ratio(item, *scope.baseline_label());
  }
  const auto against = scope.label_at(item, claim.against);
  if (!against) return {.problem = fmt::format("{}: no rows", claim.against)};
  return scope.ratio(item, *against);
}

// Names of items: what differs between them.
class Labels {
 public:
  explicit Labels(const std::vector<ClaimItem>& items) {
    std::vector<Json> workloads;
    for (const ClaimItem& item : items) {
      workloads.push_back(item.workload);
      has_labels_ = has_labels_ || item.label != items.front().label;
      has_devices_ = has_devices_ || item.device != items.front().device;
    }
    keys_ = differing_keys(workloads);
  }

  [[nodiscard]] std::string text(const ClaimItem& item) const {
    std::vector<std::string> parts;
    if (has_labels_) parts.push_back(item.label);
    if (!keys_.empty()) parts.push_back(values_text(item.workload, keys_));
    if (has_devices_) parts.push_back(item.device);
    return text::join_list(parts, " ");
  }

 private:
  std::vector<std::string> keys_;
  bool has_labels_ = false;
  bool has_devices_ = false;
};

ClaimPoint text_point(const ClaimScope& scope, const ClaimItem& item, const Expectation& expectation) {
  ClaimPoint point;
  point.expected = expectation_text(expectation);
  const std::vector<const ArtifactText*> texts = scope.texts(item);
  if (texts.empty()) {
    point.reason = scope.absence(item);
    return point;
  }
  point.verdict = ClaimVerdict::reproduced;
  point.found = std::string(text::trim(texts.front()->text));
  for (const ArtifactText* text : texts) {
    point.row_ids.push_back(text->row_id);
    // A file's last line break is no part of the text.
    if (text::trim(text->text) == text::trim(point.expected)) continue;
    point.verdict = ClaimVerdict::not_reproduced;
    point.found = std::string(text::trim(text->text));
  }
  return point;
}

bool is_text(const Expectation& expectation) {
  return expectation.equal && expectation.equal->is_string() && !number_in(*expectation.equal);
}

// Texts such as "0011" read as numbers too; a claim is about texts when the rows have such an artifact and no metric.
ClaimPoint point_of(const ClaimScope& scope, const Claim& claim, const ClaimItem& item,
                    const Expectation& expectation) {
  const bool is_string = expectation.equal && expectation.equal->is_string();
  if (is_text(expectation) || (is_string && !scope.texts(item).empty())) return text_point(scope, item, expectation);
  return judged(measured_at(scope, claim, item), expectation, !is_about_values(claim));
}

// One point for each item, or for each row of `each` and the items that it selects.
void judge_points(ClaimResult& result, const ClaimScope& scope, const std::vector<ClaimItem>& items) {
  const Claim& claim = result.claim;
  const Labels labels(items);
  const auto add = [&](const ClaimItem& item, const Expectation& expectation) {
    ClaimPoint point = point_of(scope, claim, item, expectation);
    point.label = labels.text(item);
    result.points.push_back(std::move(point));
  };
  if (claim.each.empty()) {
    for (const ClaimItem& item : items) add(item, *claim.expect);
  }
  for (const ExpectedPoint& row : claim.each) {
    bool is_found = false;
    for (const ClaimItem& item : items) {
      if (!is_selected(row.where, item)) continue;
      is_found = true;
      add(item, row.expect);
    }
    if (is_found) continue;
    ClaimPoint missing;
    std::vector<std::string> parts;
    for (const auto& [key, values] : row.where) {
      for (const Json& value : values) parts.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    }
    missing.label = text::join_list(parts, " ");
    missing.expected = expectation_text(row.expect);
    missing.reason = "no case of this run matches";
    result.points.push_back(std::move(missing));
  }
}

// Neighbours of an order at one point: the ratio of the later value to the earlier one must not be below 1.
ClaimPoint order_point(const ClaimScope& scope, const Claim& claim, const ClaimItem& point) {
  ClaimPoint verdict{.expected = expectation_text(*claim.expect), .verdict = ClaimVerdict::reproduced};
  const std::vector<std::string>& order = claim.expect->order;
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    ClaimItem item = point;
    const auto smaller = scope.label_at(point, order[i]);
    const auto larger = scope.label_at(point, order[i + 1]);
    item.label = smaller.value_or(order[i]);
    const Measured ratio = smaller && larger
                               ? scope.ratio(item, *larger)
                               : Measured{.problem = fmt::format("{}: no rows", order[smaller ? i + 1 : i])};
    const ClaimPoint pair = judged(ratio, Expectation{.at_least = 1}, true);
    verdict.row_ids.insert(verdict.row_ids.end(), pair.row_ids.begin(), pair.row_ids.end());
    if (pair.verdict >= verdict.verdict) continue;
    verdict.verdict = pair.verdict;
    verdict.reason = pair.reason;
    verdict.found = fmt::format("{} / {} is {}", order[i + 1], order[i], pair.found.empty() ? "n/a" : pair.found);
  }
  return verdict;
}

void judge_order(ClaimResult& result, const ClaimScope& scope) {
  const std::vector<ClaimItem> points = scope.points();
  const Labels labels(points);
  for (const ClaimItem& point : points) {
    result.points.push_back(order_point(scope, result.claim, point));
    result.points.back().label = labels.text(point);
  }
}

void judge_aggregate(ClaimResult& result, const ClaimScope& scope, const std::vector<ClaimItem>& items) {
  const Claim& claim = result.claim;
  std::vector<Measured> values;
  for (const ClaimItem& item : items) values.push_back(measured_at(scope, claim, item));
  const bool is_ratio = !is_about_values(claim);
  if (claim.aggregate == Aggregate::argmax || claim.expect->monotone) {
    std::vector<ClaimPoint> points = claim.aggregate == Aggregate::argmax ? argmax_points(claim, items, values)
                                                                          : monotone_points(claim, items, values);
    result.points = std::move(points);
    return;
  }
  result.points.push_back(judged(aggregate_of(claim.aggregate, values, is_ratio), *claim.expect, is_ratio));
}

// The gravest verdict of the points, and the first reason that goes with it.
void conclude(ClaimResult& result) {
  if (result.points.empty()) {
    result.reason = "no rows to judge";
    return;
  }
  result.verdict = ClaimVerdict::reproduced;
  for (const ClaimPoint& point : result.points) result.verdict = std::min(result.verdict, point.verdict);
  const auto gravest = std::find_if(result.points.begin(), result.points.end(),
                                    [&](const ClaimPoint& point) { return point.verdict == result.verdict; });
  const auto count = std::count_if(result.points.begin(), result.points.end(),
                                   [&](const ClaimPoint& point) { return point.verdict == result.verdict; });
  if (result.verdict == ClaimVerdict::reproduced) return;
  result.reason = gravest->reason;
  if (result.points.size() > 1) {
    const std::string where = gravest->label.empty() ? "" : gravest->label + (result.reason.empty() ? "" : ": ");
    result.reason = fmt::format("{} of {}: {}{}", count, result.points.size(), where, result.reason);
  }
}

}  // namespace

ClaimResult judge_claim(const Claim& claim, const std::string& suite, const ClaimRows& rows) {
  ClaimResult result{.suite = suite, .claim = claim};
  const ClaimScope scope(rows, suite, claim);
  std::vector<ClaimItem> items = scope.items();
  if (const auto method = claim.select.find("method"); method != claim.select.end()) {
    const Selection selection = {{"method", method->second}};
    std::erase_if(items, [&](const ClaimItem& item) { return !is_selected(selection, item); });
  }
  const bool has_order = claim.expect && !claim.expect->order.empty();
  const bool is_aggregate = claim.aggregate != Aggregate::none || (claim.expect && claim.expect->monotone);
  if (has_order) {
    judge_order(result, scope);
  } else if (is_aggregate && claim.expect && claim.each.empty()) {
    if (!items.empty()) judge_aggregate(result, scope, items);
  } else {
    judge_points(result, scope, items);
  }
  conclude(result);
  return result;
}

Result<std::vector<ClaimResult>> judge_claims(std::span<const model::Claim> claims, const std::string& suite,
                                              const ClaimRows& rows) {
  std::vector<ClaimResult> results;
  for (const model::Claim& written : claims) {
    const Result<Claim> claim = parse_claim(written);
    if (!claim) return tl::unexpected(claim.error());
    results.push_back(judge_claim(*claim, suite, rows));
  }
  return results;
}

}  // namespace tare::compare
