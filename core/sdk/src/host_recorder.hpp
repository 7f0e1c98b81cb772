// A Recorder that turns what a method reports into events for the host, and holds it against the track's description.
// A mistake (an unknown metric, say) does not interrupt the method: the entry wrapper asks for it afterwards.
#pragma once

#include "base/json.hpp"
#include "tare/abi.h"
#include "tare/description.hpp"
#include "tare/recorder.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tare::sdk {

class HostRecorder final : public Recorder {
 public:
  // Both outlive the recorder.
  HostRecorder(const tare_host& host, const TrackDescription& track) : host_(host), track_(track) {}

  void metric(std::string_view name, std::optional<double> value) override;
  void series(std::string_view name, double step, double value) override;
  void artifact(std::string_view name, std::string_view media_type, std::string_view text) override;
  void artifact_file(std::string_view name, std::string_view media_type, const std::filesystem::path& file) override;
  void log(LogLevel level, std::string_view text) override;
  void progress(double fraction, std::string_view text) override;
  [[nodiscard]] bool cancelled() const override;

  // The first mistake that the method made in reporting.
  [[nodiscard]] const std::optional<Error>& mistake() const { return mistake_; }
  // Warns of every metric that the track describes and nobody reported.
  void warn_of_missing_metrics();

 private:
  struct OpenPhase {
    std::string name;
    std::int64_t began_wall_ns = 0;
    std::int64_t began_cpu_ns = 0;
  };
  std::int64_t begin_phase(std::string_view name) override;
  void end_phase(std::int64_t token) override;
  void send(const Json& event);
  // JSON has no NaN: null and a warning instead.
  Json finite(double value, std::string_view of);
  void note(std::string message, std::string reason);

  const tare_host& host_;
  const TrackDescription& track_;
  std::vector<OpenPhase> phases_;
  std::set<std::string, std::less<>> reported_;
  std::optional<Error> mistake_;
};

// One line of JSON; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string line_of(const Json& json);

}  // namespace tare::sdk
