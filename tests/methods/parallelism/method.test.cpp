// A planner as the harness sees it: prepare, the timed search, evaluate, and what is recorded of it.
#include "parallelism/problem/method.hpp"

#include "base/file.hpp"
#include "base/json.hpp"
#include "parallelism/annealing/annealing.hpp"
#include "parallelism/data-parallel/data_parallel.hpp"
#include "parallelism/hypar-exact/hypar_exact.hpp"
#include "parallelism/hypar/hypar.hpp"
#include "parallelism/problem/track.hpp"
#include "problems.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

namespace tare::parallelism {
namespace {

class Kept final : public Recorder {
 public:
  void metric(std::string_view name, std::optional<double> value) override { metrics[std::string(name)] = value; }
  void series(std::string_view name, double step, double value) override {
    CHECK(name == "step_bytes");
    CHECK(step == static_cast<double>(levels.size() + 1));
    levels.push_back(value);
  }
  void artifact(std::string_view name, std::string_view, std::string_view text) override {
    artifacts[std::string(name)] = text;
  }
  void artifact_file(std::string_view name, std::string_view, const std::filesystem::path& path) override {
    const Result<std::string> text = file::contents(path);
    REQUIRE(text.has_value());
    artifacts[std::string(name)] = *text;
    ++files;
  }
  void log(LogLevel, std::string_view) override {}
  void progress(double, std::string_view) override {}
  [[nodiscard]] bool cancelled() const override { return false; }

  std::map<std::string, std::optional<double>> metrics;
  std::vector<double> levels;
  std::map<std::string, std::string> artifacts;
  int files = 0;

