// Implementation of rounds.hpp.
#include "run/rounds.hpp"

#include "base/random.hpp"
#include "compare/ratio.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace tare::run {

std::vector<Visit> round_order(const std::vector<std::vector<std::string>>& operations_by_member,
                               std::uint64_t order_seed, int round) {
  std::vector<Visit> visits;
  for (std::size_t m = 0; m < operations_by_member.size(); ++m) {
    for (const std::string& operation : operations_by_member[m]) visits.push_back({m, operation});
  }
  random::Generator generator(order_seed ^ (static_cast<std::uint64_t>(round) + 1) * 0xD1B54A32D192ED03ULL);
  random::shuffle(visits, generator);
  return visits;
}

std::optional<double> widest_interval_ratio(const std::vector<const MemberSamples*>& members) {
  const auto baseline =
      std::find_if(members.begin(), members.end(), [](const MemberSamples* member) { return member->is_baseline; });
  if (baseline == members.end()) return std::nullopt;
  std::optional<double> widest;
  for (const MemberSamples* member : members) {
    if (member == *baseline) continue;
    std::set<std::string> operations;
    for (const model::SampleRow& sample : member->samples) operations.insert(sample.operation);
    for (const std::string& operation : operations) {
      const auto pairing = compare::pair_rounds((*baseline)->samples, member->samples, operation);
      if (pairing.rounds.empty() && pairing.unusable_count == 0) continue;  // the baseline has no such operation
      const auto width = compare::interval_width_ratio(pairing.rounds);
      if (!width) return std::nullopt;
      widest = std::max(widest.value_or(0), *width);
    }
  }
  return widest;
}

int next_rounds_per_process(const model::Timing& timing, const StopState& state) {
  const auto per_process = [&](int rounds) { return (rounds + state.processes - 1) / state.processes; };
  const int left = timing.rounds_max - state.rounds_done;
  if (left <= 0) return 0;
  if (state.rounds_done < timing.rounds_min) return per_process(timing.rounds_min - state.rounds_done);
  if (!state.can_compare) return 0;
  if (!state.interval_ratio) return per_process(std::min(left, timing.rounds_min));
  if (*state.interval_ratio <= timing.interval_ratio) return 0;
  // Width falls with 1 / sqrt(rounds); at most three times as many at once, since early widths are rough.
  const double growth = std::min(4.0, std::pow(*state.interval_ratio / timing.interval_ratio, 2.0));
  const int wanted = static_cast<int>(std::ceil(state.rounds_done * (growth - 1.0)));
  return per_process(std::clamp(wanted, 1, left));
}

}  // namespace tare::run
