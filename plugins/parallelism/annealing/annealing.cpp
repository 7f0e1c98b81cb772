// Starts from data parallelism, as FlexFlow does. Half of the proposals flip one level of a layer, half draw all levels
// of a layer anew, which crosses the hills between them. Costs a proposal by its difference, in O(1).
#include "parallelism/annealing/annealing.hpp"

#include "base/random.hpp"

#include <cmath>

namespace tare::parallelism {
namespace {

constexpr const char* kEvaluations = "evaluation_count";
constexpr const char* kStart = "start_ratio";
constexpr const char* kEnd = "end_ratio";

// The bytes that depend on one layer's column.
double bytes_around(const ColumnCosts& costs, const std::vector<Column>& columns, std::size_t layer, Column column) {
  double bytes = costs.layer_bytes(layer, column);
  if (layer > 0) bytes += costs.inter_bytes(layer, columns[layer - 1], column);
  if (layer + 1 < columns.size()) bytes += costs.inter_bytes(layer + 1, column, columns[layer + 1]);
  return bytes;
}

Column proposal(Column column, std::size_t level_count, random::Generator& generator) {
  if (generator.below(2) == 0) return column ^ (Column{1} << generator.below(level_count));
  return static_cast<Column>(generator.below(std::uint64_t{1} << level_count));
}

}  // namespace

std::vector<ParamSpec> Annealing::params() {
  const AnnealingParams standard;
  return {{kEvaluations,
           ParamType::integer,
           "",
           static_cast<std::int64_t>(standard.evaluation_count),
           1,
           1e9,
           {},
           "plans that are proposed and costed"},
          {kStart,
           ParamType::real,
           "",
           standard.start_ratio,
           1e-12,
           1,
           {},
           "first temperature, as a part of the cost of data parallelism"},
          {kEnd,
           ParamType::real,
           "",
           standard.end_ratio,
           1e-12,
           1,
           {},
           "last temperature, as a part of the cost of data parallelism"}};
}

Result<std::unique_ptr<Planner>> Annealing::make(const Params& params) {
  const Result<std::int64_t> evaluations = params.integer(kEvaluations);
  if (!evaluations) return tl::unexpected(evaluations.error());
  const Result<double> start = params.real(kStart);
  if (!start) return tl::unexpected(start.error());
  const Result<double> end = params.real(kEnd);
  if (!end) return tl::unexpected(end.error());
  return std::make_unique<Annealing>(AnnealingParams{static_cast<std::uint64_t>(*evaluations), *start, *end});
}

Result<void> Annealing::prepare(const Problem& problem) {
  costs_.emplace(problem);
  return {};
}

Result<Plan> Annealing::plan(const Problem& problem, std::uint64_t seed) {
  std::vector<Column> columns(problem.layer_count(), 0);
  if (problem.level_count() == 0) return plan_of(columns, 0);
  random::Generator generator(seed);
  double bytes = costs_->step_bytes(columns);
  std::vector<Column> best = columns;
  double best_bytes = bytes;
  double temperature = params_.start_ratio * bytes;
  const double cooling =
      std::pow(params_.end_ratio / params_.start_ratio, 1.0 / static_cast<double>(params_.evaluation_count));
  for (std::uint64_t i = 0; i < params_.evaluation_count; ++i, temperature *= cooling) {
    const auto layer = static_cast<std::size_t>(generator.below(columns.size()));
    const Column column = proposal(columns[layer], problem.level_count(), generator);
    const double change =
        bytes_around(*costs_, columns, layer, column) - bytes_around(*costs_, columns, layer, columns[layer]);
    if (change > 0 && generator.unit() >= std::exp(-change / temperature)) continue;
    columns[layer] = column;
    bytes += change;
    if (bytes >= best_bytes) continue;
    best_bytes = bytes;
    best = columns;
  }
  return plan_of(best, problem.level_count());
}

}  // namespace tare::parallelism
