// The plugin `accpar`.
#include "parallelism/accpar/accpar.hpp"

TARE_PARALLELISM_METHOD("accpar", "1.0.0", "AccPar for equal accelerators: HyPar's hierarchy with three splits",
                        tare::parallelism::make_plain<tare::parallelism::Accpar>, {})
