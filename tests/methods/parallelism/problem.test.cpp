// From a workload to a problem, its limits, and the document that other programs read.
#include "parallelism/problem/problem.hpp"

#include "base/json.hpp"
#include "parallelism/problem/problem_json.hpp"
#include "parallelism/problem/track.hpp"
#include "parallelism/problem/workload.hpp"
#include "problems.hpp"

#include <set>
#include <string>

namespace tare::parallelism {
namespace {

// All defaults, with some values replaced.
Params workload(std::map<std::string, ParamValue, std::less<>> changes = {}) {
  for (const ParamSpec& spec : workload_specs()) changes.emplace(spec.name, spec.standard);
  return Params(std::move(changes));
}

}  // namespace

TEST_CASE("the workload's defaults are the paper's array", "[parallelism]") {
  const Result<Problem> problem = problem_from(workload());
  REQUIRE(problem.has_value());
  CHECK(problem->network().name == "lenet-c");
  CHECK(problem->settings().batch == 256);
  CHECK(problem->level_count() == 4);
  CHECK(problem->settings().bandwidth_bytes_per_s == 200e6);
  CHECK(problem->settings().hop_ratio == 1);
  CHECK(problem->settings().macs == MacSide::output);
}

TEST_CASE("every default is inside its own range and choices", "[parallelism]") {
  for (const ParamSpec& spec : workload_specs()) {
    CAPTURE(spec.name);
    CHECK(!spec.doc.empty());
    if (const auto* text = std::get_if<std::string>(&spec.standard)) {
      CHECK(std::find(spec.choices.begin(), spec.choices.end(), *text) != spec.choices.end());
      continue;
    }
    const auto* whole = std::get_if<std::int64_t>(&spec.standard);
    const double value = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(spec.standard);
    CHECK(value >= *spec.min);
    CHECK(value <= *spec.max);
  }
}

TEST_CASE("the torus doubles what a byte costs in time and not in energy", "[parallelism]") {
  const Result<Problem> tree = problem_from(workload());
  const Result<Problem> torus = problem_from(workload({{"topology", std::string("torus")}}));
  REQUIRE(tree.has_value());
  REQUIRE(torus.has_value());
  const Plan plan(4, 4);
  const Evaluation by_tree = tests::judged(*tree, plan);
  const Evaluation by_torus = tests::judged(*torus, plan);
  CHECK(by_torus.communication_time_s == 2 * by_tree.communication_time_s);
  CHECK(by_torus.step_energy_j == by_tree.step_energy_j);
  CHECK(by_torus.h_tree_gain_ratio == by_tree.step_time_s / by_torus.step_time_s);
}

TEST_CASE("VGG with a batch of 2^40 is refused at its first layer", "[parallelism]") {
  const Result<Problem> problem = problem_from(workload({{"network", std::string("vgg-a")}, {"batch", 1LL << 40}}));
  REQUIRE(!problem.has_value());
  CHECK(problem.error().reason == "too_large");
  CHECK(problem.error().message ==
        "network vgg-a: layer conv1_1: an input of 6.62e+17 bytes, beyond 2^53 and so not counted exactly; use a "
        "smaller batch or layer");
}

TEST_CASE("a mistyped network gets a suggestion", "[parallelism]") {
  const Result<Problem> problem = problem_from(workload({{"network", std::string("vgg-f")}}));
  REQUIRE(!problem.has_value());
  CHECK(problem.error().message.ends_with("; did you mean \"vgg-a\"?"));
}

TEST_CASE("a total beyond 2^53 bytes is refused where each tensor is below it", "[parallelism]") {
  Settings settings;
  settings.batch = 1ULL << 28;
  settings.levels = 16;
  const Problem problem = tests::problem_of("vgg-a", settings);
  const Result<Evaluation> evaluation = evaluated(problem, Plan(16, problem.layer_count(), Split::mp));
  REQUIRE(!evaluation.has_value());
  CHECK(evaluation.error().reason == "too_large");
  CHECK(evaluation.error().message ==
        "network vgg-a: a step moves 4e+20 bytes, beyond 2^53 and so not counted exactly; use a smaller batch or "
        "fewer levels");
}

TEST_CASE("levels and batches that no array has are refused by the track's own table", "[parallelism]") {
  for (const ParamSpec& spec : workload_specs()) {
    if (spec.name == "levels") {
      CHECK(*spec.min == 0);
      CHECK(*spec.max == 16);
    }
    if (spec.name == "batch") CHECK(*spec.min == 1);
  }
  for (const std::int64_t levels : {-1, 40}) {
    CAPTURE(levels);
    const Result<Problem> problem = problem_from(workload({{"levels", levels}}));
    REQUIRE(!problem.has_value());
    CHECK(problem.error().reason == "bad_workload");
  }
}

TEST_CASE("every built-in network builds, each under its own name", "[parallelism]") {
  std::set<std::string> seen;
  for (const std::string& name : builtin_network_names()) {
    CAPTURE(name);
    const std::optional<Network> network = builtin_network(name);
    REQUIRE(network.has_value());
    CHECK(network->name == name);
    CHECK(!network->layers.empty());
    CHECK(seen.insert(name).second);
    CHECK(Problem::create(*network, Settings{}).has_value());
  }
  CHECK(seen.size() == 23);
}

TEST_CASE("transformers have the published number of weights in their blocks and head", "[parallelism]") {
  struct Size {
    const char* network;
    double millions;
  };
  // 12 d^2 a block and d * vocabulary for GPT; 4 d^2 (2 d^2 + 2 d * keys with shared keys) + 3 d * inner for LLaMA.
  constexpr std::array<Size, 5> kSizes = {{{"gpt2", 123.532},
                                           {"gpt2-xl", 1555.0},
                                           {"gpt3-175b", 174'563},
                                           {"llama-7b", 6607.1},
                                           {"llama-2-70b", 68'713.2}}};
  for (const Size& row : kSizes) {
    CAPTURE(row.network);
    double weights = 0;
    const std::optional<Network> network = builtin_network(row.network);
    REQUIRE(network.has_value());
    for (const Layer& layer : network->layers) weights += static_cast<double>(layer.weight_count);
    CHECK(weights / 1e6 == Approx(row.millions).epsilon(1e-4));
  }
}

TEST_CASE("a program can cost a plan from the problem document alone", "[parallelism]") {
  const Problem problem = tests::problem_of("cifar-c");
  const Json document = Json::parse(json_of(problem));
  Plan plan(4, 5);
  for (std::size_t level = 0; level < 4; ++level) {
    for (std::size_t layer = 0; layer < 5; ++layer) plan.set(level, layer, static_cast<Split>((level + layer) % 3));
  }
  // What README.md of the problem says, over the document's own numbers.
  const Json& costs = document.at("costs");
  std::map<std::string, std::vector<double>> bytes;
  for (const char* key : {"dp_bytes", "mp_bytes", "mp_out_bytes", "inter_bytes"})
    bytes[key] = costs.at(key).get<std::vector<double>>();
  constexpr std::array<const char*, 3> kIntra = {"dp_bytes", "mp_bytes", "mp_out_bytes"};
  double total = 0;
  for (std::size_t level = 0; level < 4; ++level) {
    double pair = 0;
    for (std::size_t layer = 0; layer < 5; ++layer) {
      const std::size_t split = (level + layer) % 3;
      pair += bytes[kIntra[split]][layer];
      if (layer == 0) continue;
      const std::size_t previous = (level + layer - 1) % 3;
      pair += bytes["inter_bytes"][layer] * (costs.at("forward_part").at(previous).at(split).get<double>() +
                                             costs.at("backward_part").at(previous).at(split).get<double>());
    }
    total += static_cast<double>(1U << level) * pair;
    for (std::size_t layer = 0; layer < 5; ++layer) {
      const Json& shrink = costs.at("shrink").at((level + layer) % 3);
      for (const char* key : kIntra) bytes[key][layer] *= shrink.at(key).get<double>();
      bytes["inter_bytes"][layer] *= shrink.at("inter_bytes_own").get<double>();
    }
  }
  const Evaluation evaluation = tests::judged(problem, plan);
  CHECK(total == evaluation.step.total_bytes());
  const Json& law = document.at("law");
  CHECK(law.at("compute_time_s").get<double>() + law.at("time_s_per_byte").get<double>() * total ==
        Approx(evaluation.step_time_s));
  CHECK(law.at("compute_energy_j").get<double>() + law.at("energy_j_per_byte").get<double>() * total ==
        Approx(evaluation.step_energy_j));
}

TEST_CASE("a plan's text is read back as the same plan, and wrong texts are refused", "[parallelism]") {
  const Result<Plan> plan = plan_from("0012/2100", 2, 4);
  REQUIRE(plan.has_value());
  CHECK(text_of(*plan) == "0012/2100");
  CHECK(plan->at(1, 0) == Split::mp_out);
  CHECK(text_of(Plan(0, 3)).empty());
  for (const char* text :
       {"", "0012", "0012/210", "0012/2100/0000", "0012/21003", "0012/21x0", "0012//2100", "0012/"}) {
    CAPTURE(text);
    const Result<Plan> wrong = plan_from(text, 2, 4);
    REQUIRE(!wrong.has_value());
    CHECK(wrong.error().reason == "bad_plan");
  }
}

TEST_CASE("the track's metrics are recorded under the names that it describes", "[parallelism]") {
  class Names final : public Recorder {
   public:
    void metric(std::string_view name, std::optional<double>) override { metrics.emplace(name); }
    void series(std::string_view name, double, double) override { CHECK(metrics.count(std::string(name)) == 1); }
    void artifact(std::string_view, std::string_view, std::string_view) override {}
    void artifact_file(std::string_view, std::string_view, const std::filesystem::path&) override {}
    void log(LogLevel, std::string_view) override {}
    void progress(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return false; }
    std::set<std::string> metrics;

   private:
    std::int64_t begin_phase(std::string_view) override { return 0; }
    void end_phase(std::int64_t) override {}
  };
  Names names;
  const Problem problem = tests::problem_of("lenet-c");
  record(tests::judged(problem, Plan(4, 4)), std::nullopt, names);
  std::set<std::string> described;
  for (const MetricSpec& spec : track_description().metrics) described.insert(spec.name);
  CHECK(names.metrics == described);
}

}  // namespace tare::parallelism
