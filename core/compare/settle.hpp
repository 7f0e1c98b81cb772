// The last step of a comparison: families, Holm's correction and verdicts.
#pragma once

#include "compare/comparison.hpp"

#include <string>
#include <vector>

namespace tare::compare {

// A comparison whose numbers are known and whose verdict is not.
struct Draft {
  Comparison comparison;
  double edge = 0;       // of the band, on the uncertainty's scale
  int fewest_count = 0;  // rounds or seeds that a verdict needs
};

// Gives every draft with an uncertainty its verdict; the others keep theirs. A family is one metric or operation of
// one suite.
[[nodiscard]] std::vector<Comparison> settled(std::vector<Draft> drafts);

}  // namespace tare::compare
