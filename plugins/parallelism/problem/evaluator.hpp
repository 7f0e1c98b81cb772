// The one judge: what any plan costs in bytes, time, energy and memory. Every reported number comes from here, never
// from a planner. Formulas are those of ../README.md, section "The model".
#pragma once

#include "parallelism/problem/problem.hpp"

#include <vector>

namespace tare::parallelism {

// All accelerators together, one training step.
struct Traffic {
  double forward_bytes = 0;   // output partial sums of mp and the F part between layers
  double backward_bytes = 0;  // error partial sums of mp_out and the E part between layers
  double gradient_bytes = 0;  // gradient partial sums of dp

  [[nodiscard]] double total_bytes() const { return forward_bytes + backward_bytes + gradient_bytes; }
};

struct Evaluation {
  std::vector<Traffic> levels;  // by level, over its 2^h pairs
  Traffic step;                 // their sum
  double compute_time_s = 0;
  double communication_time_s = 0;
  double step_time_s = 0;
  double step_energy_j = 0;
  double device_memory_bytes = 0;
  // How much faster than one accelerator, and than data parallelism on the same array joined as an H-tree.
  double scaling_gain_ratio = 0;
  double h_tree_gain_ratio = 0;
};

// Refuses a plan of another shape, and one whose total is beyond 2^53 bytes.
[[nodiscard]] Result<Evaluation> evaluated(const Problem& problem, const Plan& plan);

// One pair of halves at one level, by the amounts that reach it.
[[nodiscard]] Traffic pair_traffic(const LevelCosts& costs, std::span<const Split> level);

}  // namespace tare::parallelism
