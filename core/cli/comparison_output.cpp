// Implementation of comparison_output.hpp.
#include "cli/comparison_output.hpp"

#include "cli/claim_output.hpp"
#include "compare/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace tare::cli {
namespace {

const std::vector<std::string> kFailOnComparisons = {"worse", "undecided", "wrong_answer"};

}  // namespace

Result<std::vector<compare::TimedGroup>> timed_groups(const store::Store& store, const std::string& run_id) {
  const auto cases = store.timed_cases(run_id);
  if (!cases) return tl::unexpected(cases.error());
  // The baseline's own case says what it is called; its samples are those of each sitting.
  std::map<std::pair<std::string, std::string>, const store::TimedCase*> baselines;  // suite, group
  for (const store::TimedCase& one : *cases) {
    if (one.is_baseline && one.twin == 0) baselines[{one.suite, one.group_id}] = &one;
  }
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;  // suite, group, sitting
  std::vector<compare::TimedGroup> groups;                                          // in the order of the plan
  const auto add = [&](compare::TimedGroup& group, const store::TimedCase& one,
                       const std::string& half_id) -> Result<void> {
    auto samples = store.samples(half_id);
    if (!samples) return tl::unexpected(samples.error());
    group.methods.push_back({one.label,
                             one.params,
                             one.is_baseline && one.twin == 0,
                             one.twin,
                             model::Outcome::ok,
                             {},
                             half_id,
                             std::move(*samples)});
    return {};
  };
  for (const store::TimedCase& one : *cases) {
    if (!one.sitting_id || (one.is_baseline && one.twin == 0)) continue;
    const auto baseline = baselines.find({one.suite, one.group_id});
    if (baseline == baselines.end() || !one.baseline_half_id) continue;
    const auto place = places.emplace(std::tuple{one.suite, one.group_id, *one.sitting_id}, groups.size());
    if (place.second) groups.emplace_back();
    compare::TimedGroup& group = groups[place.first->second];
    if (group.methods.empty()) {
      group.suite = one.suite;
      group.track = one.track;
      group.group_id = one.group_id;
      group.point_id = one.point_id;
      group.workload = one.workload;
      group.seed = one.seed;
      group.device = one.device;
      group.is_blocked = one.is_blocked;
      if (auto added = add(group, *baseline->second, *one.baseline_half_id); !added)
        return tl::unexpected(added.error());
    }
    if (auto added = add(group, one, one.half_id); !added) return tl::unexpected(added.error());
  }
  return groups;
}

Result<std::vector<compare::Comparison>> comparisons_of(const store::Store& store, const std::string& run_id) {
  const auto rows = store.results(run_id);
  if (!rows) return tl::unexpected(rows.error());
  const auto groups = timed_groups(store, run_id);
  if (!groups) return tl::unexpected(groups.error());
  std::vector<compare::Comparison> all = compare::compare_metrics(*rows);
  std::vector<compare::Comparison> times = compare::compare_times(*groups);
  std::move(times.begin(), times.end(), std::back_inserter(all));
  return all;
}

Result<void> print_comparison(const store::Store& store, const std::string& run_id) {
  const auto comparisons = comparisons_of(store, run_id);
  if (!comparisons) return tl::unexpected(comparisons.error());
  fmt::print("{}\n", compare::table_text(*comparisons));
  return {};
}

bool is_failed_on(const std::vector<compare::Comparison>& comparisons, const std::vector<std::string>& fail_on) {
  return std::any_of(comparisons.begin(), comparisons.end(), [&](const compare::Comparison& one) {
    const std::string verdict(compare::name_of(one.verdict));
    return std::any_of(fail_on.begin(), fail_on.end(), [&](const std::string& named) {
      return named == verdict || named == fmt::format("{}:{}", verdict, one.name);
    });
  });
}

std::string fail_on_problem(const std::string& text) {
  const std::string verdict = text.substr(0, text.find(':'));
  const bool is_of_comparisons =
      std::find(kFailOnComparisons.begin(), kFailOnComparisons.end(), verdict) != kFailOnComparisons.end();
  const bool is_of_claims = std::find(kFailOnClaims.begin(), kFailOnClaims.end(), text) != kFailOnClaims.end();
  if (is_of_comparisons || is_of_claims) return {};
  return fmt::format("'{}' is no verdict; expected {} (each also as VERDICT:NAME), {}", text,
                     fmt::join(kFailOnComparisons, ", "), fmt::join(kFailOnClaims, ", "));
}

}  // namespace tare::cli
