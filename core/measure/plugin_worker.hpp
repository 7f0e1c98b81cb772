// A plugin behind the worker protocol: commands in, calls of the entry object, events out.
#pragma once

#include <string>

namespace tare::measure {

// Serves commands until `exit` or the end of file; answers the process's exit code.
int serve_plugin(const std::string& path);

}  // namespace tare::measure
