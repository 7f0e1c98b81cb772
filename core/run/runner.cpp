// Implementation of runner.hpp.
#include "run/runner.hpp"

#include "base/clock.hpp"
#include "run/ingredients.hpp"
#include "run/sitting.hpp"

#include <fmt/format.h>

namespace tare::run {
namespace {

using model::Half;
using model::Outcome;

std::string shown(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

model::CaseRow case_row(const plan::Expansion& suite, const model::Case& one) {
  model::CaseRow row;
  row.identity = one.identity;
  row.question = one.question;
  row.track = suite.suite().track;
  row.track_digest = suite.track_digest();
  row.plugin = one.plugin;
  row.plugin_version = one.plugin_version;
  row.plugin_digest = one.plugin_digest;
  row.params = one.params;
  row.workload = one.workload;
  row.seed = one.seed;
  row.device = one.device;
  row.twin = one.twin;
  return row;
}

// The group's cases with the halves that they have already, in one transaction.
Result<void> add_group(store::Store& store, const std::string& run_id, const plan::Expansion& suite,
                       const model::Group& group, const plan::GroupWork& work) {
  auto transaction = store.begin();
  if (!transaction) return tl::unexpected(transaction.error());
  for (const plan::CaseWork& item : work.cases) {
    const model::Case& one = group.cases[item.index];
    if (auto added = store.add_case(case_row(suite, one)); !added) return added;
    model::RunCaseRow row = run_case_row(run_id, suite.suite().name, group, one);
    row.answer_half_id = item.cached_answer_half;
    row.timing_half_id = item.cached_timing_half;
    if (auto added = store.add_run_case(row); !added) return added;
  }
  return transaction->commit();
}

// The worse of a case's halves names its outcome; a half that did not run now was ok before.
std::string_view outcome_of(const CaseEnd& end) {
  if (end.answer && !end.answer->is_ok()) return model::name_of(end.answer->outcome);
  if (end.timing && !end.timing->is_ok()) return model::name_of(end.timing->outcome);
  return model::name_of(Outcome::ok);
}

void count(Tally& tally, const plan::GroupWork& work, const std::vector<CaseEnd>& ends) {
  tally.cases += work.cases.size();
  for (const plan::CaseWork& item : work.cases) {
    tally.answers_cached += item.runs_answer() ? 0U : 1U;
    tally.timings_cached += item.timing == plan::Why::cached ? 1U : 0U;
  }
  for (const CaseEnd& end : ends) {
    tally.answers_run += end.answer ? 1U : 0U;
    tally.timings_run += end.timing ? 1U : 0U;
    ++tally.outcomes[std::string(outcome_of(end))];
  }
}

}  // namespace

model::RunCaseRow run_case_row(const std::string& run_id, const std::string& suite, const model::Group& group,
                               const model::Case& one) {
  model::RunCaseRow row;
  row.run_id = run_id;
  row.identity = one.identity;
  row.suite = suite;
  row.label = one.label;
  row.is_baseline = one.is_baseline;
  row.group_id = group.id;
  row.point_id = group.point_id;
  return row;
}

Result<plan::Finished> finished_in(const store::Store& store, const std::string& machine_class) {
  auto halves = store.finished_halves(machine_class);
  if (!halves) return tl::unexpected(halves.error());
  plan::Finished finished;
  finished.answers = std::move(halves->answers);
  for (const auto& [key, timing] : halves->timings) {
    finished.timings[key.second] = {timing.half_id, timing.sitting_id.value_or("")};
  }
  for (const auto& [identity, last] : halves->last_answers) {
    if (last.outcome != Outcome::ok) {
      finished.failures[identity] = last.outcome ? std::string(model::name_of(*last.outcome)) : "unfinished";
    }
  }
  return finished;
}

std::string place_name(const model::Suite& suite, const model::Case& one) {
  std::vector<std::string> parts;
  for (const model::Axis& axis : suite.axes) {
    for (const std::string& key : axis.keys)
      parts.push_back(fmt::format("{}={}", key, shown(one.workload.value(key, Json()))));
  }
  if (suite.devices.size() > 1) parts.push_back(fmt::format("device={}", one.device));
  if (suite.seeds.size() > 1) parts.push_back(fmt::format("seed={}", one.seed));
  return fmt::format("{}", fmt::join(parts, " "));
}

Result<Tally> run_suites(store::Store& store, const Setting& setting, const model::RunRow& row,
                         const std::vector<plan::Expansion>& suites, Progress& progress) {
  if (auto begun = store.begin_run(row); !begun) return tl::unexpected(begun.error());
  auto finished = finished_in(store, setting.machine.machine_class);
  if (!finished) return tl::unexpected(finished.error());
  IngredientShelf shelf(store, setting);
  PluginCheck plugins;
  Tally tally;
  tally.run_id = setting.run_id;
  Place place;
  for (const plan::Expansion& suite : suites) place.group_count += suite.group_count();
  for (const plan::Expansion& suite : suites) {
    place.suite = suite.suite().name;
    for (std::size_t g = 0; g < suite.group_count() && !tally.is_interrupted; ++g) {
      const model::Group group = suite.group(g);
      const auto work = plan::schedule(group, *finished, {setting.is_fresh, suite.suite().timing.is_on});
      const std::string name = place_name(suite.suite(), group.cases.front());
      place.workload = name;
      ++place.group;
      if (auto added = add_group(store, setting.run_id, suite, group, work); !added)
        return tl::unexpected(added.error());
      std::vector<CaseEnd> ends(work.cases.size());
      if (work.has_work()) {
        progress.group_started(place);
        Sitting sitting(store, setting, suite, group, shelf, plugins, progress);
        auto ran = sitting.run(work, g);
        if (!ran) return tl::unexpected(ran.error());
        ends = std::move(*ran);
        tally.is_interrupted = sitting.is_cancelled();
      } else {
        progress.group_cached(place);
      }
      count(tally, work, ends);
    }
  }
  if (auto ended = store.finish_run(setting.run_id, tally.is_interrupted ? "interrupted" : "done"); !ended) {
    return tl::unexpected(ended.error());
  }
  return tally;
}

}  // namespace tare::run
