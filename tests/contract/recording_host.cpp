// Implementation of recording_host.hpp.
#include "recording_host.hpp"

#include "catch.hpp"
#include "host/plugin_file.hpp"

#include <cstdlib>

namespace tare::contract {
namespace {

RecordingHost& self(void* context) { return *static_cast<RecordingHost*>(context); }

Json values(const std::vector<ParamSpec>& specs) {
  Json object = Json::object();
  for (const ParamSpec& spec : specs) object[spec.name] = wire::to_json(spec.standard);
  return object;
}

}  // namespace

RecordingHost::RecordingHost(bool is_cancelled) : callbacks_{}, is_cancelled_(is_cancelled) {
  callbacks_ = {sizeof(tare_host),
                this,
                [](void* context, const char* json, size_t size) {
                  self(context).events_.push_back(Json::parse(std::string_view(json, size), nullptr, false));
                },
                [](void* context, const char*, const char* message) { self(context).message_ = message; },
                [](void* context) { return self(context).is_cancelled_ ? 1 : 0; },
                [](void* context, const char* json, size_t size) { self(context).answer_.assign(json, size); }};
}

std::map<std::string, Json> RecordingHost::metrics() const {
  std::map<std::string, Json> result;
  for (const Json& event : events_) {
    if (event.value("event", "") == "metric") result[event.at("name")] = event.at("value");
  }
  return result;
}

const tare_plugin_entry& plugin_entry() {
  const char* path = std::getenv("TARE_CONTRACT_PLUGIN");
  INFO("TARE_CONTRACT_PLUGIN names the plugin to test");
  REQUIRE(path != nullptr);
  const auto entry = host::open_plugin(path);
  INFO((entry ? std::string() : entry.error().message));
  REQUIRE(entry.has_value());
  return **entry;
}

wire::Description description() {
  const RecordingHost host;
  REQUIRE(plugin_entry().describe(host.callbacks()) == TARE_OK);
  auto read = wire::description_from_json(Json::parse(host.answer(), nullptr, false));
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read.has_value());
  return std::move(*read);
}

Json default_case(const std::string& scratch_dir) {
  const wire::Description described = description();
  return {{"track", described.track.name},
          {"method", described.method.name},
          {"workload", values(described.track.workload)},
          {"params", values(described.method.params)},
          {"seed", 7},
          {"device", "cpu"},
          {"threads", 1},
          {"scratch_dir", scratch_dir}};
}

tare_status open(const RecordingHost& host, const Json& the_case, tare_instance*& instance) {
  const std::string text = the_case.dump();
  return plugin_entry().open(host.callbacks(), text.data(), text.size(), &instance);
}

}  // namespace tare::contract
