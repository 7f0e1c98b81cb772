// Opens a plugin file inside a worker and checks its entry object. The only place that includes Boost.DLL.
// A library is never unloaded: plugins may leave threads and static state behind.
#pragma once

#include "tare/abi.h"
#include "tare/error.hpp"

#include <string>

namespace tare::host {

// The entry object, checked: magic, size, versions, name and track. Valid until the process ends.
// Errors are ErrorKind::plugin with a reason: no_entry, wrong_magic, newer_major, older_major, newer_minor,
// missing_symbol, missing_library, not_loadable.
[[nodiscard]] Result<const tare_plugin_entry*> open_plugin(const std::string& path);

// The checks by themselves.
[[nodiscard]] Result<void> check_entry(const tare_plugin_entry& entry, const std::string& path);

}  // namespace tare::host
