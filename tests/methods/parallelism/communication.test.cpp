// Tables 1 and 2 of the paper, its worked examples, and what any plan's cost must obey.
#include "parallelism/parts/column_costs.hpp"

#include "base/random.hpp"
#include "problems.hpp"

#include <utility>

namespace tare::parallelism {
namespace {

Problem one_level(Shape input, bool is_conv) {
  NetworkBuilder builder("one", input);
  if (is_conv) {
    REQUIRE(builder.conv("conv", 50, {5, 1, 0, false}).has_value());
  } else {
    REQUIRE(builder.fc("fc", 100).has_value());
  }
  Settings settings;
  settings.batch = 32;
  settings.levels = 1;
  Result<Problem> problem = Problem::create(std::move(builder).finish(), settings);
  REQUIRE(problem.has_value());
  return std::move(*problem);
}

double bytes_of(const Problem& problem, Split split) {
  return tests::judged(problem, Plan(problem.level_count(), problem.layer_count(), split)).step.total_bytes();
}

Plan random_plan(const Problem& problem, std::uint64_t split_count, random::Generator& generator) {
  Plan plan(problem.level_count(), problem.layer_count());
  for (std::size_t level = 0; level < plan.level_count(); ++level) {
    for (Split& split : plan.level(level)) split = static_cast<Split>(generator.below(split_count));
  }
  return plan;
}

// A seeded chain of 1 to 8 layers, its settings drawn too.
Problem random_problem(random::Generator& generator) {
  NetworkBuilder builder("random", {1 + generator.below(64), 32, 32});
  const std::uint64_t convs = generator.below(4);
  for (std::uint64_t i = 0; i < convs; ++i) {
    REQUIRE(builder.conv("conv", 1 + generator.below(64), {3, 1 + generator.below(2), 1, false}).has_value());
  }
  const std::uint64_t fcs = 1 + generator.below(4);
  for (std::uint64_t i = 0; i < fcs; ++i) REQUIRE(builder.fc("fc", 1 + generator.below(512)).has_value());
  Settings settings;
  settings.batch = 1 + generator.below(1024);
  settings.levels = static_cast<std::uint32_t>(generator.below(7));
  settings.inter_tensor = generator.below(2) == 0 ? InterTensor::own : InterTensor::prev;
  Result<Problem> problem = Problem::create(std::move(builder).finish(), settings);
  REQUIRE(problem.has_value());
  return std::move(*problem);
}

}  // namespace

TEST_CASE("the paper's worked examples come out to the byte", "[parallelism]") {
  CHECK(bytes_of(one_level({70, 1, 1}, false), Split::dp) == 56'000);
  CHECK(bytes_of(one_level({70, 1, 1}, false), Split::mp) == 25'600);
  CHECK(bytes_of(one_level({20, 12, 12}, true), Split::dp) == 200'000);
  CHECK(bytes_of(one_level({20, 12, 12}, true), Split::mp) == 819'200);
}

TEST_CASE("what moves between two layers is table 2, and AccPar's third type beside it", "[parallelism]") {
  constexpr SplitTable kParts = {{{0, .5, .5}, {.5, .5, 0}, {.5, 0, .5}}};
  for (std::size_t previous = 0; previous < kSplitCount; ++previous) {
    for (std::size_t next = 0; next < kSplitCount; ++next) {
      CAPTURE(previous, next);
      CHECK(inter_part(static_cast<Split>(previous), static_cast<Split>(next)) == kParts[previous][next]);
    }
  }
}

TEST_CASE("SFC's first layer has the sizes that explain its published column 1, 1, 0, 1", "[parallelism]") {
  // A(dW) 6.42 M, 3.21 M, 1.61 M under mp against A(F) 2.10 M, which mp leaves whole and dp halves.
  LevelCosts costs = tests::problem_of("sfc").costs();
  const double element = 2 * 4;
  CHECK(costs.dp[0] / element == 6'422'528);
  CHECK(costs.mp[0] / element == 2'097'152);
  std::vector<Split> level(4, Split::mp);
  costs.shrink(level, InterTensor::own);
  costs.shrink(level, InterTensor::own);
  CHECK(costs.dp[0] / element == 1'605'632);
  CHECK(costs.mp[0] / element == 2'097'152);
  level[0] = Split::dp;
  costs.shrink(level, InterTensor::own);
  CHECK(costs.dp[0] / element == 1'605'632);
  CHECK(costs.mp[0] / element == 1'048'576);
}

TEST_CASE("data parallelism costs what a ring all-reduce sends: 2 (N - 1) A", "[parallelism]") {
  for (const std::string_view network : tests::kTen) {
    for (std::uint32_t levels = 0; levels <= 8; ++levels) {
      CAPTURE(network, levels);
      Settings settings;
      settings.levels = levels;
      const Problem problem = tests::problem_of(network, settings);
      double weight_bytes = 0;
      for (const Layer& layer : problem.network().layers) weight_bytes += 4 * static_cast<double>(layer.weight_count);
      CHECK(bytes_of(problem, Split::dp) == 2 * (std::ldexp(1.0, static_cast<int>(levels)) - 1) * weight_bytes);
    }
  }
}

TEST_CASE("one accelerator communicates nothing and still takes time", "[parallelism]") {
  Settings settings;
  settings.levels = 0;
  const Problem problem = tests::problem_of("vgg-a", settings);
  const Evaluation evaluation = tests::judged(problem, Plan(0, problem.layer_count()));
  CHECK(evaluation.step.total_bytes() == 0);
  CHECK(evaluation.levels.empty());
  CHECK(evaluation.step_time_s == Approx(3 * 256 * problem.macs_per_sample() / 33.6e9));
  CHECK(evaluation.scaling_gain_ratio == 1);
}

TEST_CASE("a plan's bytes are the sum by level, by phase and by layer", "[parallelism]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    random::Generator generator(seed);
    const Problem problem = random_problem(generator);
    const Plan plan = random_plan(problem, 3, generator);
    const Evaluation evaluation = tests::judged(problem, plan);
    Traffic sum;
    for (const Traffic& level : evaluation.levels) {
      sum.forward_bytes += level.forward_bytes;
      sum.backward_bytes += level.backward_bytes;
      sum.gradient_bytes += level.gradient_bytes;
    }
    CHECK(evaluation.step.forward_bytes == sum.forward_bytes);
    CHECK(evaluation.step.backward_bytes == sum.backward_bytes);
    CHECK(evaluation.step.gradient_bytes == sum.gradient_bytes);
    CHECK(evaluation.step_time_s == evaluation.compute_time_s + evaluation.communication_time_s);
  }
}

TEST_CASE("the bytes by layer of two-split plans equal the bytes by level", "[parallelism]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    random::Generator generator(seed);
    const Problem problem = random_problem(generator);
    const ColumnCosts costs(problem);
    std::vector<Column> columns(problem.layer_count());
    for (Column& column : columns) column = static_cast<Column>(generator.below(1ULL << problem.level_count()));
    const Plan plan = plan_of(columns, problem.level_count());
    CHECK(costs.step_bytes(columns) == Approx(tests::judged(problem, plan).step.total_bytes()).epsilon(1e-12));
  }
}

TEST_CASE("data parallel bytes never fall with more levels", "[parallelism]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    double before = -1;
    for (std::uint32_t levels = 0; levels <= 10; ++levels) {
      random::Generator generator(seed);
      const Problem drawn = random_problem(generator);
      Settings settings = drawn.settings();
      settings.levels = levels;
      const Result<Problem> problem = Problem::create(drawn.network(), settings);
      REQUIRE(problem.has_value());
      const double bytes = bytes_of(*problem, Split::dp);
      CHECK(bytes > before);
      before = bytes;
    }
  }
}

TEST_CASE("splitting more never needs more memory on a device", "[parallelism]") {
  for (const Split split : {Split::dp, Split::mp, Split::mp_out}) {
    Settings settings;
    double before = std::numeric_limits<double>::infinity();
    for (settings.levels = 0; settings.levels <= 6; ++settings.levels) {
      const Problem problem = tests::problem_of("alexnet", settings);
      const double bytes =
          tests::judged(problem, Plan(settings.levels, problem.layer_count(), split)).device_memory_bytes;
      CHECK(bytes < before);
      before = bytes;
    }
  }
}

TEST_CASE("device memory is weights and gradients, each layer's input and the last output", "[parallelism]") {
  const Problem problem = one_level({70, 1, 1}, false);
  CHECK(tests::judged(problem, Plan(1, 1, Split::dp)).device_memory_bytes == 4 * (2 * 7'000 + 16 * 70 + 16 * 100));
  CHECK(tests::judged(problem, Plan(1, 1, Split::mp)).device_memory_bytes == 4 * (2 * 3'500 + 32 * 35 + 32 * 100));
  CHECK(tests::judged(problem, Plan(1, 1, Split::mp_out)).device_memory_bytes == 4 * (2 * 3'500 + 32 * 70 + 32 * 50));
}

TEST_CASE("a plan of another shape, or with an unknown split, is a wrong answer", "[parallelism]") {
  const Problem problem = tests::problem_of("lenet-c");
  Plan unknown(4, 4);
  unknown.set(2, 1, static_cast<Split>(7));
  for (const Plan& plan : {Plan(3, 4), Plan(4, 5), unknown}) {
    const Result<Evaluation> evaluation = evaluated(problem, plan);
    REQUIRE(!evaluation.has_value());
    CHECK(evaluation.error().kind == ErrorKind::wrong_answer);
    CHECK(evaluation.error().reason == "bad_plan_shape");
  }
}

}  // namespace tare::parallelism
