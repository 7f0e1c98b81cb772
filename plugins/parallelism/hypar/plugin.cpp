// The plugin `hypar`: HyPar's two algorithms.
#include "parallelism/hypar/hypar.hpp"

TARE_PARALLELISM_METHOD("hypar", "1.0.0", "HyPar: the cheapest dp or mp split of every layer, level by level",
                        tare::parallelism::make_plain<tare::parallelism::Hypar>, {})
