// The commit that a run was made at, so that its rows can be traced to sources.
#pragma once

#include <string>

namespace tare::cli {

struct SourceState {
  std::string commit;  // empty outside a git checkout or without git
  bool is_dirty = false;
};

// Asks git in the current folder.
[[nodiscard]] SourceState source_state();

}  // namespace tare::cli
