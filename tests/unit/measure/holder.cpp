// Stands in for tare where a test has to kill it: starts one worker whose plugin leaves orphans in other sessions and
// hangs, then waits for ever.
#include "guarded.hpp"

#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  tare::wire::WorkerOptions options = tare::guarded::options_for("faulty");
  options.environment["TARE_TEST_MARK"] = argv[1];
  auto worker = tare::wire::WorkerProcess::start(options);
  if (!worker) return 1;
  worker->send(tare::guarded::prepare_command(
      "faulty", {{"fault", "family_with_sessions_and_hang"}, {"when", "prepare"}, {"metric", "good"}}));
  while (true) ::pause();
}
