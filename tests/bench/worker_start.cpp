// Worker start to ready, and a whole no-op conversation. Limits from the issue that asked for them: 15 ms to ready.
#include "base/clock.hpp"
#include "base/file.hpp"
#include "wire/worker_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <variant>
#include <vector>

namespace {

using namespace tare;

constexpr int kStarts = 50;
constexpr double kLimitMs = 15;

// Milliseconds from start to the `ready` of a worker; negative when it said something else.
double start_ms(const std::filesystem::path& build_root) {
  wire::WorkerOptions options;
  options.guard_program = build_root / "core" / "measure" / "tare-worker";
  options.command = {options.guard_program.string(), "--plugin",
                     (build_root / "tests" / "fixtures" / "plugins" / "noop.so").string()};
  const std::int64_t began_ns = clock::steady_ns();
  auto worker = wire::WorkerProcess::start(options);
  if (!worker) return -1;
  const wire::Heard heard = worker->next(began_ns + 10'000'000'000);
  const std::int64_t ready_ns = clock::steady_ns();
  const auto* event = std::get_if<Json>(&heard);
  if (event == nullptr || event->value("event", "") != "ready") return -1;
  return static_cast<double>(ready_ns - began_ns) * 1e-6;
}

}  // namespace

int main() {
  const char* root = std::getenv("TARE_BUILD_ROOT");
  std::vector<double> times_ms;
  for (int i = 0; i < kStarts; ++i) times_ms.push_back(start_ms(root == nullptr ? "." : root));
  std::sort(times_ms.begin(), times_ms.end());
  const double median_ms = times_ms[kStarts / 2];
  fmt::print("worker start to ready: median {:.2f} ms, least {:.2f} ms, most {:.2f} ms; limit {} ms\n", median_ms,
             times_ms.front(), times_ms.back(), kLimitMs);
  return times_ms.front() > 0 && median_ms < kLimitMs ? 0 : 1;
}
