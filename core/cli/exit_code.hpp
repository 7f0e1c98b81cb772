// Exit codes, documented in README.md; each verb answers one of these.
#pragma once

namespace tare::cli {

enum ExitCode : int {
  kDone = 0,           // all done; all cached is done
  kCheckFailed = 1,    // a claim or comparison failed as asked for by --fail-on
  kBadUsage = 2,       // the command line or a suite is wrong
  kCasesFailed = 3,    // at least one case failed
  kNothingToDo = 4,    // nothing selected, or all unsupported
  kStoreTrouble = 5,   // the store cannot be read or written
  kInterrupted = 130,  // Ctrl-C
};

}  // namespace tare::cli
