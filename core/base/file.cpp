// Implementation of file.hpp over POSIX calls.
#include "base/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace tare::file {
namespace {

tl::unexpected<Error> fail_io(std::string_view what, const std::filesystem::path& path) {
  return fail(ErrorKind::io, fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

Result<void> write_all(int fd, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return fail_io("write", path);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<Descriptor> lock_descriptor(const std::filesystem::path& path, int operation) {
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!descriptor.is_open()) return fail_io("open", path);
  while (::flock(descriptor.get(), operation) != 0) {
    if (errno != EINTR) return fail_io("lock", path);
  }
  return descriptor;
}

}  // namespace

void Descriptor::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Result<std::string> contents(const std::filesystem::path& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.is_open()) return fail_io("open", path);
  std::string text;
  std::string buffer(1 << 16, '\0');
  while (true) {
    const ssize_t count = ::read(descriptor.get(), buffer.data(), buffer.size());
    if (count == 0) return text;
    if (count < 0) {
      if (errno == EINTR) continue;
      return fail_io("read", path);
    }
    text.append(buffer, 0, static_cast<std::size_t>(count));
  }
}

Result<void> write_atomically(const std::filesystem::path& path, std::string_view text) {
  std::error_code problem;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), problem);
  std::string aside = path.string() + ".XXXXXX";
  Descriptor descriptor(::mkostemp(aside.data(), O_CLOEXEC));
  if (!descriptor.is_open()) return fail_io("create a file beside", path);
  Result<void> written = write_all(descriptor.get(), text, path);
  if (written && ::fchmod(descriptor.get(), 0644) != 0) written = fail_io("set the mode of", path);
  if (written && ::fsync(descriptor.get()) != 0) written = fail_io("sync", path);
  descriptor.reset();
  if (written && ::rename(aside.c_str(), path.c_str()) != 0) written = fail_io("rename into", path);
  if (!written) ::unlink(aside.c_str());
  return written;
}

std::filesystem::path program_folder() {
  std::error_code problem;
  return std::filesystem::read_symlink("/proc/self/exe", problem).parent_path();
}

std::filesystem::path cache_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto own = variable("TARE_CACHE"); !own.empty()) return own;
  if (const auto xdg = variable("XDG_CACHE_HOME"); !xdg.empty()) return xdg / "tare";
  if (const auto home = variable("HOME"); !home.empty()) return home / ".cache" / "tare";
  return std::filesystem::temp_directory_path() / "tare-cache";
}

Result<TemporaryFolder> TemporaryFolder::create(std::string_view prefix) {
  std::string pattern = (std::filesystem::temp_directory_path() / fmt::format("{}.XXXXXX", prefix)).string();
  if (::mkdtemp(pattern.data()) == nullptr) return fail_io("create the folder", pattern);
  return TemporaryFolder(std::filesystem::path(pattern));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<Lock> Lock::wait(const std::filesystem::path& path) {
  return lock_descriptor(path, LOCK_EX).map([](Descriptor descriptor) { return Lock(std::move(descriptor)); });
}

Result<Lock> Lock::attempt(const std::filesystem::path& path) {
  return lock_descriptor(path, LOCK_EX | LOCK_NB).map([](Descriptor descriptor) {
    return Lock(std::move(descriptor));
  });
}

}  // namespace tare::file
