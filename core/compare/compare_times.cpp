// Times of comparison.hpp: inside a sitting by the bootstrap, over a point's seeds by the geometric mean.
#include "compare/comparison.hpp"
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

// One method of one sitting, its baseline and the baseline's twin.
struct Visit {
  const TimedGroup* group = nullptr;
  const TimedMethod* method = nullptr;
  const TimedMethod* baseline = nullptr;  // null: was not visited
  const TimedMethod* twin = nullptr;      // null: none was asked for
};

using PointKey = std::tuple<std::string, std::string, std::string, std::string>;  // suite, point, label, params

struct Point {
  std::vector<Visit> visits;
  std::set<std::string> operations;
};

const TimedMethod* find_baseline(const TimedGroup& group, int twin) {
  const auto found = std::find_if(group.methods.begin(), group.methods.end(),
                                  [&](const TimedMethod& method) { return method.is_baseline && method.twin == twin; });
  return found == group.methods.end() ? nullptr : &*found;
}

// What is compared: the baseline's operations, or everybody's when the baseline was not timed. An operation that only
// others have, such as a peer's `empty`, has nothing to be weighed against.
std::set<std::string> operations_of(const TimedGroup& group) {
  std::set<std::string> all;
  std::set<std::string> of_baseline;
  for (const TimedMethod& method : group.methods) {
    for (const model::SampleRow& sample : method.samples) {
      all.insert(sample.operation);
      if (method.is_baseline) of_baseline.insert(sample.operation);
    }
  }
  return of_baseline.empty() ? all : of_baseline;
}

// The visits of each point in the order of the input; of a group visited twice the later one counts.
std::vector<Point> points_of(std::span<const TimedGroup> groups) {
  std::vector<Point> points;
  std::map<PointKey, std::size_t> places;
  for (const TimedGroup& group : groups) {
    const std::set<std::string> operations = operations_of(group);
    for (const TimedMethod& method : group.methods) {
      if (method.is_baseline || method.twin != 0) continue;
      const Visit visit{&group, &method, find_baseline(group, 0), find_baseline(group, 1)};
      const auto [place, is_new] =
          places.try_emplace({group.suite, group.point_id, method.label, method.params.dump()}, points.size());
      if (is_new) points.emplace_back();
      Point& point = points[place->second];
      point.operations.insert(operations.begin(), operations.end());
      const auto earlier = std::find_if(point.visits.begin(), point.visits.end(),
                                        [&](const Visit& other) { return other.group->group_id == group.group_id; });
      if (earlier == point.visits.end()) {
        point.visits.push_back(visit);
      } else {
        *earlier = visit;
      }
    }
  }
  return points;
}

// The worse outcome decides: a wrong answer anywhere beats a failure, because it must never be read past.
std::optional<std::pair<Verdict, std::string>> obstacle(const Point& point) {
  std::optional<std::pair<Verdict, std::string>> found;
  for (const Visit& visit : point.visits) {
    const auto outcome_text = [](const TimedMethod& method) {
      return std::string(name_of(method.outcome)) + (method.reason.empty() ? "" : "/" + method.reason);
    };
    if (visit.method->outcome == model::Outcome::wrong_answer) {
      return std::pair{Verdict::wrong_answer, std::string("its answer is wrong")};
    }
    if (visit.method->outcome != model::Outcome::ok) {
      found = {Verdict::not_comparable, outcome_text(*visit.method)};
    } else if (visit.baseline == nullptr) {
      found = {Verdict::not_comparable, "the baseline was not timed in this sitting"};
    } else if (visit.baseline->outcome != model::Outcome::ok) {
      found = {Verdict::not_comparable, "the baseline is " + outcome_text(*visit.baseline)};
    }
  }
  return found;
}

