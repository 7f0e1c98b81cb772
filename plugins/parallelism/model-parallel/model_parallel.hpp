// Model parallelism: every layer splits its input channels at every level.
#pragma once

#include "parallelism/problem/method.hpp"

namespace tare::parallelism {

class ModelParallel final : public Planner {
 public:
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;
};

}  // namespace tare::parallelism
