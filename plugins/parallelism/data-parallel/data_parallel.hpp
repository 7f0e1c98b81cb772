// Data parallelism: every layer splits its batch at every level. The baseline of the paper.
#pragma once

#include "parallelism/problem/method.hpp"

namespace tare::parallelism {

class DataParallel final : public Planner {
 public:
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;
};

}  // namespace tare::parallelism
