// Implementation of descendants.hpp. /proc/PID/task/TID/children lists children directly where the kernel offers it
// (CONFIG_PROC_CHILDREN); elsewhere the parent of every process is read.
#include "measure/descendants.hpp"

#include <fmt/format.h>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>

namespace tare::measure {
namespace {

// Small files of /proc in one read; empty when the process is gone.
std::string small_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  std::array<char, 4096> buffer{};
  std::string text;
  for (ssize_t count = 0; (count = ::read(fd, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  ::close(fd);
  return text;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// The entries of a folder of /proc whose names are numbers.
std::vector<pid_t> numbered(const std::string& path) {
  std::vector<pid_t> numbers;
  const std::unique_ptr<DIR, CloseFolder> folder(::opendir(path.c_str()));
  if (folder == nullptr) return numbers;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9') numbers.push_back(std::atoi(entry->d_name));
  }
  return numbers;
}

void add_listed_children(pid_t process, std::vector<pid_t>& found) {
  for (const pid_t thread : numbered(fmt::format("/proc/{}/task", process))) {
    const std::string text = small_file(fmt::format("/proc/{}/task/{}/children", process, thread));
    const char* at = text.c_str();
    while (*at != '\0') {
      char* end = nullptr;
      const long child = std::strtol(at, &end, 10);
      if (end == at) break;
      found.push_back(static_cast<pid_t>(child));
      at = end;
    }
  }
}

// The parent stands after the closing parenthesis of the name, which may hold anything (proc(5), /proc/pid/stat).
pid_t parent_of(pid_t process) {
  const std::string text = small_file(fmt::format("/proc/{}/stat", process));
  const std::size_t end = text.rfind(')');
  if (end == std::string::npos || end + 4 > text.size()) return 0;
  return static_cast<pid_t>(std::strtol(text.c_str() + end + 4, nullptr, 10));
}

// The process id that the kernel gave out last: the fifth field of /proc/loadavg (proc(5)). -1 where it is not told.
long last_process_id() {
  const std::string text = small_file("/proc/loadavg");
  const std::size_t begin = text.rfind(' ');
  return begin == std::string::npos ? -1 : std::strtol(text.c_str() + begin, nullptr, 10);
}

bool lists_children() {
  static const bool does = ::access(fmt::format("/proc/self/task/{}/children", ::getpid()).c_str(), R_OK) == 0;
  return does;
}

}  // namespace

std::vector<pid_t> descendants(pid_t root) {
  std::vector<pid_t> found;
  if (lists_children()) {
    add_listed_children(root, found);
    for (std::size_t i = 0; i < found.size(); ++i) add_listed_children(pid_t{found[i]}, found);
    return found;
  }
  std::multimap<pid_t, pid_t> children;
  for (const pid_t process : numbered("/proc")) children.emplace(parent_of(process), process);
  const auto add = [&](pid_t parent) {
    const auto [begin, end] = children.equal_range(parent);
    for (auto child = begin; child != end; ++child) found.push_back(child->second);
  };
  add(root);
  for (std::size_t i = 0; i < found.size(); ++i) add(found[i]);
  return found;
}

std::int64_t resident_bytes(pid_t process) {
  const std::string text = small_file(fmt::format("/proc/{}/statm", process));
  const std::size_t second = text.find(' ');
  if (second == std::string::npos) return 0;
  static const long page_bytes = ::sysconf(_SC_PAGESIZE);
  return std::strtoll(text.c_str() + second, nullptr, 10) * page_bytes;
}

std::int64_t Family::resident_sum_bytes() {
  // Now and then without a sign too: a pass can miss a process whose parent ends while it is under way, and some
  // containers keep /proc/loadavg still.
  constexpr int kMaxPolls = 10;
  const long last = last_process_id();
  if (last < 0 || last != last_process_id_ || ++polls_since_pass_ >= kMaxPolls) {
    members_ = descendants(root_);
    last_process_id_ = last;
    polls_since_pass_ = 0;
  }
  std::int64_t sum = 0;
  for (const pid_t member : members_) sum += resident_bytes(member);
  return sum;
}

}  // namespace tare::measure
