// Is a plugin's file still the one that described itself? Hashes a file once and then only when its stat changes, since
// a case that does nothing should not cost a hash of a megabyte.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace tare::run {

class PluginCheck {
 public:
  // False as well for a file that cannot be read.
  [[nodiscard]] bool is_unchanged(const std::string& path, const std::string& digest);

 private:
  struct Seen {
    std::int64_t size = 0;
    std::int64_t modified_ns = 0;
    std::uint64_t inode = 0;
    std::string digest;
  };
  std::map<std::string, Seen> seen_;
};

}  // namespace tare::run