double median_ns(std::span<const PairedRound> rounds, double PairedRound::*side) {
  std::vector<double> values;
  for (const PairedRound& round : rounds) values.push_back(round.*side);
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// How far apart two runs of the same code were: the end of the twins' interval farther from 1, less 1.
std::optional<double> noise_floor_ratio(const Point& point, const std::string& operation,
                                        const BootstrapOptions& options) {
  std::vector<TimeRatio> ratios;
  for (const Visit& visit : point.visits) {
    if (visit.twin == nullptr || visit.baseline == nullptr) return std::nullopt;
    const auto ratio = time_ratio(pair_rounds(visit.baseline->samples, visit.twin->samples, operation).rounds, options);
    if (!ratio || !ratio->interval) return std::nullopt;
    ratios.push_back(*ratio);
  }
  const Interval logs = combined_uncertainty(ratios)->interval(kLevel);
  return std::expm1(std::max(std::abs(logs.low), std::abs(logs.high)));
}

// A program's own operation that does nothing (core/wire/README.md): what a call costs there, whatever is called.
constexpr std::string_view kEmptyOperation = "empty";
// Beyond this share the call, which is never subtracted, is a part of the method's time worth telling.
constexpr double kMostEmptyShare = 0.05;

std::optional<double> median_ns(const TimedMethod& method, std::string_view operation) {
  std::vector<double> values;
  for (const model::SampleRow& sample : method.samples) {
    if (sample.operation == operation) values.push_back(sample.wall_ns);
  }
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The largest share of an empty call in the method's time over the point's visits.
std::optional<double> empty_share(const Point& point, std::string_view operation) {
  std::optional<double> largest;
  for (const Visit& visit : point.visits) {
    const auto empty_ns = median_ns(*visit.method, kEmptyOperation);
    const auto whole_ns = median_ns(*visit.method, operation);
    if (empty_ns && whole_ns && *whole_ns > 0) largest = std::max(largest.value_or(0), *empty_ns / *whole_ns);
  }
  return largest;
}

void add_numbers(Comparison& comparison, const Point& point, const BootstrapOptions& options) {
  std::vector<TimeRatio> ratios;
  std::vector<double> baseline_medians_ns;
  std::vector<double> method_medians_ns;
  for (const Visit& visit : point.visits) {
    const Pairing pairing = pair_rounds(visit.baseline->samples, visit.method->samples, comparison.name);
    const auto ratio = time_ratio(pairing.rounds, options);
    if (!ratio) {
      comparison.verdict = Verdict::not_comparable;
      comparison.note =
          fmt::format("no round timed both ({} unpaired, {} unusable)", pairing.unpaired_count, pairing.unusable_count);
      return;
    }
    ratios.push_back(*ratio);
    baseline_medians_ns.push_back(median_ns(pairing.rounds, &PairedRound::baseline_ns));
    method_medians_ns.push_back(median_ns(pairing.rounds, &PairedRound::method_ns));
    comparison.count = ratios.size() == 1 ? ratio->round_count : std::min(comparison.count, ratio->round_count);
    comparison.is_autocorrelated = comparison.is_autocorrelated || ratio->is_autocorrelated;
    comparison.is_bimodal = comparison.is_bimodal || ratio->is_bimodal;
    comparison.row_ids.push_back(visit.method->half_id);
    comparison.row_ids.push_back(visit.baseline->half_id);
  }
  comparison.seed_count = static_cast<int>(ratios.size());
  comparison.baseline_value = mean(baseline_medians_ns);
  comparison.method_value = mean(method_medians_ns);
  double logs = 0;
  for (const TimeRatio& ratio : ratios) logs += ratio.uncertainty.estimate() / static_cast<double>(ratios.size());
  comparison.ratio = std::exp(logs);
  comparison.uncertainty = combined_uncertainty(ratios);
  if (!comparison.uncertainty) {
    comparison.note = fmt::format("{} rounds: an interval needs {}", comparison.count, kRoundsForInterval);
    comparison.further_count = kRoundsForVerdict - comparison.count;
  }
  const auto share = empty_share(point, comparison.name);
  if (share && *share > kMostEmptyShare) {
    comparison.note +=
        fmt::format("{}an empty call is {:.0f} % of its time", comparison.note.empty() ? "" : "; ", 100 * *share);
  }
}

// All methods of a point share one noise floor; its bootstrap is made once.
class NoiseFloors {
 public:
  explicit NoiseFloors(const BootstrapOptions& options) : options_(options) {}

  std::optional<double> find(const Point& point, const std::string& operation) {
    std::vector<const TimedGroup*> groups;
    for (const Visit& visit : point.visits) groups.push_back(visit.group);
    const auto [place, is_new] = floors_.try_emplace({std::move(groups), operation});
    if (is_new) place->second = noise_floor_ratio(point, operation, options_);
    return place->second;
  }

 private:
  BootstrapOptions options_;
  std::map<std::pair<std::vector<const TimedGroup*>, std::string>, std::optional<double>> floors_;
};

Draft draft_of(const Point& point, const std::string& operation, const BootstrapOptions& options, NoiseFloors& floors) {
  const Visit& first = point.visits.front();
  Draft draft{.comparison = {}, .edge = 0, .fewest_count = kRoundsForVerdict};
  Comparison& comparison = draft.comparison;
  comparison.quantity = Quantity::time;
  comparison.suite = first.group->suite;
  comparison.track = first.group->track;
  comparison.name = operation;
  comparison.unit = "ns";
  comparison.method = first.method->label;
  comparison.baseline = first.baseline == nullptr ? "" : first.baseline->label;
  comparison.point_id = first.group->point_id;
  comparison.params = first.method->params;
  comparison.workload = first.group->workload;
  comparison.device = first.group->device;
  for (const Visit& visit : point.visits) comparison.is_blocked = comparison.is_blocked || visit.group->is_blocked;
  if (const auto found = obstacle(point)) {
    std::tie(comparison.verdict, comparison.note) = *found;
    return draft;
  }
  add_numbers(comparison, point, options);
  comparison.noise_floor_ratio = floors.find(point, operation);
  comparison.band_ratio = std::max(kBandRatio, comparison.noise_floor_ratio.value_or(0));
  draft.edge = std::log1p(comparison.band_ratio);
  return draft;
}

}  // namespace

std::vector<Comparison> compare_times(std::span<const TimedGroup> groups, const BootstrapOptions& options) {
  NoiseFloors floors(options);
  std::vector<Draft> drafts;
  for (const Point& point : points_of(groups)) {
    for (const std::string& operation : point.operations) drafts.push_back(draft_of(point, operation, options, floors));
  }
  return settled(std::move(drafts));
}

}  // namespace tare::compare
