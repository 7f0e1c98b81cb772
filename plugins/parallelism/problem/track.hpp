// What the track says of itself: workload, metrics, ingredients and reasons, the same in every plugin of the track.
#pragma once

#include "parallelism/problem/evaluator.hpp"
#include "tare/description.hpp"
#include "tare/recorder.hpp"

#include <cstdint>
#include <optional>

namespace tare::parallelism {

inline constexpr const char* kTrackName = "parallelism";

[[nodiscard]] TrackDescription track_description();
// Every metric of the description, and the bytes by level as a series over H1, H2, ...
void record(const Evaluation& evaluation, std::optional<std::uint64_t> evaluation_count, Recorder& recorder);

}  // namespace tare::parallelism
