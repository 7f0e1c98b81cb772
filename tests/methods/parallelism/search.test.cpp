// The searching methods against the whole space, where it is small enough to be listed.
#include "parallelism/accpar/accpar.hpp"
#include "parallelism/annealing/annealing.hpp"
#include "parallelism/hypar-exact/hypar_exact.hpp"
#include "parallelism/hypar/hypar.hpp"
#include "parallelism/random/random_search.hpp"

#include "problems.hpp"

#include <algorithm>
#include <limits>

namespace tare::parallelism {
namespace {

constexpr std::size_t kListedBits = 20;

Plan planned(Planner&& planner, const Problem& problem, std::uint64_t seed = 0) {
  REQUIRE(planner.prepare(problem).has_value());
  Result<Plan> plan = planner.plan(problem, seed);
  REQUIRE(plan.has_value());
  return std::move(*plan);
}

double bytes_of(const Problem& problem, const Plan& plan) { return tests::judged(problem, plan).step.total_bytes(); }

// The cheapest of all 2^(H*L) plans, counted by pair_traffic and not by the sums that the methods use.
double cheapest_of_all(const Problem& problem) {
  const std::size_t layers = problem.layer_count();
  const std::size_t bits = layers * problem.level_count();
  double best = std::numeric_limits<double>::infinity();
  Plan plan(problem.level_count(), layers);
  LevelCosts costs = problem.costs();
  for (std::uint64_t code = 0; code < (std::uint64_t{1} << bits); ++code) {
    costs = problem.costs();
    double bytes = 0;
    double pairs = 1;
    for (std::size_t level = 0; level < plan.level_count() && bytes < best; ++level, pairs *= 2) {
      for (std::size_t layer = 0; layer < layers; ++layer) {
        plan.set(level, layer, static_cast<Split>((code >> (level * layers + layer)) & 1U));
      }
      bytes += pairs * pair_traffic(costs, plan.level(level)).total_bytes();
      costs.shrink(plan.level(level), problem.settings().inter_tensor);
    }
    best = std::min(best, bytes);
  }
  return best;
}

}  // namespace

TEST_CASE("hypar-exact equals exhaustive search on every network small enough", "[parallelism]") {
  std::size_t tried = 0;
  for (const InterTensor rule : {InterTensor::own, InterTensor::prev}) {
    for (const std::string_view network : tests::kTen) {
      for (std::uint32_t levels = 1; levels <= 4; ++levels) {
        Settings settings;
        settings.levels = levels;
        settings.inter_tensor = rule;
        const Problem problem = tests::problem_of(network, settings);
        // Listing 2^20 plans of Cifar-c takes seconds without optimization; 2^16 is the limit of the second rule.
        if (problem.layer_count() * levels > (rule == InterTensor::own ? kListedBits : 16)) continue;
        CAPTURE(network, levels);
        CHECK(bytes_of(problem, planned(HyparExact(), problem)) == cheapest_of_all(problem));
        ++tried;
      }
    }
  }
  CHECK(tried > 30);
}

TEST_CASE("bytes order as optimum, HyPar and AccPar's three types say", "[parallelism]") {
  for (const std::string_view network : tests::kTen) {
    CAPTURE(network);
    const Problem problem = tests::problem_of(network);
    const double hypar = bytes_of(problem, planned(Hypar(), problem));
    const double optimum = bytes_of(problem, planned(HyparExact(), problem));
    CHECK(optimum <= hypar);
    CHECK(hypar <= 1.005 * optimum);
    CHECK(bytes_of(problem, planned(Accpar(), problem)) <= hypar);
  }
}

TEST_CASE("AccPar's published code and ours choose the same splits for AlexNet", "[parallelism]") {
  // linghaosong/AccPar on AlexNet, batch 512, 7 levels, each entry counted once, 2 bytes: conv5, fc1, fc2, fc3 by
  // level.
  Settings settings;
  settings.batch = 512;
  settings.levels = 7;
  settings.element_bytes = 2;
  settings.factor_dp = 1;
  settings.factor_mp = 1;
  const Problem problem = tests::problem_of("alexnet", settings);
  CHECK(text_of(planned(Hypar(), problem)) == "00000111/00000111/00000111/00000100/00000111/00001000/00011111");
  // Of its three-type plan only the fc layers were noted.
  constexpr std::array<std::string_view, 7> kFc = {"121", "211", "121", "212", "121", "212", "121"};
  const std::string plan = text_of(planned(Accpar(), problem));
  for (std::size_t level = 0; level < kFc.size(); ++level) {
    CAPTURE(level, plan);
    CHECK(plan.substr(level * 9 + 5, 3) == kFc[level]);
  }
}

TEST_CASE("annealing comes within one per cent of the optimum on eight of the ten networks, whatever the seed",
          "[parallelism]") {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    int close = 0;
    for (const std::string_view network : tests::kTen) {
      const Problem problem = tests::problem_of(network);
      const double optimum = bytes_of(problem, planned(HyparExact(), problem));
      const double found = bytes_of(problem, planned(Annealing(AnnealingParams{}), problem, seed));
      CHECK(found >= optimum);
      if (found <= 1.01 * optimum) ++close;
    }
    CAPTURE(seed);
    CHECK(close >= 8);
  }
}

TEST_CASE("random plans are repeatable, and more of them are never worse", "[parallelism]") {
  const Problem problem = tests::problem_of("vgg-e");
  CHECK(planned(RandomSearch(500), problem, 7) == planned(RandomSearch(500), problem, 7));
  CHECK(bytes_of(problem, planned(RandomSearch(1000), problem, 7)) <=
        bytes_of(problem, planned(RandomSearch(10), problem, 7)));
  CHECK(planned(RandomSearch(500), problem, 7) != planned(RandomSearch(500), problem, 8));
}

TEST_CASE("hypar-exact refuses more than eight levels with what they would cost", "[parallelism]") {
  Settings settings;
  settings.levels = 9;
  HyparExact method;
  const Result<void> prepared = method.prepare(tests::problem_of("vgg-e", settings));
  REQUIRE(!prepared.has_value());
  CHECK(prepared.error().kind == ErrorKind::unsupported);
  CHECK(prepared.error().reason == "too_many_levels");
  CHECK(prepared.error().message ==
        "9 levels would take 4.98e+06 transitions a search (layers x 4^levels), expected at most 8 levels; use hypar, "
        "which is greedy over the levels");
}

TEST_CASE("every searching method plans zero levels and a single layer", "[parallelism]") {
  NetworkBuilder builder("one", {8, 1, 1});
  REQUIRE(builder.fc("fc", 4).has_value());
  const Network network = std::move(builder).finish();
  for (const std::uint32_t levels : {0U, 3U}) {
    Settings settings;
    settings.levels = levels;
    const Result<Problem> problem = Problem::create(network, settings);
    REQUIRE(problem.has_value());
    const double optimum = bytes_of(*problem, planned(HyparExact(), *problem));
    CHECK(bytes_of(*problem, planned(Hypar(), *problem)) >= optimum);
    CHECK(bytes_of(*problem, planned(Accpar(), *problem)) >= 0);
    CHECK(bytes_of(*problem, planned(RandomSearch(100), *problem)) >= optimum);
    CHECK(bytes_of(*problem, planned(Annealing(AnnealingParams{}), *problem)) >= optimum);
  }
}

}  // namespace tare::parallelism
