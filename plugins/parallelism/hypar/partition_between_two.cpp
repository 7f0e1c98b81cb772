// Algorithm 1. The paper's inter_dd is 0; its three other transitions cost the same half of the tensor between.
#include "parallelism/hypar/partition_between_two.hpp"

namespace tare::parallelism {

double partition_between_two(const LevelCosts& costs, BackPointers& pointers, std::span<Split> level) {
  constexpr double kInterDm = inter_part(Split::dp, Split::mp);
  constexpr double kInterMd = inter_part(Split::mp, Split::dp);
  constexpr double kInterMm = inter_part(Split::mp, Split::mp);
  const std::size_t count = level.size();
  const double* const dp = costs.dp.data();
  const double* const mp = costs.mp.data();
  const double* const inter = costs.inter.data();
  std::uint8_t* const from = pointers.data();

  double com_dp = dp[0];
  double com_mp = mp[0];
  for (std::size_t layer = 1; layer < count; ++layer) {
    // com_dp[l] = min(com_dp[l-1], com_mp[l-1] + inter_md) + intra_dp, and the same for mp. Ties go to dp.
    const double dp_from_mp = com_mp + kInterMd * inter[layer];
    const double mp_from_dp = com_dp + kInterDm * inter[layer];
    const double mp_from_mp = com_mp + kInterMm * inter[layer];
    const bool is_dp_from_mp = dp_from_mp < com_dp;
    const bool is_mp_from_mp = mp_from_mp < mp_from_dp;
    from[layer] = static_cast<std::uint8_t>((is_dp_from_mp ? 1U : 0U) | (is_mp_from_mp ? 2U : 0U));
    com_dp = (is_dp_from_mp ? dp_from_mp : com_dp) + dp[layer];
    com_mp = (is_mp_from_mp ? mp_from_mp : mp_from_dp) + mp[layer];
  }

  const bool ends_in_mp = com_mp < com_dp;
  unsigned split = ends_in_mp ? 1U : 0U;
  for (std::size_t layer = count; layer-- > 1;) {
    level[layer] = static_cast<Split>(split);
    split = (static_cast<unsigned>(from[layer]) >> split) & 1U;
  }
  level[0] = static_cast<Split>(split);
  return ends_in_mp ? com_mp : com_dp;
}

}  // namespace tare::parallelism
