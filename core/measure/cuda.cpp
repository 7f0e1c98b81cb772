// Implementation of cuda.hpp over the driver API: cuInit and cuDeviceGetCount (CUDA Driver API, sections 6.2 and 6.5).
#include "measure/cuda.hpp"

#include <fmt/format.h>

#include <dlfcn.h>

namespace tare::measure {

std::optional<std::string> cuda_problem() {
  constexpr const char* kWayOut =
      "run this on a machine with an NVIDIA GPU and its driver, after `scripts/setup --gpu`";
  void* driver = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (driver == nullptr) return fmt::format("there is no CUDA driver (libcuda.so.1) here; {}", kWayOut);
  using Init = int (*)(unsigned);
  using Count = int (*)(int*);
  const auto init = reinterpret_cast<Init>(::dlsym(driver, "cuInit"));
  const auto count = reinterpret_cast<Count>(::dlsym(driver, "cuDeviceGetCount"));
  if (init == nullptr || count == nullptr) return fmt::format("libcuda.so.1 is not the CUDA driver; {}", kWayOut);
  int devices = 0;
  if (init(0) != 0 || count(&devices) != 0 || devices == 0) {
    return fmt::format("the CUDA driver finds no device; {}", kWayOut);
  }
  return std::nullopt;
}

}  // namespace tare::measure
