// Implementation of health.hpp. A fact that cannot be found out is said to be unknown; nothing here is an error.
#include "cli/health.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "device/machine.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

#ifdef __OPTIMIZE__
constexpr bool kIsOptimised = true;
#else
constexpr bool kIsOptimised = false;
#endif

std::string size_text(const fs::path& path) {
  std::error_code problem;
  const auto bytes = fs::file_size(path, problem);
  return problem ? std::string("unknown") : text::quantity(static_cast<double>(bytes), "bytes");
}

// Whether files could be made at this path: the nearest folder above it that exists decides.
bool is_writable(fs::path path) {
  std::error_code problem;
  path = fs::absolute(path, problem);
  while (!fs::exists(path, problem) && path != path.parent_path()) path = path.parent_path();
  return ::access(path.c_str(), W_OK) == 0;
}

std::string folder_text(const fs::path& path) {
  std::error_code problem;
  return fmt::format("{} ({}, {})", path.string(), fs::is_directory(path, problem) ? "there" : "not there yet",
                     is_writable(path) ? "writable" : "not writable");
}

Section program_section(const catalog::Installation& installation, Health& health) {
  if (!kIsOptimised) {
    health.hints.emplace_back("tare was built without optimisation; meson configure build -Dbuildtype=debugoptimized");
  }
  std::error_code problem;
  const bool has_worker = fs::exists(installation.worker_program, problem);
  return {"tare",
          {{"version", TARE_VERSION},
           {"compiler", fmt::format("g++ {}, {}", __VERSION__, kIsOptimised ? "optimised" : "not optimised")},
           {"program", file::program_folder().string()},
           {"kind", installation.is_build_tree ? "build tree" : "installed"},
           {"worker", fmt::format("{}{}", installation.worker_program.string(), has_worker ? "" : " (missing)")}}};
}

Section plugin_section(const catalog::LoadOptions& options, Health& health) {
  Section section{"plugins", {}};
  for (const auto& path : options.plugin_path) section.facts.emplace_back("--plugin-path", path.string());
  for (const auto& path : options.environment_path) section.facts.emplace_back("TARE_PLUGIN_PATH", path.string());
  for (const auto& path : options.installation.plugin_folders) section.facts.emplace_back("own folder", path.string());
  const auto catalog = catalog::load(options);
  if (!catalog) {
    section.facts.emplace_back("problem", catalog.error().message);
    return section;
  }
  std::size_t count = 0;
  for (const auto& [track, methods] : catalog->methods) count += methods.size();
  section.facts.emplace_back("usable", fmt::format("{} methods of {} tracks", count, catalog->tracks.size()));
  section.facts.emplace_back("refused", fmt::format("{}", catalog->refusals.size()));
  health.refusals = catalog->refusals;
  if (count == 0)
    health.hints.emplace_back("no plugin was found; build this tree, or name a folder with --plugin-path");
  return section;
}

std::string fact_text(const std::string& key, const Json& value) {
  if (key == "memory_bytes" && value.is_number()) return text::quantity(value.get<double>(), "bytes");
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Section machine_section(Health& health) {
  const device::Machine machine = device::read_machine();
  Section section{"machine", {{"host", machine.host}, {"class", machine.machine_class}}};
  for (const auto& [key, value] : machine.environment.items()) {
    if (key != "compiler") section.facts.emplace_back(key, fact_text(key, value));
  }
  const Json& environment = machine.environment;
  if (!environment.contains("governor")) section.facts.emplace_back("governor", "unknown (no cpufreq here)");
  if (!environment.contains("gpu")) section.facts.emplace_back("gpu", "none (cases on cuda are unsupported/no_device)");
  const std::string governor = environment.value("governor", std::string());
  if (!governor.empty() && governor != "performance") {
    health.hints.push_back(
        fmt::format("the governor is {}, so clocks follow the load; cpupower frequency-set -g "
                    "performance",
                    governor));
  }
  if (environment.value("turbo_off", std::string("1")) == "0") {
    health.hints.emplace_back(
        "turbo is on, so clocks follow the heat; echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo");
  }
  if (device::usable_cores().size() < 2) {
    health.hints.emplace_back("only one core may be used, so tare and what it times share it; allow it two");
  }
  double load = 0;
  if (::getloadavg(&load, 1) == 1) {
    section.facts.emplace_back("load", fmt::format("{:.1f}", load));
    if (load > 0.5 * static_cast<double>(device::usable_cores().size())) {
      health.hints.push_back(fmt::format("{:.1f} programs are running; times are steadier on an idle machine", load));
    }
  }
  return section;
}

// Every SQLite file holds PRAGMA user_version at byte 60, big-endian (sqlite.org/fileformat2.html, 1.3).
std::string version_in(const std::string& header) {
  if (header.size() < 64) return "unknown";
  unsigned version = 0;
  for (std::size_t i = 60; i < 64; ++i) version = version * 256 + static_cast<unsigned char>(header[i]);
  return fmt::format("{}", version);
}

std::string first_bytes(const fs::path& path) {
  const auto whole = std::unique_ptr<std::FILE, int (*)(std::FILE*)>(std::fopen(path.c_str(), "rbe"), std::fclose);
  std::string bytes(100, '\0');
  bytes.resize(whole == nullptr ? 0 : std::fread(bytes.data(), 1, bytes.size(), whole.get()));
  return bytes;
}

Section store_section(const fs::path& path, Health& health) {
  std::error_code problem;
  Section section{"store", {{"file", path.string()}}};
  if (!fs::exists(path, problem)) {
    section.facts.emplace_back("state",
                               is_writable(path) ? "not there yet; the first run makes it" : "cannot be made here");
    return section;
  }
  section.facts.emplace_back("size", size_text(path));
  section.facts.emplace_back("version", version_in(first_bytes(path)));
  section.facts.emplace_back("writable", is_writable(path) && is_writable(path.parent_path()) ? "yes" : "no");
  const auto store = store::Store::open(path, store::Mode::read);
  section.facts.emplace_back("state", store ? "in order" : "cannot be used");
  if (!store) health.hints.push_back(store.error().message);
  return section;
}

// Environments that scripts/setup has made lie in the cache as <group>-<hash>.
std::string environment_text(const fs::path& cache, std::string_view group) {
  std::error_code problem;
  for (fs::directory_iterator entry(cache, problem), end; !problem && entry != end; entry.increment(problem)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(fmt::format("{}-", group)) && name.find('.') == std::string::npos)
      return entry->path().string();
  }
  return fmt::format("not set up (scripts/setup --{})", group);
}

Section folder_section(const Session& session, const catalog::LoadOptions& options) {
  return {"folders",
          {{"cache", folder_text(options.cache_folder)},
           {"data", session.data_folder.empty() ? folder_text(options.cache_folder / "data")
                                                : folder_text(session.data_folder)},
           {"libtorch", environment_text(options.cache_folder, "torch")},
           {"highs", environment_text(options.cache_folder, "highs")},
           {"peers", environment_text(options.cache_folder, "peers")}}};
}

}  // namespace

Health examine(const Session& session) {
  Health health;
  catalog::LoadOptions options = catalog::load_options(session.plugin_path);
  // Somebody who calls this has changed something, or wants to know how things are now.
  options.asks_refused_again = true;
  health.sections.push_back(program_section(options.installation, health));
  health.sections.push_back(plugin_section(options, health));
  health.sections.push_back(machine_section(health));
  health.sections.push_back(store_section(session.store, health));
  health.sections.push_back(folder_section(session, options));
  return health;
}

}  // namespace tare::cli
