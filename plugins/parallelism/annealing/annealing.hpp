// A Markov chain over plans, as FlexFlow searches: change one layer, cost the change, keep it when it is cheaper or
// with a probability that falls as the chain cools.
#pragma once

#include "parallelism/parts/column_costs.hpp"
#include "parallelism/problem/method.hpp"

#include <optional>

namespace tare::parallelism {

struct AnnealingParams {
  std::uint64_t evaluation_count = 10'000;
  // Of the cost of the starting plan: how much dearer a plan may be that is still taken one time in e.
  double start_ratio = 1e-2;
  double end_ratio = 1e-7;
};

class Annealing final : public Planner {
 public:
  explicit Annealing(AnnealingParams params) : params_(params) {}

  [[nodiscard]] static std::vector<ParamSpec> params();
  [[nodiscard]] static Result<std::unique_ptr<Planner>> make(const Params& params);

  Result<void> prepare(const Problem& problem) override;
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;
  std::optional<std::uint64_t> evaluation_count() const override { return params_.evaluation_count; }

 private:
  AnnealingParams params_;
  std::optional<ColumnCosts> costs_;
};

}  // namespace tare::parallelism
