// describe_exec of catalog.hpp: methods that are programs of their own behind the worker protocol.
#include "base/digest.hpp"
#include "catalog/answer.hpp"
#include "catalog/catalog.hpp"
#include "catalog/description_check.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>

namespace tare::catalog {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code problem;
  return fs::is_regular_file(path, problem);
}

// The argument as a file: absolute, or relative to the suite's folder; nothing when there is no such file.
fs::path file_named(const std::string& argument, const fs::path& folder) {
  const fs::path path = fs::path(argument).is_absolute() ? fs::path(argument) : folder / argument;
  return is_file(path) ? path.lexically_normal() : fs::path();
}

// What decides the answer: the content of each file that argv names, and every other argument as it stands. A file's
// path is left out, so that two checkouts agree.
Result<std::string> command_text(const std::vector<std::string>& command, const fs::path& folder) {
  std::string text = "tare-exec\n";
  for (const std::string& argument : command) {
    const fs::path file = file_named(argument, folder);
    if (file.empty()) {
      text += fmt::format("argument {}\n", argument);
      continue;
    }
    const auto digest = digest::of_file(file);
    if (!digest) return digest;
    text += fmt::format("file {}\n", *digest);
  }
  return text;
}

wire::WorkerOptions exec_worker(const std::vector<std::string>& command, const fs::path& folder,
                                const std::map<std::string, std::string>& environment, const LoadOptions& options) {
  wire::WorkerOptions worker;
  worker.command = command;
  // A program with a folder in its name is relative to the suite; a bare name is looked up in PATH.
  if (command.front().find('/') != std::string::npos) {
    if (const fs::path file = file_named(command.front(), folder); !file.empty())
      worker.command.front() = file.string();
  }
  worker.guard_program = options.installation.worker_program;
  worker.environment = environment;
  worker.working_folder = folder;
  return worker;
}

tl::unexpected<Error> fail_exec(const std::vector<std::string>& command, const Refused& refused) {
  const model::Refusal said = refusal(refused.reason, {}, refused.detail);
  return fail(ErrorKind::plugin, fmt::format("the program `{}` {}", fmt::join(command, " "), said.message),
              said.reason);
}

}  // namespace

Result<model::Method> describe_exec(const std::vector<std::string>& command, const fs::path& folder,
                                    const std::map<std::string, std::string>& environment, const LoadOptions& options) {
  if (command.empty()) return fail(ErrorKind::usage, "exec is empty; it needs a program and its arguments");
  auto text = command_text(command, folder);
  if (!text) return fail_within("exec", text.error());
  const Answer answer = ask(exec_worker(command, folder, environment, options), options.describe_limit_s);
  if (const auto* refused = std::get_if<Refused>(&answer)) return fail_exec(command, *refused);
  const auto& description = std::get<wire::Description>(answer);
  if (const auto problem = contradiction(description)) {
    return fail_exec(command, {Reason::bad_parameter_table, *problem});
  }
  model::Method method;
  method.description = description.method;
  method.path = file_named(command.front(), folder).string();
  method.digest = digest::of_text(
      fmt::format("{}version {}\nbuild {}\n", *text, description.method.version, description.method.build));
  const bool is_track_described = !description.track.workload.empty() || !description.track.metrics.empty();
  if (is_track_described) method.track_digest = wire::track_digest(description.track);
  return method;
}

}  // namespace tare::catalog
