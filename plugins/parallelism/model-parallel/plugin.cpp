// The plugin `model-parallel`.
#include "parallelism/model-parallel/model_parallel.hpp"

TARE_PARALLELISM_METHOD("model-parallel", "1.0.0", "every layer splits its input channels",
                        tare::parallelism::make_plain<tare::parallelism::ModelParallel>, {})
