// Implementation of plugin_check.hpp.
#include "run/plugin_check.hpp"

#include "base/digest.hpp"

#include <sys/stat.h>

namespace tare::run {

bool PluginCheck::is_unchanged(const std::string& path, const std::string& digest) {
  struct stat now = {};
  if (::stat(path.c_str(), &now) != 0) return false;
  constexpr std::int64_t kNsPerS = 1'000'000'000;
  Seen seen{now.st_size, now.st_mtim.tv_sec * kNsPerS + now.st_mtim.tv_nsec, now.st_ino, {}};
  const auto known = seen_.find(path);
  if (known != seen_.end() && known->second.size == seen.size && known->second.modified_ns == seen.modified_ns &&
      known->second.inode == seen.inode) {
    return known->second.digest == digest;
  }
  const auto actual = digest::of_file(path);
  if (!actual) return false;
  seen.digest = *actual;
  seen_[path] = seen;
  return seen.digest == digest;
}

}  // namespace tare::run
