// Krizhevsky's rule: convolutions data parallel, fully connected layers model parallel, at every level.
#pragma once

#include "parallelism/problem/method.hpp"

namespace tare::parallelism {

class OneWeirdTrick final : public Planner {
 public:
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;
};

}  // namespace tare::parallelism
