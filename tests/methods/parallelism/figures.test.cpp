// The paper's figures 9, 10, 12 and 13 as this model has them: what suites/parallelism asks, without the harness.
#include "parallelism/data-parallel/data_parallel.hpp"
#include "parallelism/fixed/fixed.hpp"
#include "parallelism/hypar/hypar.hpp"
#include "parallelism/one-weird-trick/one_weird_trick.hpp"
#include "parallelism/problem/network_file.hpp"

#include "problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>

namespace tare::parallelism {
namespace {

double step_time_s(const Problem& problem, Planner&& planner) {
  REQUIRE(planner.prepare(problem).has_value());
  const Result<Plan> plan = planner.plan(problem, 0);
  REQUIRE(plan.has_value());
  return tests::judged(problem, *plan).step_time_s;
}

Settings paper_settings() {
  Settings settings;
  settings.macs = MacSide::input;
  return settings;
}

// The quickest of the 256 plans that two free rows or columns of four digits give.
double peak_time_s(const Problem& problem, const std::string& plan, const char* first, const char* second) {
  double best = std::numeric_limits<double>::infinity();
  for (unsigned a = 0; a < 16; ++a) {
    for (unsigned b = 0; b < 16; ++b) {
      const FixedParams params{plan, {fmt::format("{}={:04b}", first, a), fmt::format("{}={:04b}", second, b)}};
      best = std::min(best, step_time_s(problem, Fixed(params)));
    }
  }
  return best;
}

Problem layer_problem(const char* file, std::uint64_t batch, std::uint32_t levels) {
  const char* root = std::getenv("TARE_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  const Result<Network> network =
      network_from_file(std::filesystem::path(root) / "suites" / "parallelism" / "networks" / file);
  REQUIRE(network.has_value());
  Settings settings = paper_settings();
  settings.batch = batch;
  settings.levels = levels;
  Result<Problem> problem = Problem::create(*network, settings);
  REQUIRE(problem.has_value());
  return std::move(*problem);
}

double gain_over_trick(const Problem& problem) {
  return step_time_s(problem, OneWeirdTrick()) / step_time_s(problem, Hypar());
}

}  // namespace

TEST_CASE("HyPar's plan of Lenet-c is the peak of figure 9's 256", "[parallelism]") {
  const Problem problem = tests::problem_of("lenet-c", paper_settings());
  CHECK(peak_time_s(problem, "0011/0010/0000/0011", "H1", "H4") == step_time_s(problem, Hypar()));
}

TEST_CASE("HyPar's plan of VGG-A is within two per cent of the peak of figure 10's 256", "[parallelism]") {
  const Problem problem = tests::problem_of("vgg-a", paper_settings());
  const double peak = peak_time_s(problem, "00000000111/00000000111/00000000111/00000001111", "conv5_2", "fc1");
  CHECK(step_time_s(problem, Hypar()) >= peak);
  CHECK(step_time_s(problem, Hypar()) <= 1.02 * peak);
}

TEST_CASE("on a torus HyPar keeps figure 12's mean over data parallelism on the H-tree", "[parallelism]") {
  Settings settings = paper_settings();
  settings.hop_ratio = 2;
  double log_sum = 0;
  for (const std::string_view network : tests::kTen) {
    const Problem problem = tests::problem_of(network, settings);
    const double tree_time_s = step_time_s(tests::problem_of(network, paper_settings()), DataParallel());
    log_sum += std::log(tree_time_s / step_time_s(problem, Hypar()));
  }
  CHECK(std::exp(log_sum / 10) == Approx(2.255).margin(.0005));
}

TEST_CASE("single layers on which the trick is wrong gain what figure 13's model gives", "[parallelism]") {
  constexpr std::array<double, 3> kFc3 = {1.233, 1.583, 2.370};
  constexpr std::array<double, 3> kConv5 = {1.11, 1.43, 2.00};
  for (std::uint32_t levels = 2; levels <= 4; ++levels) {
    CAPTURE(levels);
    CHECK(gain_over_trick(layer_problem("fc3.toml", 4096, levels)) == Approx(kFc3[levels - 2]).margin(.0005));
    CHECK(gain_over_trick(layer_problem("conv5.toml", 32, levels)) == Approx(kConv5[levels - 2]).margin(.006));
  }
}

TEST_CASE("a fixed plan is taken as it is written, then changed by rows and columns", "[parallelism]") {
  struct Case {
    FixedParams params;
    const char* expected;
  };
  const std::array<Case, 5> cases = {{{{"dp", {"", ""}}, "0000/0000/0000/0000"},
                                      {{"mp", {"", ""}}, "1111/1111/1111/1111"},
                                      {{"0011/0010/0000/0011", {"", ""}}, "0011/0010/0000/0011"},
                                      {{"dp", {"H2=0121", ""}}, "0000/0121/0000/0000"},
                                      {{"dp", {"H1=1111", "fc1=0210"}}, "1101/0020/0010/0000"}}};
  const Problem problem = tests::problem_of("lenet-c");
  for (const Case& row : cases) {
    CAPTURE(row.expected);
    const Result<Plan> plan = Fixed(row.params).plan(problem, 0);
    REQUIRE(plan.has_value());
    CHECK(text_of(*plan) == row.expected);
  }
}

TEST_CASE("a fixed plan that does not fit is refused with what would", "[parallelism]") {
  struct Case {
    const char* set;
    const char* expected;
  };
  constexpr std::array<Case, 6> kCases = {{
      {"H5=0000", "\"H5=0000\": network lenet-c has no layer and the array no level \"H5\""},
      {"H0=0000", "\"H0=0000\": network lenet-c has no layer and the array no level \"H0\""},
      {"fc9=0000", "\"fc9=0000\": network lenet-c has no layer and the array no level \"fc9\""},
      {"H1=000", "\"H1=000\": 3 digits, expected 4"},
      {"H1=0003", "\"H1=0003\": '3' is no split"},
      {"H1", "\"H1\": no ="},
  }};
  const Problem problem = tests::problem_of("lenet-c");
  for (const Case& row : kCases) {
    const Result<Plan> plan = Fixed(FixedParams{"dp", {row.set, ""}}).plan(problem, 0);
    REQUIRE(!plan.has_value());
    CHECK(plan.error().reason == "bad_plan");
    CHECK(plan.error().message ==
          std::string(row.expected) + "; expected a level or layer and its digits, as H1=0011 or fc1=0011");
  }
}

}  // namespace tare::parallelism
