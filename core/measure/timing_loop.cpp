// Implementation of timing_loop.hpp. Each round registers one benchmark, runs it with a reporter that only listens, and
// clears the registry, so that iterations can be fixed once they are known.
#include "measure/timing_loop.hpp"

#include <benchmark/benchmark.h>

#include <iostream>
#include <vector>

namespace tare::measure {
namespace {

class Listener : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      const auto iterations = static_cast<double>(run.iterations);
      constexpr double kNsPerS = 1e9;
      timed = Timed{run.iterations, run.real_accumulated_time / iterations * kNsPerS,
                    run.cpu_accumulated_time / iterations * kNsPerS};
    }
  }
  std::optional<Timed> timed;
};

}  // namespace

TimingLoop::TimingLoop(std::string name, bool has_manual_time, RunBatch run)
    : name_(std::move(name)), has_manual_time_(has_manual_time), run_(std::move(run)) {}

Result<Timed> TimingLoop::round(double min_time_s) {
  auto timed = measure(min_time_s, iterations_);
  if (!timed) return timed;
  const double lasted_s = timed->wall_ns * 1e-9 * static_cast<double>(timed->iterations);
  // Too short: calibrate again now. Too long: the next round finds a better number.
  if (iterations_ && lasted_s < min_time_s) {
    timed = measure(min_time_s, std::nullopt);
    if (!timed) return timed;
  }
  iterations_ = timed->iterations;
  if (lasted_s > 2 * min_time_s && timed->iterations > 1) iterations_.reset();
  return timed;
}

Result<Timed> TimingLoop::measure(double min_time_s, std::optional<std::int64_t> iterations) {
  std::optional<Error> error;
  benchmark::ClearRegisteredBenchmarks();
  auto* registered = benchmark::RegisterBenchmark("operation", [&](benchmark::State& state) {
    const auto count = static_cast<std::uint64_t>(state.max_iterations);
    // One batch: the loop over iterations is the plugin's, so that a call costs no more than a function pointer.
    while (state.KeepRunningBatch(state.max_iterations)) {
      const auto ran = run_(count);
      if (!ran) {
        error = ran.error();
        state.SkipWithError("the operation failed");
        break;
      }
      if (has_manual_time_) state.SetIterationTime(*ran);
    }
  });
  if (iterations) {
    registered->Iterations(*iterations);
  } else {
    registered->MinTime(min_time_s);
  }
  if (has_manual_time_) {
    registered->UseManualTime();
  } else {
    registered->UseRealTime();
  }
  Listener listener;
  benchmark::RunSpecifiedBenchmarks(&listener, ".*");
  if (error) return tl::unexpected(*error);
  if (!listener.timed) return fail(ErrorKind::failed, "the timing loop gave no measurement for " + name_);
  return *listener.timed;
}

}  // namespace tare::measure
