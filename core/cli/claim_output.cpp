// Implementation of claim_output.hpp.
#include "cli/claim_output.hpp"

#include "cli/comparison_output.hpp"

#include <algorithm>
#include <map>

namespace tare::cli {
namespace {

bool has_claims(const model::SuiteSet& set) {
  return std::any_of(set.suites.begin(), set.suites.end(),
                     [](const model::Suite& suite) { return !suite.claims.empty(); });
}

// The texts that cases left; a claim's `equal` may be about one of them.
Result<std::vector<compare::ArtifactText>> artifact_texts(const store::Store& store, const std::string& run_id) {
  const auto places = store.run_cases(run_id);
  if (!places) return tl::unexpected(places.error());
  const auto cases = store.cases(run_id);
  if (!cases) return tl::unexpected(cases.error());
  std::map<std::string_view, const model::CaseRow*> by_identity;
  for (const model::CaseRow& one : *cases) by_identity.emplace(one.identity, &one);
  std::vector<compare::ArtifactText> texts;
  for (const model::RunCaseRow& place : *places) {
    const auto found = by_identity.find(place.identity);
    if (!place.answer_half_id || found == by_identity.end()) continue;
    auto artifacts = store.artifacts(*place.answer_half_id);
    if (!artifacts) return tl::unexpected(artifacts.error());
    const model::CaseRow& one = *found->second;
    for (model::ArtifactRow& artifact : *artifacts) {
      if (!artifact.path.empty()) continue;
      texts.push_back({place.suite, place.label, place.is_baseline, one.twin, place.group_id, place.point_id,
                       one.workload, one.seed, one.device, artifact.name, std::move(artifact.text),
                       *place.answer_half_id});
    }
  }
  return texts;
}

}  // namespace

Result<std::vector<compare::ClaimResult>> judged_claims(const store::Store& store, const std::string& run_id,
                                                        const model::SuiteSet& set) {
  std::vector<compare::ClaimResult> all;
  if (!has_claims(set)) return all;
  auto results = store.results(run_id);
  if (!results) return tl::unexpected(results.error());
  auto timings = timed_groups(store, run_id);
  if (!timings) return tl::unexpected(timings.error());
  auto artifacts = artifact_texts(store, run_id);
  if (!artifacts) return tl::unexpected(artifacts.error());
  const compare::ClaimRows rows{std::move(*results), std::move(*timings), std::move(*artifacts)};
  for (const model::Suite& suite : set.suites) {
    auto judged = compare::judge_claims(suite.claims, suite.name, rows);
    if (!judged) return tl::unexpected(judged.error());
    std::move(judged->begin(), judged->end(), std::back_inserter(all));
  }
  return all;
}

bool is_failed_on(const std::vector<compare::ClaimResult>& results, const std::vector<std::string>& fail_on) {
  const auto is_named = [&](std::string_view name) {
    return std::find(fail_on.begin(), fail_on.end(), name) != fail_on.end();
  };
  return std::any_of(results.begin(), results.end(), [&](const compare::ClaimResult& result) {
    if (is_named(compare::name_of(result.verdict))) return true;
    return is_named("guard") && result.claim.kind == compare::ClaimKind::guard &&
           result.verdict == compare::ClaimVerdict::not_reproduced;
  });
}

}  // namespace tare::cli
