// The program tare-worker: `--plugin FILE` speaks the protocol of core/wire/README.md for one plugin, `--guard` watches
// over any worker. Standard output and error belong to the plugin.
#include "measure/guard.hpp"
#include "measure/plugin_worker.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

namespace {

constexpr int kBadUsage = 2;

int usage() {
  fmt::print(stderr, "tare-worker is started by tare; see core/wire/README.md for its protocol\n");
  return kBadUsage;
}

std::vector<int> core_list(std::string_view text) {
  std::vector<int> cores;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    cores.push_back(std::atoi(std::string(text.substr(0, end)).c_str()));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return cores;
}

int run_guard(int argc, char** argv) {
  tare::measure::GuardOptions options;
  int at = 2;
  for (; at + 1 < argc && std::string_view(argv[at]) != "--"; at += 2) {
    const std::string_view name(argv[at]);
    const char* value = argv[at + 1];
    if (name == "--parent") {
      options.parent = std::atoi(value);
    } else if (name == "--report-fd") {
      options.report_fd = std::atoi(value);
    } else if (name == "--cores") {
      options.cores = core_list(value);
    } else if (name == "--memory-bytes") {
      options.memory_bytes = std::atoll(value);
    } else if (name == "--folder") {
      options.folder = value;
    } else {
      return usage();
    }
  }
  if (at + 1 >= argc) return usage();
  options.command.assign(argv + at + 1, argv + argc);
  return tare::measure::guard(options);
}

int run(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "--guard") return run_guard(argc, argv);
  if (mode == "--plugin" && argc == 3) return tare::measure::serve_plugin(argv[2]);
  return usage();
}

}  // namespace

int main(int argc, char** argv) {
  int code = kBadUsage;
  try {
    code = run(argc, argv);
  } catch (const std::exception& problem) {
    fmt::print(stderr, "tare-worker: {}\n", problem.what());
  } catch (...) {
    fmt::print(stderr, "tare-worker: unknown exception\n");
  }
  std::fflush(nullptr);
  // Neither destructors nor exit handlers of a plugin may keep a worker from leaving.
  ::_exit(code);
}
