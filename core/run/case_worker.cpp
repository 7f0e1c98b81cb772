// Implementation of case_worker.hpp.
#include "run/case_worker.hpp"

#include "base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::run {
namespace {

using model::Outcome;

wire::WorkerOptions worker_options(const model::Case& one, const model::Suite& suite, const Setting& setting) {
  wire::WorkerOptions options;
  options.guard_program = setting.worker_program;
  options.command = one.command;
  if (options.command.empty()) options.command = {setting.worker_program.string(), "--plugin", one.plugin_path};
  options.cores = device::worker_cores(suite.timing.cores);
  options.memory_bytes = static_cast<std::int64_t>(suite.limits.memory_bytes);
  options.environment = one.environment;
  // An exec method's relative files are relative to its suite.
  if (!one.command.empty()) options.working_folder = suite.folder;
  return options;
}

}  // namespace

std::optional<Ending> obstacle(const model::Case& one, const model::Suite& suite, const Setting& setting,
                               PluginCheck& plugins) {
  if (std::find(one.devices.begin(), one.devices.end(), one.device) == one.devices.end()) {
    return Ending{Outcome::unsupported, "device_not_offered",
                  fmt::format("the method '{}' runs on {} only", one.plugin, fmt::join(one.devices, ", "))};
  }
  for (const std::string& name : suite.data_sets) {
    if (setting.data_sets.contains(name)) continue;
    return Ending{
        Outcome::unsupported, "no_data",
        fmt::format("the data set '{}' is not here; `tare data fetch {}` gets it, or --data DIR names its folder", name,
                    name)};
  }
  if (one.command.empty() && !plugins.is_unchanged(one.plugin_path, one.plugin_digest)) {
    return Ending{
        Outcome::failed, "plugin_changed",
        fmt::format("{} is not the file that described itself when this run was planned; run again", one.plugin_path)};
  }
  return std::nullopt;
}

tl::expected<CaseWorker, Ending> CaseWorker::start(const model::Case& one, const model::Suite& suite,
                                                   const IngredientPaths& ingredients, const Setting& setting) {
  auto scratch = file::TemporaryFolder::create("tare-case");
  if (!scratch) return tl::unexpected(Ending{Outcome::failed, "no_scratch", scratch.error().message});
  const wire::WorkerOptions options = worker_options(one, suite, setting);
  Json data_sets = Json::object();
  for (const std::string& name : suite.data_sets) {
    const auto found = setting.data_sets.find(name);
    if (found != setting.data_sets.end()) data_sets[name] = found->second.string();
  }
  Json ingredient_paths = Json::object();
  for (const auto& [name, path] : ingredients) ingredient_paths[name] = path.string();
  Json case_json = {{"track", suite.track},
                    {"method", one.plugin},
                    {"workload", one.worker_workload},
                    {"params", one.worker_params},
                    {"seed", one.seed},
                    {"device", one.device},
                    {"threads", std::max<std::size_t>(1, options.cores.size())},
                    {"ingredients", std::move(ingredient_paths)},
                    {"data_sets", std::move(data_sets)},
                    {"scratch_dir", scratch->path().string()}};
  auto talk = Conversation::start(options, suite.limits.time_s, setting.interrupt_fd);
  if (!talk) return tl::unexpected(talk.error());
  return CaseWorker(std::move(*talk), std::move(*scratch), std::move(case_json), suite.limits.time_s);
}

Ending CaseWorker::prepare(const Conversation::Listener& listener) {
  operations_.clear();
  Conversation::Listener both = listener;
  both.event = [&](const Json& event) {
    if (event.value("event", Json()) == "operation" && event.contains("name") && event["name"].is_string()) {
      const auto number = [&](const char* key) {
        const auto found = event.find(key);
        return found != event.end() && found->is_number() ? found->get<double>() : 0.0;
      };
      operations_.push_back({event["name"].get<std::string>(), number("items_per_call"), number("bytes_per_call")});
    }
    if (listener.event) listener.event(event);
  };
  const std::int64_t began_ns = clock::steady_ns();
  Ending ending = talk_.command({{"command", "prepare"}, {"case", case_json_}}, time_limit_s_, both);
  prepare_s_ = static_cast<double>(clock::steady_ns() - began_ns) * 1e-9;
  return ending;
}

Ending CaseWorker::evaluate(const Conversation::Listener& listener) {
  return talk_.command({{"command", "evaluate"}}, time_limit_s_, listener);
}

tl::expected<model::SampleRow, Ending> CaseWorker::round(const std::string& operation, double min_time_s) {
  std::optional<model::SampleRow> sample;
  const Conversation::Listener listener{
      [&](const Json& event) {
        if (event.value("event", Json()) != "sample") return;
        const auto number = [&](const char* key) -> std::optional<double> {
          const auto found = event.find(key);
          return found != event.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
        };
        const auto wall_ns = number("wall_ns");
        const auto iterations = number("iterations");
        if (!wall_ns || !std::isfinite(*wall_ns) || *wall_ns < 0 || !iterations || *iterations < 1) return;
        sample =
            model::SampleRow{operation, 0, 0, 0, static_cast<std::int64_t>(*iterations), *wall_ns, number("cpu_ns")};
      },
      {}};
  Ending ending = talk_.command({{"command", "round"}, {"operation", operation}, {"min_time_s", min_time_s}},
                                time_limit_s_, listener);
  if (!ending.is_ok()) return tl::unexpected(std::move(ending));
  if (!sample) {
    return tl::unexpected(
        Ending{Outcome::failed, "protocol_error", "the worker ended a round without a usable `sample`"});
  }
  return *sample;
}

}  // namespace tare::run
