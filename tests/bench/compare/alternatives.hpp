// The intervals that were tried beside the chosen one, on the same simulated rounds.
#pragma once

namespace tare::bench {

void print_alternatives(int trials);

}  // namespace tare::bench
