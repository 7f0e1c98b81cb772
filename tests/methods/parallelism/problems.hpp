// Problems that several tests of this track pose.
#pragma once

#include "parallelism/problem/builtin_networks.hpp"
#include "parallelism/problem/evaluator.hpp"

#include <array>
#include <string_view>

#include "catch.hpp"

namespace tare::parallelism::tests {

// The ten networks of the paper, in the order of its figures.
inline constexpr std::array<std::string_view, 10> kTen = {"sfc",   "sconv", "lenet-c", "cifar-c", "alexnet-half",
                                                          "vgg-a", "vgg-b", "vgg-c",   "vgg-d",   "vgg-e"};

inline Problem problem_of(std::string_view network, const Settings& settings = {}) {
  std::optional<Network> built = builtin_network(network);
  REQUIRE(built.has_value());
  Result<Problem> problem = Problem::create(std::move(*built), settings);
  REQUIRE(problem.has_value());
  return std::move(*problem);
}

inline Evaluation judged(const Problem& problem, const Plan& plan) {
  Result<Evaluation> evaluation = evaluated(problem, plan);
  REQUIRE(evaluation.has_value());
  return std::move(*evaluation);
}

}  // namespace tare::parallelism::tests
