// Implementation of remembered_digest.hpp.
#include "data/remembered_digest.hpp"

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace tare::data {
namespace {

namespace fs = std::filesystem;

// What changes when a file does, short of somebody setting clocks.
Result<Json> signature_of(const fs::path& file) {
  struct stat found = {};
  if (::stat(file.c_str(), &found) != 0) {
    return fail(ErrorKind::io, fmt::format("cannot look at {}: {}", file.string(), std::strerror(errno)));
  }
  return Json{{"path", file.string()},
              {"bytes", found.st_size},
              {"inode", found.st_ino},
              {"changed_s", found.st_ctim.tv_sec},
              {"changed_ns", found.st_ctim.tv_nsec}};
}

std::optional<std::string> noted_digest(const fs::path& note, const Json& signature) {
  const auto text = file::contents(note);
  if (!text) return std::nullopt;
  const Json parsed = Json::parse(*text, nullptr, false);
  if (!parsed.is_object() || parsed.value("signature", Json()) != signature) return std::nullopt;
  const Json digest = parsed.value("sha256", Json());
  return digest.is_string() ? std::optional(digest.get<std::string>()) : std::nullopt;
}

}  // namespace

Result<std::string> remembered_digest(const fs::path& note_folder, const fs::path& file) {
  std::error_code problem;
  const fs::path absolute = fs::absolute(file, problem).lexically_normal();
  const auto signature = signature_of(absolute);
  if (!signature) return tl::unexpected(signature.error());
  const fs::path note = note_folder / (digest::of_text(absolute.string()) + ".json");
  if (auto known = noted_digest(note, *signature)) return *known;
  auto digest = digest::of_file(absolute);
  if (!digest) return digest;
  fs::create_directories(note_folder, problem);
  // A note that cannot be kept costs time, not truth.
  static_cast<void>(file::write_atomically(note, Json{{"signature", *signature}, {"sha256", *digest}}.dump()));
  return digest;
}

}  // namespace tare::data
