// Implementation of events.hpp.
#include "measure/events.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace tare::measure {

std::optional<Channel> Channel::from_environment() {
  const char* command_fd = std::getenv("TARE_COMMAND_FD");
  const char* event_fd = std::getenv("TARE_EVENT_FD");
  if (command_fd == nullptr || event_fd == nullptr) return std::nullopt;
  return Channel(std::atoi(command_fd), std::atoi(event_fd));
}

std::optional<Json> Channel::next_command() {
  while (true) {
    const std::size_t end = buffer_.find('\n');
    if (end != std::string::npos) {
      Json command = Json::parse(buffer_.substr(0, end), nullptr, false);
      buffer_.erase(0, end + 1);
      return command;
    }
    std::array<char, 1 << 14> chunk{};
    const ssize_t count = ::read(command_fd_, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    buffer_.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

void Channel::send(const Json& event) { send_line(event.dump(-1, ' ', false, Json::error_handler_t::replace)); }

void Channel::send_line(std::string line) {
  line += '\n';
  for (std::size_t sent = 0; sent < line.size();) {
    const ssize_t count = ::write(event_fd_, line.data() + sent, line.size() - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) ::_exit(1);
    sent += static_cast<std::size_t>(count);
  }
}

bool Channel::is_abandoned() const {
  pollfd wait = {command_fd_, 0, 0};
  return ::poll(&wait, 1, 0) > 0 && (wait.revents & (POLLHUP | POLLERR)) != 0;
}

}  // namespace tare::measure
