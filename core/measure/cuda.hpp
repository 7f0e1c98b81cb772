// Is there a GPU that CUDA can use? Asked of the driver by dlopen, so that nothing here needs CUDA to build or start.
#pragma once

#include <optional>
#include <string>

namespace tare::measure {

// Nothing when a device is there; else why not and what helps.
[[nodiscard]] std::optional<std::string> cuda_problem();

}  // namespace tare::measure
