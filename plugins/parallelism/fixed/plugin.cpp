// The plugin `fixed`.
#include "parallelism/fixed/fixed.hpp"

TARE_PARALLELISM_METHOD("fixed", "1.0.0", "a plan given in the suite, to explore the space around it",
                        tare::parallelism::Fixed::make, tare::parallelism::Fixed::params())
