// The control: the cheapest of many plans drawn at random from HyPar's space. A method that does not beat it has learnt
// nothing about the problem.
#pragma once

#include "parallelism/parts/column_costs.hpp"
#include "parallelism/problem/method.hpp"

#include <optional>

namespace tare::parallelism {

class RandomSearch final : public Planner {
 public:
  explicit RandomSearch(std::uint64_t plan_count) : plan_count_(plan_count) {}

  [[nodiscard]] static std::vector<ParamSpec> params();
  [[nodiscard]] static Result<std::unique_ptr<Planner>> make(const Params& params);

  Result<void> prepare(const Problem& problem) override;
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;
  std::optional<std::uint64_t> evaluation_count() const override { return plan_count_; }

 private:
  std::uint64_t plan_count_;
  std::optional<ColumnCosts> costs_;
};

}  // namespace tare::parallelism
