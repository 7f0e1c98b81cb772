// Implementation of guarded.hpp.
#include "guarded.hpp"

#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/random.hpp"

#include <poll.h>

#include <cstdlib>

namespace tare::guarded {
namespace {

constexpr const char* kMark = "TARE_TEST_MARK";

std::filesystem::path build_root() {
  const char* root = std::getenv("TARE_BUILD_ROOT");
  return root == nullptr ? "." : root;
}

bool is_zombie(const std::filesystem::path& folder) {
  const auto stat = file::contents(folder / "stat");
  if (!stat) return true;
  const std::size_t end = stat->rfind(')');
  return end == std::string::npos || end + 2 >= stat->size() || (*stat)[end + 2] == 'Z' || (*stat)[end + 2] == 'X';
}

}  // namespace

std::filesystem::path worker_program() { return build_root() / "core" / "measure" / "tare-worker"; }

std::filesystem::path plugin(const std::string& name) {
  return build_root() / "tests" / "fixtures" / "plugins" / (name + ".so");
}

wire::WorkerOptions options_for(const std::string& plugin_name) {
  wire::WorkerOptions options;
  options.guard_program = worker_program();
  options.command = {worker_program().string(), "--plugin", plugin(plugin_name).string()};
  options.environment[kMark] = random::uuid7();
  return options;
}

std::string mark_of(const wire::WorkerOptions& options) { return options.environment.at(kMark); }

Json prepare_command(const std::string& method, const Json& params) {
  return {{"command", "prepare"},
          {"case",
           {{"track", "fixture"},
            {"method", method},
            {"workload", {{"size", 8}}},
            {"params", params},
            {"seed", 0},
            {"device", "cpu"},
            {"threads", 1},
            {"scratch_dir", "/nonexistent"}}}};
}

wire::Heard hear(wire::WorkerProcess& worker, const std::string& event, double limit_s) {
  const std::int64_t deadline_ns = clock::steady_ns() + static_cast<std::int64_t>(limit_s * 1e9);
  while (true) {
    wire::Heard heard = worker.next(deadline_ns);
    const auto* json = std::get_if<Json>(&heard);
    if (json == nullptr || json->value("event", "") == event) return heard;
  }
}

std::vector<pid_t> processes_with(const std::string& mark) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto environment = file::contents(entry.path() / "environ");
    if (!environment || environment->find(mark) == std::string::npos || is_zombie(entry.path())) continue;
    found.push_back(std::atoi(name.c_str()));
  }
  return found;
}

bool become(const std::string& mark, std::size_t count) {
  constexpr std::int64_t kLimitNs = 10'000'000'000;
  for (const std::int64_t begun = clock::steady_ns(); clock::steady_ns() - begun < kLimitNs;) {
    if (processes_with(mark).size() == count) return true;
    ::poll(nullptr, 0, 5);
  }
  return false;
}

}  // namespace tare::guarded
