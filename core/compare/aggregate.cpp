// Implementation of aggregate.hpp.
#include "compare/aggregate.hpp"

#include "base/text.hpp"
#include "compare/expectation.hpp"
#include "compare/uncertainty.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace tare::compare {
namespace {

constexpr double kSlackRatio = 1e-9;

double reduced(Aggregate aggregate, const std::vector<double>& values, double threshold) {
  const double count = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += aggregate == Aggregate::geomean ? std::log(value) : value;
  switch (aggregate) {
    case Aggregate::geomean:
      return std::exp(sum / count);
    case Aggregate::mean:
      return sum / count;
    case Aggregate::sum:
      return sum;
    case Aggregate::max:
      return *std::max_element(values.begin(), values.end());
    case Aggregate::min:
      return *std::min_element(values.begin(), values.end());
    case Aggregate::share:
      return static_cast<double>(
                 std::count_if(values.begin(), values.end(), [&](double v) { return v >= threshold; })) /
             count;
    case Aggregate::none:
    case Aggregate::argmax:
      break;
  }
  return values.front();
}

Interval interval_of(Aggregate aggregate, std::span<const Measured> members, double value, double threshold) {
  std::vector<double> lows;
  std::vector<double> highs;
  double squares = 0;
  double log_squares = 0;
  for (const Measured& member : members) {
    lows.push_back(member.interval->low);
    highs.push_back(member.interval->high);
    squares += member.standard_error * member.standard_error;
    const double log_error = member.standard_error / *member.value;
    log_squares += log_error * log_error;
  }
  const double count = static_cast<double>(members.size());
  if (aggregate == Aggregate::geomean) {
    const Interval logs = Uncertainty::normal(std::log(value), std::sqrt(log_squares) / count).interval(kLevel);
    return {std::exp(logs.low), std::exp(logs.high)};
  }
  if (aggregate == Aggregate::sum) return Uncertainty::normal(value, std::sqrt(squares)).interval(kLevel);
  if (aggregate == Aggregate::mean) return Uncertainty::normal(value, std::sqrt(squares) / count).interval(kLevel);
  return {reduced(aggregate, lows, threshold), reduced(aggregate, highs, threshold)};
}

// The members along an axis, in the axis' order, of one combination of the other keys.
struct Course {
  std::string label;
  std::vector<std::pair<Json, const Measured*>> steps;
};

std::vector<Course> courses_of(const Claim& claim, std::span<const ClaimItem> items, std::span<const Measured> values) {
  std::map<std::string, Course> courses;
  const bool has_labels =
      std::any_of(items.begin(), items.end(), [&](const ClaimItem& item) { return item.label != items.front().label; });
  for (std::size_t i = 0; i < items.size(); ++i) {
    Json others = items[i].workload;
    if (!others.is_object() || !others.contains(claim.along)) continue;
    const Json place = others[claim.along];
    others.erase(claim.along);
    Course& course = courses[items[i].label + "\n" + items[i].device + "\n" + others.dump()];
    if (has_labels) course.label = items[i].label;
    course.steps.emplace_back(place, &values[i]);
  }
  std::vector<Course> result;
  for (auto& [key, course] : courses) {
    // Numbers in their order, words in the suite's.
    std::stable_sort(course.steps.begin(), course.steps.end(), [](const auto& a, const auto& b) {
      return a.first.is_number() && b.first.is_number() && a.first < b.first;
    });
    result.push_back(std::move(course));
  }
  return result;
}

// A point that already says why its course cannot be judged, or one to be filled in.
ClaimPoint started(const Claim& claim, const Course& course) {
  ClaimPoint point{.label = course.label, .expected = expectation_text(*claim.expect)};
  point.verdict = ClaimVerdict::reproduced;
  for (const auto& [place, value] : course.steps) {
    point.row_ids.insert(point.row_ids.end(), value->row_ids.begin(), value->row_ids.end());
    if (!value->value) {
      point.verdict = ClaimVerdict::not_run;
      point.reason = value->problem;
      return point;
    }
    if (!value->interval) {
      point.verdict = ClaimVerdict::inconclusive;
      point.reason = value->shortage;
    }
  }
  return point;
}

}  // namespace

