// The paper's method as a planner of the track.
#pragma once

#include "parallelism/hypar/hierarchical_partition.hpp"
#include "parallelism/problem/method.hpp"

#include <optional>

namespace tare::parallelism {

class Hypar final : public Planner {
 public:
  Result<void> prepare(const Problem& problem) override;
  Result<Plan> plan(const Problem& problem, std::uint64_t seed) override;

 private:
  std::optional<PartitionWorkspace> workspace_;
};

}  // namespace tare::parallelism
