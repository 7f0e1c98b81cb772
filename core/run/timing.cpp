// Rounds: the workers of a group are visited one at a time in random order, in passes whose length follows from the
// interval so far; between passes the workers are replaced by fresh ones where preparing is cheap.
#include "run/sitting.hpp"

#include "base/clock.hpp"
#include "base/random.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tare::run {

using model::Half;
using model::Outcome;

namespace {

// Preparing takes less than this: repeat with fresh workers, since layout and addresses differ a process.
constexpr double kCheapPrepareS = 1.0;
constexpr int kCheapProcesses = 3;
constexpr double kNsPerS = 1e9;

}  // namespace

Result<void> Sitting::time(std::vector<Member*>& timed, const IngredientPaths& ingredients, bool is_blocked) {
  model::SittingRow row;
  row.id = random::uuid7();
  row.run_id = setting_.run_id;
  row.group_id = group_.id;
  row.started_ms = clock::unix_ms();
  row.is_blocked = is_blocked;
  row.cores = fmt::format("{}", fmt::join(device::worker_cores(suite_.timing.cores), ","));
  sitting_id_ = row.id;
  if (auto begun = store_.begin_sitting(row); !begun) return begun;
  for (Member* member : timed) {
    if (auto begun = begin_timing(*member); !begun) return begun;
  }
  timing_began_ns_ = clock::steady_ns();
  auto stopped = is_blocked ? time_blocked(timed, ingredients) : time_interleaved(timed, ingredients);
  if (!stopped) return tl::unexpected(stopped.error());
  const std::vector<Member*> left = timed;
  for (Member* member : left) {
    const Ending ending =
        is_cancelled_ ? Ending{Outcome::cancelled, "interrupted", "interrupted by a signal to tare"} : Ending{};
    if (auto finished = finish_timing(*member, ending); !finished) return finished;
  }
  return store_.finish_sitting(sitting_id_, is_cancelled_ ? "cancelled" : *stopped);
}

Result<void> Sitting::begin_timing(Member& member) {
  model::HalfRow row = half_row(*member.one, Half::timing);
  if (!sitting_id_.empty()) row.sitting_id = sitting_id_;
  auto begun = HalfWriter::begin(store_, expansion_.track(), row);
  if (!begun) return tl::unexpected(begun.error());
  member.timing.emplace(std::move(*begun));
  if (member.worker == nullptr) return {};
  for (const model::OperationRow& operation : member.worker->operations()) {
    if (auto stored = store_.add_operation(row.id, operation); !stored) return stored;
  }
  return {};
}

Result<void> Sitting::finish_timing(Member& member, const Ending& ending) {
  drop_worker(member);
  const auto peak = member.peak_resident_bytes > 0 ? std::optional(member.peak_resident_bytes) : std::nullopt;
  auto finished = member.timing->finish(ending, peak, member.output);
  if (!finished) return tl::unexpected(finished.error());
  member.end->timing = *finished;
  progress_.half_finished(member.one->label, Half::timing, *finished);
  return attach(*member.one, Half::timing, member.timing->half_id());
}

Result<void> Sitting::fail_timing(Member& member, const Ending& ending) {
  if (auto begun = begin_timing(member); !begun) return begun;
  return finish_timing(member, ending);
}

bool Sitting::is_budget_spent() const {
  return static_cast<double>(clock::steady_ns() - timing_began_ns_) > suite_.timing.budget_s * kNsPerS;
}

std::optional<double> Sitting::interval(const std::vector<Member*>& timed) const {
  std::vector<const MemberSamples*> samples;
  for (const Member* member : timed) samples.push_back(&member->samples);
  return widest_interval_ratio(samples);
}

Result<std::string> Sitting::time_interleaved(std::vector<Member*>& timed, const IngredientPaths& ingredients) {
  double slowest_prepare_s = 0;
  for (const Member* member : timed) slowest_prepare_s = std::max(slowest_prepare_s, member->prepare_s);
  const int processes = suite_.timing.processes.value_or(slowest_prepare_s < kCheapPrepareS ? kCheapProcesses : 1);
  int process = 0;
  while (!timed.empty() && !is_cancelled_) {
    const StopState state{rounds_done_, processes, rounds_done_ > 0 ? interval(timed) : std::nullopt, timed.size() > 1};
    const int count = next_rounds_per_process(suite_.timing, state);
    if (count == 0) {
      const bool is_narrow = state.interval_ratio && *state.interval_ratio <= suite_.timing.interval_ratio;
      return std::string(is_narrow ? "interval" : "rounds");
    }
    for (int p = 0; p < processes && !timed.empty() && !is_cancelled_; ++p) {
      if (process > 0 && processes > 1) {
        if (auto revived = revive_all(timed, ingredients); !revived) return tl::unexpected(revived.error());
      }
      if (auto done = rounds(timed, process, count); !done) return tl::unexpected(done.error());
      ++process;
      if (is_budget_spent()) return std::string("budget");
    }
  }
  return std::string("rounds");
}

