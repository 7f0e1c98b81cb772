// A Planner as an Experiment: one plan in prepare, the search as the timed operation, the evaluator in evaluate.
#include "parallelism/problem/method.hpp"

#include "base/file.hpp"
#include "parallelism/problem/evaluator.hpp"
#include "parallelism/problem/problem_json.hpp"
#include "parallelism/problem/track.hpp"
#include "parallelism/problem/workload.hpp"

#include <string_view>
#include <utility>

namespace tare::parallelism {
namespace {

// Recorder::artifact takes texts up to 1 MiB; plans of huge networks go through a file.
constexpr std::size_t kInlineBytes = std::size_t{1} << 20U;

class PlannerExperiment final : public Experiment {
 public:
  explicit PlannerExperiment(MakePlanner make_planner) : make_planner_(std::move(make_planner)) {}

  Result<void> prepare(const Case& the_case, Recorder& recorder) override {
    seed_ = the_case.seed;
    scratch_dir_ = the_case.scratch_dir;
    Result<std::unique_ptr<Planner>> planner = make_planner_(the_case.params);
    if (!planner) return tl::unexpected(planner.error());
    planner_ = std::move(*planner);
    {
      const Recorder::Phase phase = recorder.phase("problem");
      Result<Problem> problem = problem_from(the_case.workload);
      if (!problem) return tl::unexpected(problem.error());
      problem_ = std::move(*problem);
    }
    const Result<void> prepared = planner_->prepare(*problem_);
    if (!prepared) return prepared;
    const Recorder::Phase phase = recorder.phase("search");
    return search();
  }

  std::vector<Operation> operations() override {
    Operation operation;
    operation.name = "search";
    operation.call = [this] { return search(); };
    // Decisions taken: one a layer and level.
    operation.items_per_call = static_cast<double>(problem_->layer_count() * problem_->level_count());
    return {std::move(operation)};
  }

  Result<void> evaluate(Recorder& recorder) override {
    const Result<Evaluation> evaluation = evaluated(*problem_, plan_);
    if (!evaluation) return tl::unexpected(evaluation.error());
    record(*evaluation, planner_->evaluation_count(), recorder);
    const Result<void> kept = keep("plan.json", "application/json", json_of(*problem_, plan_), recorder);
    if (!kept) return kept;
    return keep("plan", "text/plain", text_of(plan_), recorder);
  }

 private:
  Result<void> search() {
    Result<Plan> plan = planner_->plan(*problem_, seed_);
    if (!plan) return tl::unexpected(plan.error());
    plan_ = std::move(*plan);
    return {};
  }

  Result<void> keep(std::string_view name, std::string_view media_type, const std::string& text,
                    Recorder& recorder) const {
    if (text.size() <= kInlineBytes) {
      recorder.artifact(name, media_type, text);
      return {};
    }
    const std::filesystem::path path = scratch_dir_ / name;
    const Result<void> written = file::write_atomically(path, text);
    if (!written) return written;
    recorder.artifact_file(name, media_type, path);
    return {};
  }

  MakePlanner make_planner_;
  std::unique_ptr<Planner> planner_;
  std::optional<Problem> problem_;
  Plan plan_;
  std::uint64_t seed_ = 0;
  std::filesystem::path scratch_dir_;
};

Result<void> make_ingredient(const IngredientRequest& request, Recorder&) {
  if (request.name != kProblemIngredient) {
    return fail(ErrorKind::failed, "this track makes no ingredient \"" + request.name + "\", expected \"problem\"");
  }
  const Result<Problem> problem = problem_from(request.workload);
  if (!problem) return tl::unexpected(problem.error());
  return file::write_atomically(request.output, json_of(*problem));
}

}  // namespace

PluginDefinition define(const Method& method) {
  PluginDefinition definition;
  definition.method = {method.name, kTrackName, method.version, method.summary, {}, method.params, {"cpu"}};
  definition.track = track_description();
  definition.make_experiment = [make_planner = method.make_planner] {
    return std::make_unique<PlannerExperiment>(make_planner);
  };
  definition.make_ingredient = make_ingredient;
  return definition;
}

}  // namespace tare::parallelism
