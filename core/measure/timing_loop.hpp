// One round: an operation called often enough to fill a given time, timed by Google Benchmark. The only place that
// includes it. Timed: the calls and the plugin's loop around them. Not timed: calibration, messages, everything else.
#pragma once

#include "tare/error.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace tare::measure {

struct Timed {
  std::int64_t iterations = 0;
  double wall_ns = 0;  // a call; by the operation's own clock when it has one
  double cpu_ns = 0;   // a call
};

// Calls the operation `iterations` times; answers the seconds that it measured itself, or 0 when it has no clock of its
// own.
using RunBatch = std::function<Result<double>(std::uint64_t iterations)>;

class TimingLoop {
 public:
  TimingLoop(std::string name, bool has_manual_time, RunBatch run);
  // Iterations are calibrated in the first round and kept while a round lasts between the wanted time and twice as
  // long.
  [[nodiscard]] Result<Timed> round(double min_time_s);

 private:
  [[nodiscard]] Result<Timed> measure(double min_time_s, std::optional<std::int64_t> iterations);
  std::string name_;
  bool has_manual_time_;
  RunBatch run_;
  std::optional<std::int64_t> iterations_;
};

}  // namespace tare::measure
