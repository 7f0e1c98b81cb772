// The worker's own end of the protocol: whole lines in, whole lines out, on the two descriptors of TARE_*_FD.
#pragma once

#include "base/json.hpp"

#include <optional>
#include <string>

namespace tare::measure {

class Channel {
 public:
  // From the environment; nullopt when the variables are missing, as when somebody starts tare-worker by hand.
  [[nodiscard]] static std::optional<Channel> from_environment();
  // The next command; nullopt at the end of file.
  [[nodiscard]] std::optional<Json> next_command();
  // One event. When nobody listens any more the process leaves: there is no one to work for.
  void send(const Json& event);
  // The same for a line that is JSON already.
  void send_line(std::string line);
  // True when the other side has hung up.
  [[nodiscard]] bool is_abandoned() const;

 private:
  Channel(int command_fd, int event_fd) : command_fd_(command_fd), event_fd_(event_fd) {}
  int command_fd_;
  int event_fd_;
  std::string buffer_;
};

}  // namespace tare::measure
