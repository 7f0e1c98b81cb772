// How fast the parallelism track's planners search, against the limits that the project set itself, and that HyPar's
// algorithms allocate nothing. Run by `meson test --benchmark parallelism`; ends with 1 when a limit is passed.
// Inside the timed region: one search over a problem that stands ready. Outside: networks, workspaces, plans.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "parallelism/accpar/accpar.hpp"
#include "parallelism/annealing/annealing.hpp"
#include "parallelism/hypar-exact/hypar_exact.hpp"
#include "parallelism/hypar/hierarchical_partition.hpp"
#include "parallelism/problem/builtin_networks.hpp"
#include "parallelism/problem/evaluator.hpp"
#include "parallelism/random/random_search.hpp"

namespace {

std::size_t allocation_count = 0;

}  // namespace

// Counts what the timed regions allocate. The whole program is single-threaded.
void* operator new(std::size_t size) {
  ++allocation_count;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace tare::parallelism {
namespace {

Problem problem_of(Network network, std::uint32_t levels) {
  Settings settings;
  settings.levels = levels;
  Result<Problem> problem = Problem::create(std::move(network), settings);
  if (!problem) std::abort();
  return std::move(*problem);
}

Problem vgg_e(std::uint32_t levels) { return problem_of(builtin_network("vgg-e").value(), levels); }

// 10,000 layers of sizes that differ, so that neither split wins everywhere.
Problem long_chain(std::uint32_t levels) {
  NetworkBuilder builder("long-chain", {64, 1, 1});
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    if (!builder.fc("fc", 64 + i * 37 % 961)) std::abort();
  }
  return problem_of(std::move(builder).finish(), levels);
}

void run_hypar(benchmark::State& state, const Problem& problem) {
  PartitionWorkspace workspace(problem);
  Plan plan(problem.level_count(), problem.layer_count());
  const std::size_t before = allocation_count;
  for (auto _ : state) benchmark::DoNotOptimize(hierarchical_partition(problem, workspace, plan));
  // Google Benchmark allocates nothing between KeepRunning calls, so the difference is the search's own.
  const std::size_t allocated = allocation_count - before;
  state.counters["allocations"] = static_cast<double>(allocated);
  if (allocated != 0) state.SkipWithError("the search allocated memory, expected none");
}

void hypar_vgg_e_4(benchmark::State& state) { run_hypar(state, vgg_e(4)); }
void hypar_chain_16(benchmark::State& state) { run_hypar(state, long_chain(16)); }

void run_exact(benchmark::State& state, std::uint32_t levels) {
  ExactWorkspace workspace(vgg_e(levels));
  for (auto _ : state) benchmark::DoNotOptimize(exact_partition(workspace));
}
void exact_vgg_e_4(benchmark::State& state) { run_exact(state, 4); }
void exact_vgg_e_6(benchmark::State& state) { run_exact(state, 6); }
void exact_vgg_e_8(benchmark::State& state) { run_exact(state, 8); }

void run_planner(benchmark::State& state, Planner&& planner) {
  const Problem problem = vgg_e(4);
  if (!planner.prepare(problem)) std::abort();
  for (auto _ : state) benchmark::DoNotOptimize(planner.plan(problem, 1));
}
void accpar_vgg_e_4(benchmark::State& state) { run_planner(state, Accpar()); }
void annealing_vgg_e_4(benchmark::State& state) { run_planner(state, Annealing(AnnealingParams{})); }
void random_vgg_e_4(benchmark::State& state) { run_planner(state, RandomSearch(10'000)); }

void evaluator_vgg_e_4(benchmark::State& state) {
  const Problem problem = vgg_e(4);
  const Plan plan(problem.level_count(), problem.layer_count(), Split::mp);
  for (auto _ : state) benchmark::DoNotOptimize(evaluated(problem, plan));
}

struct Measure {
  const char* name;
  void (*run)(benchmark::State&);
  double limit_ns;
};

// The first three limits are the project's; the others guard against a slip of an order of magnitude.
constexpr std::array<Measure, 9> kMeasures = {{{"hypar/vgg-e/4", hypar_vgg_e_4, 3e3},
                                               {"hypar-exact/vgg-e/4", exact_vgg_e_4, 200e3},
                                               {"hypar/10000-layers/16", hypar_chain_16, 10e6},
                                               {"hypar-exact/vgg-e/6", exact_vgg_e_6, 1e6},
                                               {"hypar-exact/vgg-e/8", exact_vgg_e_8, 20e6},
                                               {"accpar/vgg-e/4", accpar_vgg_e_4, 30e3},
                                               {"annealing/vgg-e/4", annealing_vgg_e_4, 20e6},
                                               {"random/vgg-e/4", random_vgg_e_4, 20e6},
                                               {"evaluator/vgg-e/4", evaluator_vgg_e_4, 50e3}}};

// The library appends its settings to a name: "hypar/vgg-e/4/min_time:0.200".
bool is_of(const benchmark::BenchmarkReporter::Run& run, const Measure& measure) {
  return run.benchmark_name().starts_with(std::string(measure.name) + "/min_time");
}

// Prints as usual and holds each measure's processor time against its limit: a search has one thread and waits for
// nothing, so other programs on the machine do not decide the verdict.
class LimitReporter final : public benchmark::ConsoleReporter {
 public:
  LimitReporter() : ConsoleReporter(OO_Tabular) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.error_occurred) passed_ = false;
      for (const Measure& measure : kMeasures) {
        if (!is_of(run, measure) || run.GetAdjustedCPUTime() <= measure.limit_ns) continue;
        std::fprintf(stderr, "%s: %.4g ns a search, expected at most %.4g ns\n", measure.name, run.GetAdjustedCPUTime(),
                     measure.limit_ns);
        passed_ = false;
      }
    }
  }
  [[nodiscard]] bool passed() const { return passed_; }

 private:
  bool passed_ = true;
};

}  // namespace
}  // namespace tare::parallelism

int main(int argc, char** argv) {
  using namespace tare::parallelism;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  for (const Measure& measure : kMeasures) benchmark::RegisterBenchmark(measure.name, measure.run)->MinTime(.2);
  LimitReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return reporter.passed() ? 0 : 1;
}
