// Workers of the fixture plugins for tests, and a look at what they leave behind: every process that a worker starts
// inherits a mark in its environment, which /proc shows.
#pragma once

#include "wire/worker_process.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tare::guarded {

[[nodiscard]] std::filesystem::path worker_program();
[[nodiscard]] std::filesystem::path plugin(const std::string& name);

// A worker for a fixture plugin, not pinned, with a mark of its own.
[[nodiscard]] wire::WorkerOptions options_for(const std::string& plugin_name);
[[nodiscard]] std::string mark_of(const wire::WorkerOptions& options);

// A prepare command for track `fixture`.
[[nodiscard]] Json prepare_command(const std::string& method, const Json& params);

// The next event of this kind, skipping others; whatever else is heard comes back as it is.
[[nodiscard]] wire::Heard hear(wire::WorkerProcess& worker, const std::string& event, double limit_s = 20);

// Living processes, zombies left out, whose environment holds the mark.
[[nodiscard]] std::vector<pid_t> processes_with(const std::string& mark);
// Waits until as many processes carry the mark as wanted; false after 10 s.
[[nodiscard]] bool become(const std::string& mark, std::size_t count);

}  // namespace tare::guarded
