// Where a method reports to while it prepares and evaluates. Never used inside a timed operation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace tare {

enum class LogLevel : std::uint8_t { debug, info, warning };

class Recorder {
 public:
  // Times a part of prepare or evaluate: `auto train = recorder.phase("train");` until the end of its scope.
  class Phase {
   public:
    Phase(Recorder& recorder, std::string_view name);
    ~Phase();
    Phase(const Phase&) = delete;
    Phase& operator=(const Phase&) = delete;

   private:
    Recorder& recorder_;
    std::int64_t token_;
  };

  virtual ~Recorder() = default;
  [[nodiscard]] Phase phase(std::string_view name) { return Phase(*this, name); }

  // A number that the track describes. nullopt says "undefined", which is stored as NULL and never as 0.
  virtual void metric(std::string_view name, std::optional<double> value) = 0;
  // A metric over steps, in any order of steps.
  virtual void series(std::string_view name, double step, double value) = 0;
  // A small text that belongs to the answer (a plan, a table); at most 1 MiB.
  virtual void artifact(std::string_view name, std::string_view media_type, std::string_view text) = 0;
  // A file that the method wrote below Case::scratch_dir; it is copied into the store's artifact folder.
  virtual void artifact_file(std::string_view name, std::string_view media_type, const std::filesystem::path& file) = 0;
  virtual void log(LogLevel level, std::string_view text) = 0;
  // fraction in [0, 1].
  virtual void progress(double fraction, std::string_view text) = 0;
  // True once the case should stop; return fail(ErrorKind::cancelled, ...) then.
  [[nodiscard]] virtual bool cancelled() const = 0;

 private:
  friend class Phase;
  virtual std::int64_t begin_phase(std::string_view name) = 0;
  virtual void end_phase(std::int64_t token) = 0;
};

}  // namespace tare
