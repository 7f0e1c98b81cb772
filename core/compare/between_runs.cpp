// Implementation of between_runs.hpp: the runs become methods A and B of one made-up suite, whose points are the cases'
// points and labels, and the usual comparisons do the rest.
#include "compare/between_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tare::compare {
namespace {

struct Pair {
  const model::CaseRow* before = nullptr;
  const model::CaseRow* after = nullptr;
};

// Cases by question; a twin is the same case once more, and adds nothing between runs.
std::map<std::string, Pair> pairs_of(const RunRows& before, const RunRows& after) {
  std::map<std::string, Pair> pairs;
  for (const model::CaseRow& one : before.cases) {
    if (one.twin == 0) pairs[one.question].before = &one;
  }
  for (const model::CaseRow& one : after.cases) {
    if (one.twin == 0) pairs[one.question].after = &one;
  }
  std::erase_if(pairs,
                [](const auto& entry) { return entry.second.before == nullptr || entry.second.after == nullptr; });
  return pairs;
}

void add_change(std::vector<std::string>& changes, std::string_view what, const std::string& before,
                const std::string& after) {
  const auto shown = [](const std::string& value) { return value.empty() ? std::string("none") : value; };
  if (before != after) changes.push_back(fmt::format("{}: {}, was {}", what, shown(after), shown(before)));
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::vector<std::string> changes_between(const RunRows& before, const RunRows& after,
                                         const std::map<std::string, Pair>& pairs) {
  std::vector<std::string> changes;
  std::set<std::string> names;
  for (const auto& entry : before.run.environment.items()) names.insert(entry.key());
  for (const auto& entry : after.run.environment.items()) names.insert(entry.key());
  for (const std::string& name : names) {
    const auto value = [&](const Json& all) { return all.contains(name) ? text_of(all[name]) : std::string(); };
    add_change(changes, name, value(before.run.environment), value(after.run.environment));
  }
  add_change(changes, "machine class", before.run.machine_class, after.run.machine_class);
  add_change(changes, "tare", before.run.tare_version, after.run.tare_version);
  const auto commit = [](const model::RunRow& run) { return run.commit + (run.is_dirty ? " with changes" : ""); };
  add_change(changes, "commit", commit(before.run), commit(after.run));
  add_change(changes, "suite digest", before.run.suite_digest, after.run.suite_digest);
  std::set<std::string> plugins;
  std::size_t ingredients = 0;
  for (const auto& [question, pair] : pairs) {
    if (pair.before->plugin_digest != pair.after->plugin_digest) plugins.insert(pair.after->plugin);
    ingredients += pair.before->ingredients != pair.after->ingredients ? 1 : 0;
  }
  if (!plugins.empty()) changes.push_back(fmt::format("plugin files: {}", fmt::join(plugins, ", ")));
  if (ingredients > 0) changes.push_back(fmt::format("ingredients of {} cases", ingredients));
  return changes;
}

// The label in the workload makes a point of every method of the original suites.
Json labelled(const Json& workload, const std::string& label) {
  Json result = workload;
  result["method"] = label;
  return result;
}

struct Sides {
  const char* label;
  bool is_baseline;
};
constexpr Sides kBefore = {"A", true};
constexpr Sides kAfter = {"B", false};

// The results of one side in the made-up suite; `wanted` maps its identities to questions.
void add_results(std::vector<model::ResultRow>& all, const RunRows& rows,
                 const std::map<std::string, std::string>& wanted, const Sides& side) {
  for (model::ResultRow row : rows.results) {
    const auto question = wanted.find(row.identity);
    if (question == wanted.end()) continue;
    row.workload = labelled(row.workload, row.method);
    // The same for all seeds of one case, in both runs: point ids may differ when a suite gained a method.
    row.point_id = row.suite + row.workload.dump() + row.params.dump() + row.device;
    row.group_id = question->second;
    row.params = Json::object();
    row.method = side.label;
    row.is_baseline = side.is_baseline;
    all.push_back(std::move(row));
  }
}

TimedMethod timed_method(const Sides& side, const std::vector<model::SampleRow>& samples) {
  TimedMethod method;
  method.label = side.label;
  method.is_baseline = side.is_baseline;
  method.samples = samples;
  return method;
}

// What a case is called and belongs to, from its first result.
std::map<std::string, const model::ResultRow*> first_results(const RunRows& rows) {
  std::map<std::string, const model::ResultRow*> first;
  for (const model::ResultRow& row : rows.results) first.try_emplace(row.identity, &row);
  return first;
}

std::vector<TimedGroup> timed_groups(const RunRows& before, const RunRows& after,
                                     const std::map<std::string, Pair>& pairs) {
  std::vector<TimedGroup> groups;
  const auto first = first_results(after);
  for (const auto& [question, pair] : pairs) {
    const auto was = before.samples.find(pair.before->identity);
    const auto is = after.samples.find(pair.after->identity);
    const auto named = first.find(pair.after->identity);
    if (was == before.samples.end() || is == after.samples.end() || named == first.end()) continue;
    const model::ResultRow& row = *named->second;
    TimedGroup group;
    group.suite = row.suite;
    group.track = row.track;
    group.group_id = question;
    group.workload = labelled(row.workload, row.method);
    group.point_id = row.suite + group.workload.dump() + row.params.dump() + row.device;
    group.seed = pair.after->seed;
    group.device = row.device;
    group.methods = {timed_method(kBefore, was->second), timed_method(kAfter, is->second)};
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace

BetweenRuns between_runs(const RunRows& before, const RunRows& after, bool compares_foreign_times) {
  const auto pairs = pairs_of(before, after);
  BetweenRuns found;
  found.changes = changes_between(before, after, pairs);
  found.pair_count = pairs.size();
  std::map<std::string, std::string> identities_before;
  std::map<std::string, std::string> identities_after;
  for (const auto& [question, pair] : pairs) {
    identities_before.emplace(pair.before->identity, question);
    identities_after.emplace(pair.after->identity, question);
  }
  std::vector<model::ResultRow> results;
  add_results(results, before, identities_before, kBefore);
  add_results(results, after, identities_after, kAfter);
  found.comparisons = compare_metrics(results);
  const std::vector<TimedGroup> groups = timed_groups(before, after, pairs);
  if (groups.empty()) return found;
  if (before.run.machine_class != after.run.machine_class && !compares_foreign_times) {
    found.notes.push_back("times are not compared: the machine classes differ (--force compares them all the same)");
    return found;
  }
  // Cases that both runs took from one sitting have one and the same half, and so no difference to find.
  found.notes.push_back(
      "times are not interleaved: they come from different sittings, so drift between them counts as a difference");
  std::vector<Comparison> times = compare_times(groups);
  for (Comparison& one : times) one.note += one.note.empty() ? "not interleaved" : "; not interleaved";
  std::move(times.begin(), times.end(), std::back_inserter(found.comparisons));
  return found;
}

}  // namespace tare::compare
