// The plugin `hypar-exact`.
#include "parallelism/hypar-exact/hypar_exact.hpp"

TARE_PARALLELISM_METHOD("hypar-exact", "1.0.0", "the cheapest plan of HyPar's space over all levels at once",
                        tare::parallelism::make_plain<tare::parallelism::HyparExact>, {})
