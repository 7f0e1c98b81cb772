// The plugin `one-weird-trick`.
#include "parallelism/one-weird-trick/one_weird_trick.hpp"

TARE_PARALLELISM_METHOD("one-weird-trick", "1.0.0", "convolutions split the batch, fully connected layers their inputs",
                        tare::parallelism::make_plain<tare::parallelism::OneWeirdTrick>, {})
