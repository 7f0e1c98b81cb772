// What a run tells whoever watches. The terminal, plain and JSON displays are in core/cli; run knows only this.
#pragma once

#include "model/outcome.hpp"
#include "run/conversation.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tare::run {

// Where the run is: "suite, group, case, rounds, interval width so far, time left".
struct Place {
  std::string_view suite;
  std::size_t group = 0;  // 1-based, over all suites of the run
  std::size_t group_count = 0;
  std::string_view workload;  // short text of what distinguishes the group
};

struct RoundsSoFar {
  int rounds = 0;
  int rounds_max = 0;
  std::optional<double> widest_interval_ratio = {};  // full width; nullopt before it is defined
  double wanted_interval_ratio = 0;
};

class Progress {
 public:
  virtual ~Progress() = default;
  virtual void group_started(const Place& place) = 0;
  // "preparing", "evaluating", "making ingredient".
  virtual void case_step(std::string_view label, std::string_view step) = 0;
  virtual void rounds(const RoundsSoFar& so_far) = 0;
  virtual void half_finished(std::string_view label, model::Half half, const Ending& ending) = 0;
  virtual void group_cached(const Place& place) = 0;
};

// What `tare run` says at the end and derives its exit code from.
struct Tally {
  std::string run_id;
  std::uint64_t cases = 0;
  std::uint64_t answers_run = 0;
  std::uint64_t answers_cached = 0;
  std::uint64_t timings_run = 0;
  std::uint64_t timings_cached = 0;
  std::map<std::string, std::uint64_t> outcomes;  // of cases, by the worse of their halves
  bool is_interrupted = false;
};

}  // namespace tare::run
