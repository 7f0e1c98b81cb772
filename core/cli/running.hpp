// Running loaded suites and telling about it: what `run` and `rerun` share.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/loading.hpp"
#include "cli/progress_display.hpp"
#include "run/interrupt.hpp"
#include "run/progress.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>

namespace tare::cli {

struct RunRequest {
  bool is_fresh = false;
  std::uint64_t order_seed = 0;
  ProgressStyle style = ProgressStyle::plain;
};

// A seed for the order of rounds that differs from run to run; it is stored with the run.
[[nodiscard]] std::uint64_t new_order_seed();
// Runs what is missing; progress goes to stderr, or to stdout as JSON.
[[nodiscard]] Result<run::Tally> execute(const Session& session, const LoadedSuites& loaded, const RunRequest& request,
                                         const run::Interrupt& interrupt, store::Store& store);
// The closing lines: how many cases ended how, what was cached, where the rows are.
void print_tally(const run::Tally& tally, const Session& session);
[[nodiscard]] ExitCode exit_code_of(const run::Tally& tally);
// "tare: message" on stderr; answers the code.
ExitCode print_error(const Error& error, ExitCode code);

}  // namespace tare::cli
