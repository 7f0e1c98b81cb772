// Files and descriptors with one owner. All writing of whole files goes aside first and is renamed into place.
#pragma once

#include "tare/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace tare::file {

// Owns a descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }
  void reset();

 private:
  int fd_ = -1;
};

[[nodiscard]] Result<std::string> contents(const std::filesystem::path& path);
// Writes aside, syncs and renames, so that a reader sees the old file or the new one.
[[nodiscard]] Result<void> write_atomically(const std::filesystem::path& path, std::string_view text);
// The folder of the running program, from /proc/self/exe.
[[nodiscard]] std::filesystem::path program_folder();
// $XDG_CACHE_HOME/tare or ~/.cache/tare; TARE_CACHE names another.
[[nodiscard]] std::filesystem::path cache_folder();

// A new empty folder, removed with everything in it by the destructor.
class TemporaryFolder {
 public:
  [[nodiscard]] static Result<TemporaryFolder> create(std::string_view prefix);
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// An advisory lock on a file, held until destruction. The kernel drops it when its holder dies.
class Lock {
 public:
  // Waits until the lock is free.
  [[nodiscard]] static Result<Lock> wait(const std::filesystem::path& path);
  // ErrorKind::io when somebody else holds it.
  [[nodiscard]] static Result<Lock> attempt(const std::filesystem::path& path);

 private:
  explicit Lock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  Descriptor descriptor_;
};

}  // namespace tare::file
