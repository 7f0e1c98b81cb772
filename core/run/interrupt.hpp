// Ctrl-C as a descriptor: the first SIGINT or SIGTERM makes it readable, so that every wait can listen to it; the
// second ends tare at once, and the guards then end the workers because their parent is gone.
#pragma once

#include "base/file.hpp"
#include "tare/error.hpp"

namespace tare::run {

class Interrupt {
 public:
  // Takes over SIGINT and SIGTERM until destruction. One at a time in a process: signal handlers are process-wide.
  [[nodiscard]] static Result<Interrupt> install();
  ~Interrupt();
  Interrupt(Interrupt&&) noexcept = default;
  Interrupt& operator=(Interrupt&&) = delete;
  // Becomes and stays readable after the first signal.
  [[nodiscard]] int descriptor() const { return read_end_.get(); }
  [[nodiscard]] bool has_fired() const;

 private:
  Interrupt(file::Descriptor read_end, file::Descriptor write_end);
  file::Descriptor read_end_;
  file::Descriptor write_end_;
};

}  // namespace tare::run
