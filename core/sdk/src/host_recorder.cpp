// Implementation of host_recorder.hpp; also the two ends of Recorder::Phase.
#include "host_recorder.hpp"

#include "wire/messages.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace tare {

Recorder::Phase::Phase(Recorder& recorder, std::string_view name)
    : recorder_(recorder), token_(recorder.begin_phase(name)) {}
Recorder::Phase::~Phase() { recorder_.end_phase(token_); }

namespace sdk {
namespace {

constexpr std::size_t kLargestArtifactBytes = 1U << 20U;
constexpr std::array<std::string_view, 3> kLevelNames = {"debug", "info", "warning"};

std::int64_t clock_ns(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  constexpr std::int64_t kNsPerS = 1'000'000'000;
  return static_cast<std::int64_t>(now.tv_sec) * kNsPerS + now.tv_nsec;
}

std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }

}  // namespace

std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void HostRecorder::send(const Json& event) {
  const std::string line = line_of(event);
  host_.event(host_.context, line.data(), line.size());
}

void HostRecorder::note(std::string message, std::string reason) {
  if (!mistake_) mistake_ = Error{ErrorKind::failed, std::move(message), std::move(reason)};
}

Json HostRecorder::finite(double value, std::string_view of) {
  Json json = wire::number(value);
  if (json.is_null()) log(LogLevel::warning, in_quotes(of) + " is not a finite number and is kept as undefined");
  return json;
}

void HostRecorder::metric(std::string_view name, std::optional<double> value) {
  const auto is_it = [&](const MetricSpec& spec) { return spec.name == name; };
  if (std::none_of(track_.metrics.begin(), track_.metrics.end(), is_it)) {
    return note("the metric " + in_quotes(name) + " is not in the description of track " + in_quotes(track_.name),
                "unknown_metric");
  }
  if (!reported_.insert(std::string(name)).second) {
    return note("the metric " + in_quotes(name) + " was reported twice", "duplicate_metric");
  }
  send({{"event", "metric"}, {"name", name}, {"value", value ? finite(*value, name) : Json()}});
}

void HostRecorder::series(std::string_view name, double step, double value) {
  const Json step_json = finite(step, name);
  if (step_json.is_null()) return;
  send({{"event", "series"}, {"name", name}, {"step", step_json}, {"value", finite(value, name)}});
}

void HostRecorder::artifact(std::string_view name, std::string_view media_type, std::string_view text) {
  if (text.size() > kLargestArtifactBytes) {
    return note("the artifact " + in_quotes(name) + " has " + std::to_string(text.size()) +
                    " bytes, more than 1 MiB; write it below scratch_dir and use artifact_file",
                "artifact_too_large");
  }
  send({{"event", "artifact"}, {"name", name}, {"media_type", media_type}, {"text", text}});
}

void HostRecorder::artifact_file(std::string_view name, std::string_view media_type,
                                 const std::filesystem::path& file) {
  send({{"event", "artifact"}, {"name", name}, {"media_type", media_type}, {"path", file.string()}});
}

void HostRecorder::log(LogLevel level, std::string_view text) {
  send({{"event", "log"}, {"level", kLevelNames[static_cast<std::size_t>(level)]}, {"text", text}});
}

void HostRecorder::progress(double fraction, std::string_view text) {
  send({{"event", "progress"}, {"fraction", std::clamp(fraction, 0.0, 1.0)}, {"text", text}});
}

bool HostRecorder::cancelled() const { return host_.cancelled(host_.context) != 0; }

void HostRecorder::warn_of_missing_metrics() {
  for (const MetricSpec& spec : track_.metrics) {
    if (!reported_.contains(spec.name)) {
      log(LogLevel::warning, "the metric " + in_quotes(spec.name) + " is described by the track but was not reported");
    }
  }
}

std::int64_t HostRecorder::begin_phase(std::string_view name) {
  phases_.push_back({std::string(name), clock_ns(CLOCK_MONOTONIC), clock_ns(CLOCK_PROCESS_CPUTIME_ID)});
  return static_cast<std::int64_t>(phases_.size()) - 1;
}

void HostRecorder::end_phase(std::int64_t token) {
  const std::int64_t cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
  const std::int64_t wall_ns = clock_ns(CLOCK_MONOTONIC);
  const OpenPhase& phase = phases_[static_cast<std::size_t>(token)];
  send({{"event", "phase"},
        {"name", phase.name},
        {"wall_ns", wall_ns - phase.began_wall_ns},
        {"cpu_ns", cpu_ns - phase.began_cpu_ns}});
}

}  // namespace sdk
}  // namespace tare
