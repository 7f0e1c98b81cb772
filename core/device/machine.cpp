// Implementation of machine.hpp for Linux.
#include "device/machine.hpp"

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>

namespace tare::device {
namespace {

std::optional<std::string> first_line(const std::filesystem::path& path) {
  const auto text = file::contents(path);
  if (!text) return std::nullopt;
  return std::string(text::trim(text->substr(0, text->find('\n'))));
}

// The value of the first "key : value" or "key=value" line.
std::optional<std::string> field(const std::filesystem::path& path, std::string_view key, char separator) {
  const auto content = file::contents(path);
  if (!content) return std::nullopt;
  for (const std::string& line : text::split(*content, '\n')) {
    const std::size_t at = line.find(separator);
    if (at == std::string::npos || text::trim(line.substr(0, at)) != key) continue;
    return std::string(text::trim(line.substr(at + 1)));
  }
  return std::nullopt;
}

std::optional<double> meminfo_bytes(std::string_view key) {
  const auto value = field("/proc/meminfo", key, ':');
  if (!value) return std::nullopt;
  return std::strtod(value->c_str(), nullptr) * 1024.0;  // /proc/meminfo counts in KiB (proc(5)).
}

// The first NVIDIA card as its driver names it in /proc; no library is loaded for this.
std::optional<std::string> gpu_model() {
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", problem)) {
    return field(entry.path() / "information", "Model", ':');
  }
  return std::nullopt;
}

void put(Json& object, std::string_view key, const std::optional<std::string>& value) {
  if (value) object[std::string(key)] = *value;
}

}  // namespace

Machine read_machine() {
  Machine machine;
  std::array<char, 256> host{};
  machine.host = ::gethostname(host.data(), host.size() - 1) == 0 ? host.data() : "unknown";
  Json& environment = machine.environment;
  environment = Json::object();
  const auto cpu = field("/proc/cpuinfo", "model name", ':');
  put(environment, "cpu", cpu);
  environment["cores"] = usable_cores().size();
  const auto memory_bytes = meminfo_bytes("MemTotal");
  if (memory_bytes) environment["memory_bytes"] = *memory_bytes;
  put(environment, "governor", first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
  put(environment, "turbo_off", first_line("/sys/devices/system/cpu/intel_pstate/no_turbo"));
  auto os = field("/etc/os-release", "PRETTY_NAME", '=');
  if (os && os->size() >= 2 && os->front() == '"') os = os->substr(1, os->size() - 2);
  put(environment, "os", os);
  utsname kernel{};
  if (::uname(&kernel) == 0) environment["kernel"] = fmt::format("{} {}", kernel.sysname, kernel.release);
  const auto gpu = gpu_model();
  put(environment, "gpu", gpu);
  put(environment, "gpu_driver", first_line("/proc/driver/nvidia/version"));
  environment["compiler"] = "g++ " __VERSION__;
  const double memory_gib = memory_bytes ? std::round(*memory_bytes / (1024.0 * 1024 * 1024)) : 0;
  machine.machine_class =
      digest::of_text(fmt::format("tare-machine\ncpu={}\ncores={}\nmemory_gib={}\ngpu={}\n", cpu.value_or(""),
                                  usable_cores().size(), memory_gib, gpu.value_or("")))
          .substr(0, 16);
  return machine;
}

std::vector<int> usable_cores() {
  std::vector<int> cores;
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return cores;
  for (int core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(static_cast<std::size_t>(core), &set)) cores.push_back(core);
  }
  return cores;
}

std::vector<int> worker_cores(int count) {
  std::vector<int> cores = usable_cores();
  const auto wanted = static_cast<std::size_t>(count);
  if (cores.size() > wanted) cores.erase(cores.begin(), cores.end() - static_cast<std::ptrdiff_t>(wanted));
  return cores;
}

long long available_memory_bytes() {
  const auto bytes = meminfo_bytes("MemAvailable");
  return bytes ? static_cast<long long>(*bytes) : 0;
}

}  // namespace tare::device
