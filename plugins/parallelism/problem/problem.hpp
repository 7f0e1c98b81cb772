// A partition problem: a network, what the suite set, and the bytes that each layer would cost at the first level.
// Planners read it; evaluator.hpp judges what they answer. Knows nothing of files or of the harness.
#pragma once

#include "parallelism/problem/communication.hpp"
#include "parallelism/problem/network.hpp"
#include "parallelism/problem/plan.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tare::parallelism {

// Whose history shrinks the tensor between two layers: that of the layer that reads it, or of the one that wrote it.
enum class InterTensor : std::uint8_t { own, prev };
enum class MacSide : std::uint8_t { input, output };

struct Settings {
  std::uint64_t batch = 256;
  std::uint32_t levels = 4;  // 2^levels accelerators
  double element_bytes = 4;
  // What one table entry counts. (2, 2, 1) is the only choice of 1 and 2 that gives nine of the paper's ten plans.
  double factor_dp = 2;
  double factor_mp = 2;
  double factor_inter = 1;
  InterTensor inter_tensor = InterTensor::own;
  MacSide macs = MacSide::output;
  double hop_ratio = 1;                  // mean links that a byte crosses
  double bandwidth_bytes_per_s = 200e6;  // 1,600 Mb/s
  double mac_rate_per_s = 33.6e9;        // 168 processing elements at 200 MHz
  double mac_energy_j = 4.6e-12;         // add 0.9 pJ and multiply 3.7 pJ
  double byte_energy_j = 640e-12;
};

// Bytes by layer, one array an amount, so that a planner's inner loop reads them in order. Factors, element size and
// batch are in already. At level h a plan's splits have shrunk them, see communication.hpp.
struct LevelCosts {
  std::vector<double> dp;      // factor_dp * A(dW_l)
  std::vector<double> mp;      // factor_mp * A(F_{l+1})
  std::vector<double> mp_out;  // factor_mp * A(E_l); 0 for the first layer, whose error nobody needs
  std::vector<double> inter;   // factor_inter * A(tensor between l-1 and l); 0 for the first layer

  [[nodiscard]] std::size_t layer_count() const { return dp.size(); }
  // The amounts of one level below, in place. No allocation.
  void shrink(std::span<const Split> level, InterTensor rule);
};

class Problem {
 public:
  // Refuses an empty network and tensors beyond 2^53 bytes, naming the layer.
  [[nodiscard]] static Result<Problem> create(Network network, const Settings& settings);

  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] std::size_t layer_count() const { return network_.layers.size(); }
  [[nodiscard]] std::size_t level_count() const { return settings_.levels; }
  // Of the first level, before any split.
  [[nodiscard]] const LevelCosts& costs() const { return costs_; }
  // Multiply-accumulates of one sample in one pass, by the side that the settings name.
  [[nodiscard]] double macs_per_sample() const { return macs_per_sample_; }

 private:
  Problem(Network network, const Settings& settings) : network_(std::move(network)), settings_(settings) {}

  Network network_;
  Settings settings_;
  LevelCosts costs_;
  double macs_per_sample_ = 0;
};

}  // namespace tare::parallelism
