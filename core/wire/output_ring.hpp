// The last bytes of a stream that may never end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tare::wire {

class OutputRing {
 public:
  explicit OutputRing(std::size_t kept_bytes) : kept_bytes_(kept_bytes) {}
  void add(std::string_view bytes) {
    if (bytes.size() >= kept_bytes_) {
      bytes.remove_prefix(bytes.size() - kept_bytes_);
      text_.clear();
    }
    text_ += bytes;
    // Cut only when twice as much is there, so that a byte costs a constant number of moves.
    if (text_.size() > 2 * kept_bytes_) text_.erase(0, text_.size() - kept_bytes_);
  }
  [[nodiscard]] std::string_view last() const {
    const std::string_view all(text_);
    return all.size() > kept_bytes_ ? all.substr(all.size() - kept_bytes_) : all;
  }

 private:
  std::size_t kept_bytes_;
  std::string text_;
};

}  // namespace tare::wire
