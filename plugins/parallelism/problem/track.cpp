// One table of metrics: what describes them is what records them.
#include "parallelism/problem/track.hpp"

#include "parallelism/problem/problem_json.hpp"
#include "parallelism/problem/workload.hpp"

#include <array>
#include <string>

namespace tare::parallelism {
namespace {

struct Measure {
  const char* name;
  const char* unit;
  Direction direction;
  double (*value)(const Evaluation&);
  const char* doc;
};

// Four metrics judge a plan. Parts of them, and ratios that say the same again, are neutral, so that no comparison
// counts one difference several times: fewer forward bytes for more gradient bytes are no merit of their own.
constexpr std::array<Measure, 11> kMeasures = {{
    {"step_bytes", "bytes", Direction::lower, [](const Evaluation& e) { return e.step.total_bytes(); },
     "communicated by all accelerators in a training step"},
    {"forward_bytes", "bytes", Direction::neutral, [](const Evaluation& e) { return e.step.forward_bytes; },
     "the part of step_bytes that moves in the forward pass"},
    {"backward_bytes", "bytes", Direction::neutral, [](const Evaluation& e) { return e.step.backward_bytes; },
     "the part of step_bytes that moves in the backward pass"},
    {"gradient_bytes", "bytes", Direction::neutral, [](const Evaluation& e) { return e.step.gradient_bytes; },
     "the part of step_bytes that adds up weight gradients"},
    {"step_time_s", "s", Direction::lower, [](const Evaluation& e) { return e.step_time_s; },
     "modelled time of a training step: computing, then communicating"},
    {"compute_time_s", "s", Direction::neutral, [](const Evaluation& e) { return e.compute_time_s; },
     "the part of step_time_s that computes"},
    {"communication_time_s", "s", Direction::neutral, [](const Evaluation& e) { return e.communication_time_s; },
     "the part of step_time_s that communicates"},
    {"step_energy_j", "J", Direction::lower, [](const Evaluation& e) { return e.step_energy_j; },
     "modelled energy of a training step"},
    {"device_memory_bytes", "bytes", Direction::lower, [](const Evaluation& e) { return e.device_memory_bytes; },
     "weights, gradients and activations of one accelerator"},
    {"scaling_gain_ratio", "", Direction::neutral, [](const Evaluation& e) { return e.scaling_gain_ratio; },
     "step time of one accelerator over this step time"},
    {"h_tree_gain_ratio", "", Direction::neutral, [](const Evaluation& e) { return e.h_tree_gain_ratio; },
     "step time of data parallelism on an H-tree over this step time"},
}};

constexpr const char* kEvaluationCount = "evaluation_count";

}  // namespace

TrackDescription track_description() {
  TrackDescription track;
  track.name = kTrackName;
  track.summary = "which layers of a network to train data parallel and which model parallel on 2^H accelerators";
  track.workload = workload_specs();
  for (const Measure& measure : kMeasures) {
    track.metrics.push_back({measure.name, measure.unit, measure.direction, true, measure.doc});
  }
  track.metrics.push_back({kEvaluationCount, "", Direction::neutral, true,
                           "whole plans that the method costed to choose one; undefined where it builds its plan"});
  track.ingredients.push_back({kProblemIngredient,
                               "json",
                               workload_names(),
                               {},
                               false,
                               "layers, sizes, settings and all cost tables: what a program of your own plans from"});
  track.reasons = {
      {"bad_network", "failed", "the network file cannot be read or its layers do not fit together"},
      {"too_large", "failed", "a size or total is beyond 2^53 and could not be counted exactly"},
      {"bad_workload", "failed", "a workload value is out of range"},
      {"bad_plan", "failed", "a plan given as text does not fit the problem"},
      {"bad_plan_shape", "wrong_answer", "the method's plan has another shape than the problem, or unknown splits"},
      {"too_many_levels", "unsupported", "the method's cost grows too fast with the levels"},
  };
  return track;
}

void record(const Evaluation& evaluation, std::optional<std::uint64_t> evaluation_count, Recorder& recorder) {
  for (const Measure& measure : kMeasures) recorder.metric(measure.name, measure.value(evaluation));
  std::optional<double> count;
  if (evaluation_count) count = static_cast<double>(*evaluation_count);
  recorder.metric(kEvaluationCount, count);
  for (std::size_t level = 0; level < evaluation.levels.size(); ++level) {
    recorder.series(kMeasures[0].name, static_cast<double>(level + 1), evaluation.levels[level].total_bytes());
  }
}

}  // namespace tare::parallelism
