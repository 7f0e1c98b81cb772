// Every split of every draw is a fair coin.
#include "parallelism/random/random_search.hpp"

#include "base/random.hpp"

#include <limits>
#include <utility>

namespace tare::parallelism {
namespace {

constexpr const char* kPlans = "plan_count";

}  // namespace

std::vector<ParamSpec> RandomSearch::params() {
  return {{kPlans, ParamType::integer, "", std::int64_t{10'000}, 1, 1e9, {}, "plans drawn; the cheapest is kept"}};
}

Result<std::unique_ptr<Planner>> RandomSearch::make(const Params& params) {
  const Result<std::int64_t> plan_count = params.integer(kPlans);
  if (!plan_count) return tl::unexpected(plan_count.error());
  return std::make_unique<RandomSearch>(static_cast<std::uint64_t>(*plan_count));
}

Result<void> RandomSearch::prepare(const Problem& problem) {
  costs_.emplace(problem);
  return {};
}

Result<Plan> RandomSearch::plan(const Problem& problem, std::uint64_t seed) {
  random::Generator generator(seed);
  const std::uint64_t states = std::uint64_t{1} << problem.level_count();
  std::vector<Column> drawn(problem.layer_count());
  std::vector<Column> best(problem.layer_count());
  double best_bytes = std::numeric_limits<double>::infinity();
  for (std::uint64_t i = 0; i < plan_count_; ++i) {
    for (Column& column : drawn) column = static_cast<Column>(generator.below(states));
    const double bytes = costs_->step_bytes(drawn);
    if (bytes >= best_bytes) continue;
    best_bytes = bytes;
    std::swap(best, drawn);
  }
  return plan_of(best, problem.level_count());
}

}  // namespace tare::parallelism
