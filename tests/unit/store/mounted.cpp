// Implementation of mounted.hpp.
#include "mounted.hpp"

#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "catch.hpp"

namespace tare::store {
namespace {

bool is_skipped(bool is_mounted) {
  if (!is_mounted) WARN("skipped: mounts are not permitted here: " << std::strerror(errno));
  return !is_mounted;
}

}  // namespace

Mounted::Mounted(std::filesystem::path folder) : folder_(std::move(folder)) {}
Mounted::Mounted(Mounted&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
Mounted::~Mounted() {
  if (!folder_.empty()) ::umount2(folder_.c_str(), MNT_DETACH);
}

std::optional<Mounted> Mounted::read_only(const std::filesystem::path& folder) {
  if (is_skipped(::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) == 0)) return std::nullopt;
  Mounted mounted(folder);
  if (is_skipped(::mount(nullptr, folder.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0)) {
    return std::nullopt;
  }
  return mounted;
}

std::optional<Mounted> Mounted::small(const std::filesystem::path& folder, std::size_t bytes) {
  const std::string options = "size=" + std::to_string(bytes);
  if (is_skipped(::mount("tmpfs", folder.c_str(), "tmpfs", 0, options.c_str()) == 0)) return std::nullopt;
  return Mounted(folder);
}

bool Mounted::resize(std::size_t bytes) const {
  const std::string options = "size=" + std::to_string(bytes);
  return ::mount(nullptr, folder_.c_str(), nullptr, MS_REMOUNT, options.c_str()) == 0;
}

}  // namespace tare::store