 private:
  std::int64_t begin_phase(std::string_view) override { return 0; }
  void end_phase(std::int64_t) override {}
};

Case case_of(std::map<std::string, ParamValue, std::less<>> workload, const std::vector<ParamSpec>& params = {}) {
  for (const ParamSpec& spec : track_description().workload) workload.emplace(spec.name, spec.standard);
  std::map<std::string, ParamValue, std::less<>> own;
  for (const ParamSpec& spec : params) own.emplace(spec.name, spec.standard);
  Case the_case;
  the_case.track = kTrackName;
  the_case.workload = Params(std::move(workload));
  the_case.params = Params(std::move(own));
  return the_case;
}

PluginDefinition hypar() { return define({"hypar", "1.0.0", "summary", make_plain<Hypar>, {}}); }

// Its plan does not fit any problem with layers.
class Shapeless final : public Planner {
 public:
  Result<Plan> plan(const Problem&, std::uint64_t) override { return Plan(1, 0); }
};

}  // namespace

TEST_CASE("a case of hypar is prepared, searched again and recorded", "[parallelism]") {
  const std::unique_ptr<Experiment> experiment = hypar().make_experiment();
  Kept kept;
  REQUIRE(experiment->prepare(case_of({}), kept).has_value());
  std::vector<Operation> operations = experiment->operations();
  REQUIRE(operations.size() == 1);
  CHECK(operations[0].name == "search");
  CHECK(operations[0].items_per_call == 16);
  CHECK(operations[0].call().has_value());
  REQUIRE(experiment->evaluate(kept).has_value());
  CHECK(kept.artifacts.at("plan") == "0011/0010/0000/0011");
  CHECK(Json::parse(kept.artifacts.at("plan.json")).at("layers") == Json({"conv1", "conv2", "fc1", "fc2"}));
  double bytes = 0;
  for (const double level : kept.levels) bytes += level;
  CHECK(kept.metrics.at("step_bytes") == bytes);
  CHECK(kept.metrics.at("forward_bytes").value() + kept.metrics.at("backward_bytes").value() +
            kept.metrics.at("gradient_bytes").value() ==
        bytes);
  CHECK(kept.metrics.at("evaluation_count") == std::nullopt);
}

TEST_CASE("a searching method says how many plans it costed", "[parallelism]") {
  const PluginDefinition definition = define({"annealing", "1", "summary", Annealing::make, Annealing::params()});
  const std::unique_ptr<Experiment> experiment = definition.make_experiment();
  Kept kept;
  REQUIRE(experiment->prepare(case_of({}, definition.method.params), kept).has_value());
  REQUIRE(experiment->evaluate(kept).has_value());
  CHECK(kept.metrics.at("evaluation_count") == 10'000.0);
}

TEST_CASE("a plan that does not fit its problem is a wrong answer, and no metric is recorded", "[parallelism]") {
  const std::unique_ptr<Experiment> experiment =
      define({"shapeless", "1", "summary", make_plain<Shapeless>, {}}).make_experiment();
  Kept kept;
  REQUIRE(experiment->prepare(case_of({}), kept).has_value());
  const Result<void> evaluated = experiment->evaluate(kept);
  REQUIRE(!evaluated.has_value());
  CHECK(evaluated.error().kind == ErrorKind::wrong_answer);
  CHECK(kept.metrics.empty());
}

TEST_CASE("an unsupported case is refused before any search", "[parallelism]") {
  const std::unique_ptr<Experiment> experiment =
      define({"hypar-exact", "1", "summary", make_plain<HyparExact>, {}}).make_experiment();
  Kept kept;
  const Result<void> prepared = experiment->prepare(case_of({{"levels", std::int64_t{9}}}), kept);
  REQUIRE(!prepared.has_value());
  CHECK(prepared.error().kind == ErrorKind::unsupported);
}

TEST_CASE("a plan document above one mebibyte is kept as a file", "[parallelism]") {
  const Result<file::TemporaryFolder> folder = file::TemporaryFolder::create("tare-plan");
  REQUIRE(folder.has_value());
  const std::string long_name(1000, 'x');
  std::string text = "input = { features = 4 }\n";
  std::string before = "input";
  for (int i = 0; i < 1100; ++i) {
    const std::string name = long_name + std::to_string(i);
    text += fmt::format("[[layer]]\nname = \"{}\"\ntype = \"fc\"\ninput = \"{}\"\nout = 4\n", name, before);
    before = name;
  }
  const std::filesystem::path path = folder->path() / "long.toml";
  REQUIRE(file::write_atomically(path, text).has_value());
  Case the_case = case_of({{"network", path.string()}});
  the_case.scratch_dir = folder->path();
  const std::unique_ptr<Experiment> experiment =
      define({"dp", "1", "summary", make_plain<DataParallel>, {}}).make_experiment();
  Kept kept;
  REQUIRE(experiment->prepare(the_case, kept).has_value());
  REQUIRE(experiment->evaluate(kept).has_value());
  CHECK(kept.files == 1);
  CHECK(Json::parse(kept.artifacts.at("plan.json")).at("layers").size() == 1100);
  CHECK(kept.artifacts.at("plan").size() == 4 * 1101 - 1);
}

TEST_CASE("the ingredient is the problem of the same workload", "[parallelism]") {
  const Result<file::TemporaryFolder> folder = file::TemporaryFolder::create("tare-problem");
  REQUIRE(folder.has_value());
  Kept kept;
  IngredientRequest request;
  request.name = "problem";
  request.workload = case_of({{"network", std::string("cifar-c")}}).workload;
  request.output = folder->path() / "problem.json";
  REQUIRE(hypar().make_ingredient(request, kept).has_value());
  const Result<std::string> text = file::contents(request.output);
  REQUIRE(text.has_value());
  const Json document = Json::parse(*text);
  CHECK(document.at("network") == "cifar-c");
  CHECK(document.at("layers").size() == 5);
  CHECK(document.at("costs").at("dp_bytes").at(0) == 2 * 4 * 5 * 5 * 3 * 32);

  request.name = "nothing";
  CHECK(!hypar().make_ingredient(request, kept).has_value());
}

TEST_CASE("every method of the track answers the same description of it", "[parallelism]") {
  const TrackDescription track = hypar().track;
  CHECK(track.name == "parallelism");
  CHECK(track.workload.size() == 15);
  for (const MetricSpec& metric : track.metrics) {
    CAPTURE(metric.name);
    CHECK(metric.is_deterministic);
    CHECK(!metric.doc.empty());
  }
  REQUIRE(track.ingredients.size() == 1);
  CHECK(track.ingredients[0].workload.size() == track.workload.size());
}

}  // namespace tare::parallelism
