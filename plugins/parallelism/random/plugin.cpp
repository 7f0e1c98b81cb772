// The plugin `random`.
#include "parallelism/random/random_search.hpp"

TARE_PARALLELISM_METHOD("random", "1.0.0", "the cheapest of many random plans: the control",
                        tare::parallelism::RandomSearch::make, tare::parallelism::RandomSearch::params())
