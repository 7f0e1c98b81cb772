// The plugin `data-parallel`.
#include "parallelism/data-parallel/data_parallel.hpp"

TARE_PARALLELISM_METHOD("data-parallel", "1.0.0", "every layer splits its batch: the baseline of the paper",
                        tare::parallelism::make_plain<tare::parallelism::DataParallel>, {})