Measured aggregate_of(Aggregate aggregate, std::span<const Measured> members, bool is_ratio) {
  Measured result;
  std::vector<double> values;
  bool has_interval = true;
  for (const Measured& member : members) {
    result.row_ids.insert(result.row_ids.end(), member.row_ids.begin(), member.row_ids.end());
    if (!member.value) return {.problem = member.problem, .row_ids = result.row_ids};
    if (aggregate == Aggregate::geomean && *member.value <= 0) {
      return {.problem = "no geometric mean of values that are not positive", .row_ids = result.row_ids};
    }
    values.push_back(*member.value);
    result.count = values.size() == 1 ? member.count : std::min(result.count, member.count);
    result.is_time = result.is_time || member.is_time;
    if (!member.interval) result.shortage = member.shortage;
    has_interval = has_interval && member.interval.has_value();
  }
  if (values.empty()) return {.problem = "no rows to judge"};
  const double threshold = is_ratio ? 1 - kSlackRatio : std::numeric_limits<double>::min();
  result.value = reduced(aggregate, values, threshold);
  result.is_exact = std::all_of(members.begin(), members.end(), [](const Measured& member) { return member.is_exact; });
  if (has_interval) result.interval = interval_of(aggregate, members, *result.value, threshold);
  return result;
}

std::vector<ClaimPoint> argmax_points(const Claim& claim, std::span<const ClaimItem> items,
                                      std::span<const Measured> values) {
  std::vector<ClaimPoint> points;
  for (const Course& course : courses_of(claim, items, values)) {
    ClaimPoint point = started(claim, course);
    if (point.verdict == ClaimVerdict::reproduced) {
      const auto top = std::max_element(course.steps.begin(), course.steps.end(), [](const auto& a, const auto& b) {
        return *a.second->value < *b.second->value;
      });
      point.found = top->first.is_string() ? top->first.get<std::string>() : top->first.dump();
      const Json wanted = claim.expect->equal.value_or(Json());
      // Whatever may be the largest within its interval is a candidate; exact ties are all of them largest.
      bool has_wanted = false;
      bool has_other = false;
      for (const auto& [place, value] : course.steps) {
        if (value->interval->high < top->second->interval->low * (1 - kSlackRatio)) continue;
        (place == wanted ? has_wanted : has_other) = true;
      }
      const bool is_tie = top->second->is_exact && has_wanted;
      point.verdict = !has_wanted              ? ClaimVerdict::not_reproduced
                      : (has_other && !is_tie) ? ClaimVerdict::inconclusive
                                               : ClaimVerdict::reproduced;
      if (point.verdict == ClaimVerdict::inconclusive) point.reason = "another place may be as large";
    }
    points.push_back(std::move(point));
  }
  return points;
}

std::vector<ClaimPoint> monotone_points(const Claim& claim, std::span<const ClaimItem> items,
                                        std::span<const Measured> values) {
  const bool is_rising = *claim.expect->monotone == Monotone::increasing;
  std::vector<ClaimPoint> points;
  for (const Course& course : courses_of(claim, items, values)) {
    ClaimPoint point = started(claim, course);
    for (std::size_t i = 1; i < course.steps.size() && point.verdict >= ClaimVerdict::inconclusive; ++i) {
      const Measured& earlier = *course.steps[is_rising ? i - 1 : i].second;
      const Measured& later = *course.steps[is_rising ? i : i - 1].second;
      if (!earlier.interval || !later.interval) continue;
      const double slack = kSlackRatio * std::abs(*earlier.value);
      if (later.interval->low >= earlier.interval->high - slack) continue;
      const std::string where = fmt::format(
          "{} at {}, {} at {}", text::quantity(course.steps[i - 1].second->value, ""), course.steps[i - 1].first.dump(),
          text::quantity(course.steps[i].second->value, ""), course.steps[i].first.dump());
      point.found = where;
      if (later.interval->high < earlier.interval->low - slack) {
        point.verdict = ClaimVerdict::not_reproduced;
      } else {
        point.verdict = ClaimVerdict::inconclusive;
        point.reason = "two neighbours are too near to order";
      }
    }
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace tare::compare
