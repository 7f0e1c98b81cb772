// Typed reading of a JSON object's keys, with errors that name the key. Used by messages.cpp and by readers of events.
#pragma once

#include "base/json.hpp"
#include "tare/error.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tare::wire {

// Reads keys of one object and remembers the first mistake, so that a reader can be a list of lines.
class Fields {
 public:
  Fields(const Json& json, std::string place) : json_(json), place_(std::move(place)) {
    if (!json.is_object()) note("expected an object");
  }
  [[nodiscard]] bool has(const char* key) const {
    if (!json_.is_object()) return false;
    const auto found = json_.find(key);
    return found != json_.end() && !found->is_null();
  }
  // The value, which must be there.
  [[nodiscard]] const Json& at(const char* key);
  [[nodiscard]] std::string text(const char* key);
  [[nodiscard]] std::string text_or(const char* key, std::string standard) {
    return has(key) ? text(key) : std::move(standard);
  }
  [[nodiscard]] bool boolean(const char* key);
  [[nodiscard]] double real(const char* key);
  [[nodiscard]] std::int64_t integer(const char* key);
  [[nodiscard]] std::uint64_t natural(const char* key);
  // An array; an absent one is empty.
  [[nodiscard]] const Json& list(const char* key);
  // An object; an absent one is empty.
  [[nodiscard]] const Json& object(const char* key);

  // Only the first mistake is kept.
  void note(std::string_view mistake, std::string_view key = {});
  [[nodiscard]] bool has_mistake() const { return !mistake_.empty(); }
  [[nodiscard]] Error error() const { return Error{ErrorKind::io, mistake_}; }
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  const Json& json_;
  std::string place_;
  std::string mistake_;
};

}  // namespace tare::wire