Result<std::string> Sitting::time_blocked(std::vector<Member*>& timed, const IngredientPaths& ingredients) {
  const std::vector<Member*> all = timed;
  timed.clear();
  for (Member* member : all) {
    std::vector<Member*> alone = {member};
    if (auto revived = revive_all(alone, ingredients); !revived) return tl::unexpected(revived.error());
    // Every member counts its rounds from 0: nothing is paired here, and the comparison says so.
    rounds_done_ = 0;
    timing_began_ns_ = clock::steady_ns();
    while (!alone.empty() && !is_cancelled_ && rounds_done_ < suite_.timing.rounds_max) {
      if (auto done = rounds(alone, 0, 1); !done) return tl::unexpected(done.error());
      const double share_s = suite_.timing.budget_s / static_cast<double>(all.size());
      const double spent_s = static_cast<double>(clock::steady_ns() - timing_began_ns_) / kNsPerS;
      if (spent_s > share_s && rounds_done_ >= suite_.timing.rounds_min) break;
    }
    if (!alone.empty()) {
      drop_worker(*member);
      timed.push_back(member);
    }
  }
  return std::string("rounds");
}

// Replaces the workers by fresh ones; whoever cannot be prepared again leaves the sitting.
Result<void> Sitting::revive_all(std::vector<Member*>& timed, const IngredientPaths& ingredients) {
  for (Member* member : timed) drop_worker(*member);
  std::vector<Member*> alive;
  for (Member* member : timed) {
    std::optional<HalfWriter> none;
    const Ending ending = is_cancelled_ ? Ending{Outcome::cancelled, "interrupted", "interrupted by a signal to tare"}
                                        : prepare(*member, ingredients, none);
    if (ending.is_ok()) {
      alive.push_back(member);
      continue;
    }
    is_cancelled_ = is_cancelled_ || ending.outcome == Outcome::cancelled;
    if (auto finished = finish_timing(*member, ending); !finished) return finished;
  }
  timed = std::move(alive);
  return {};
}

Result<void> Sitting::rounds(std::vector<Member*>& timed, int process, int count) {
  for (int r = 0; r < count && !timed.empty() && !is_cancelled_; ++r) {
    std::vector<std::vector<std::string>> operations;
    for (const Member* member : timed) operations.push_back(member->operations);
    std::vector<std::optional<Ending>> faults(timed.size());
    std::vector<std::pair<std::size_t, model::SampleRow>> heard;
    int position = 0;
    for (const Visit& visit : round_order(operations, setting_.order_seed, rounds_done_)) {
      if (faults[visit.member] || is_cancelled_) continue;
      auto sample = timed[visit.member]->worker->round(visit.operation, suite_.timing.min_time_s);
      if (!sample) {
        is_cancelled_ = is_cancelled_ || sample.error().outcome == Outcome::cancelled;
        faults[visit.member] = std::move(sample.error());
        continue;
      }
      sample->process = process;
      sample->round = rounds_done_;
      sample->position = position++;
      heard.emplace_back(visit.member, std::move(*sample));
    }
    if (auto kept = keep_round(timed, heard); !kept) return kept;
    ++rounds_done_;
    std::vector<Member*> alive;
    for (std::size_t m = 0; m < timed.size(); ++m) {
      if (!faults[m]) {
        alive.push_back(timed[m]);
      } else if (auto finished = finish_timing(*timed[m], *faults[m]); !finished) {
        return finished;
      }
    }
    timed = std::move(alive);
    progress_.rounds({rounds_done_, suite_.timing.rounds_max, last_interval_, suite_.timing.interval_ratio});
    if (rounds_done_ >= suite_.timing.rounds_min && is_budget_spent()) return {};
  }
  last_interval_ = interval(timed);
  return {};
}

Result<void> Sitting::keep_round(const std::vector<Member*>& timed,
                                 std::vector<std::pair<std::size_t, model::SampleRow>>& heard) {
  auto transaction = store_.begin();
  if (!transaction) return tl::unexpected(transaction.error());
  for (auto& [m, sample] : heard) {
    if (auto stored = store_.add_sample(timed[m]->timing->half_id(), sample); !stored) return stored;
    timed[m]->samples.samples.push_back(std::move(sample));
  }
  return transaction->commit();
}

}  // namespace tare::run
