// The plugin `annealing`.
#include "parallelism/annealing/annealing.hpp"

TARE_PARALLELISM_METHOD("annealing", "1.0.0", "a cooling Markov chain over plans, after FlexFlow's search",
                        tare::parallelism::Annealing::make, tare::parallelism::Annealing::params())
