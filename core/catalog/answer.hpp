// What one plugin file or program says of itself, asked in a throw-away worker with a time limit.
#pragma once

#include "catalog/refusal.hpp"
#include "wire/messages.hpp"
#include "wire/worker_process.hpp"

#include <filesystem>
#include <string>
#include <variant>

namespace tare::catalog {

struct Refused {
  Reason reason = Reason::bad_description;
  std::string detail;  // what differs from plugin to plugin: the symbol, the signal, the library
};

using Answer = std::variant<wire::Description, Refused>;

// The command to ask a plugin file.
[[nodiscard]] wire::WorkerOptions plugin_worker(const std::filesystem::path& worker_program,
                                                const std::filesystem::path& plugin);
[[nodiscard]] Answer ask(const wire::WorkerOptions& worker, double limit_s);

}  // namespace tare::catalog
