// What two halves of an array exchange, as coefficients: the paper's tables 1 and 2 and AccPar's third type, and how
// tensors shrink from one level to the next. Pure constants; problem.hpp multiplies them with a network's sizes.
#pragma once

#include "parallelism/problem/plan.hpp"

#include <array>

namespace tare::parallelism {

using SplitTable = std::array<std::array<double, kSplitCount>, kSplitCount>;

// Table 2 and AccPar (section 5 of the track's notes), [previous layer][this layer], in parts of the tensor between
// them. After mp both halves hold the whole output, so F costs nothing; mp before mp_out is Megatron's pair, free.
inline constexpr SplitTable kForwardPart = {{{0, .25, .5}, {0, 0, 0}, {.25, 0, .5}}};
inline constexpr SplitTable kBackwardPart = {{{0, .25, 0}, {.5, .5, 0}, {.25, 0, 0}}};

// Both propagations: 0.5 but for dp-dp, mp-mp_out and mp_out-mp.
[[nodiscard]] constexpr double inter_part(Split previous, Split next) {
  return kForwardPart[index_of(previous)][index_of(next)] + kBackwardPart[index_of(previous)][index_of(next)];
}

// How each amount of a layer changes when that layer is split: dp halves the batch of its F and E, mp its input
// channels (F_l, E_l and rows of W), mp_out its output channels (F_{l+1} and columns of W).
struct Shrink {
  double dp;           // A(dW_l)
  double mp;           // A(F_{l+1})
  double mp_out;       // A(E_l)
  double own_inter;    // the tensor that enters the layer, by the layer's own history
  double after_inter;  // the tensor that leaves it, by its history as an output
};
inline constexpr std::array<Shrink, kSplitCount> kShrink = {{
    {1, .5, .5, .5, .5},
    {.5, 1, .5, .5, 1},
    {.5, .5, 1, 1, .5},
}};

}  // namespace tare::parallelism
