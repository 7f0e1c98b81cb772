// Which operation of which worker is visited when, and when to stop. Pure, so that the order and the stopping rule can
// be tested without a worker.
#pragma once

#include "model/rows.hpp"
#include "model/suite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tare::run {

// One visit: an index into the sitting's members and an operation's name.
struct Visit {
  std::size_t member = 0;
  std::string operation;
};

// A random order of all visits of one round, different in every round, the same for the same seeds.
[[nodiscard]] std::vector<Visit> round_order(const std::vector<std::vector<std::string>>& operations_by_member,
                                             std::uint64_t order_seed, int round);

// What a member has measured so far.
struct MemberSamples {
  bool is_baseline = false;
  std::vector<model::SampleRow> samples;
};

// The widest full 95 % interval of a time ratio to the baseline over all members and operations; nullopt while one is
// undefined, or when there is nothing to compare with.
[[nodiscard]] std::optional<double> widest_interval_ratio(const std::vector<const MemberSamples*>& members);

// How many rounds each of `processes` fresh workers shall make in the next pass, 0 to stop. Rounds stop at the wanted
// interval width or at their maximum, never at a verdict. A pass is sized by the interval's width so far, which falls
// with the square root of the rounds.
struct StopState {
  int rounds_done = 0;
  int processes = 1;
  std::optional<double> interval_ratio = {};
  bool can_compare = true;  // false for a group with nothing to compare: then the minimum is enough
};
[[nodiscard]] int next_rounds_per_process(const model::Timing& timing, const StopState& state);

}  // namespace tare::run
