// Implementation of answer_cache.hpp.
#include "catalog/answer_cache.hpp"

#include "base/digest.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <time.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace tare::catalog {
namespace {

namespace fs = std::filesystem;

// Belongs to every key; counts up when the shape of an entry or the meaning of an answer changes.
constexpr int kFormat = 1;

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

std::int64_t now_ns() {
  timespec now{};
  // The coarse clock is the one that file systems stamp files with.
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return nanoseconds(now);
}

Json to_json(const FileState& state) {
  return {{"device", state.device},
          {"inode", state.inode},
          {"size_bytes", state.size_bytes},
          {"mtime_ns", state.mtime_ns},
          {"ctime_ns", state.ctime_ns}};
}

// What decides whether a library that was missing is found today.
std::string surroundings() {
  const char* variable = std::getenv("LD_LIBRARY_PATH");
  const auto cache = file_state("/etc/ld.so.cache");
  return fmt::format("{}|{}", variable == nullptr ? "" : variable, cache ? cache->mtime_ns : 0);
}

std::optional<Json> read_entry(const fs::path& path) {
  const auto text = file::contents(path);
  if (!text) return std::nullopt;
  Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

std::string text_field(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void write_entry(const fs::path& path, const Json& json) {
  // Another tare may have written it, or the folder may be read-only: both are fine.
  static_cast<void>(file::write_atomically(path, json.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace

Result<FileState> file_state(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return fail(ErrorKind::io, fmt::format("cannot look at {}: {}", path.string(), std::strerror(errno)));
  }
  return FileState{status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim),
                   nanoseconds(status.st_ctim)};
}

fs::path AnswerCache::entry(const std::string& file_digest) const {
  return folder_ / "answers" /
         (digest::of_text(fmt::format("{}\n{}\n{}\n", kFormat, file_digest, worker_digest_)) + ".json");
}

std::optional<Answer> AnswerCache::find(const std::string& file_digest) const {
  const std::optional<Json> json = read_entry(entry(file_digest));
  if (!json || text_field(*json, "file") != file_digest) return std::nullopt;
  if (const auto description = json->find("description"); description != json->end()) {
    auto parsed = wire::description_from_json(*description);
    if (!parsed) return std::nullopt;
    return Answer(std::move(*parsed));
  }
  const std::optional<Reason> reason = reason_named(text_field(*json, "reason"));
  if (!reason) return std::nullopt;
  if (depends_on_surroundings(*reason) && text_field(*json, "surroundings") != surroundings()) return std::nullopt;
  return Answer(Refused{*reason, text_field(*json, "detail")});
}

void AnswerCache::keep(const std::string& file_digest, const Answer& answer) const {
  Json json = {{"file", file_digest}};
  if (const auto* description = std::get_if<wire::Description>(&answer)) {
    json["description"] = wire::to_json(*description);
  } else {
    const Refused& refused = std::get<Refused>(answer);
    if (refused.reason == Reason::no_worker || refused.reason == Reason::changed_while_running) return;
    json["reason"] = name_of(refused.reason);
    json["detail"] = refused.detail;
    json["surroundings"] = surroundings();
  }
  write_entry(entry(file_digest), json);
}

Result<std::string> cached_digest(const fs::path& folder, const fs::path& file) {
  const auto state = file_state(file);
  if (!state) return tl::unexpected(state.error());
  const fs::path path = folder / "files" / (digest::of_text(file.string()) + ".json");
  const std::optional<Json> known = read_entry(path);
  if (known && known->value("state", Json()) == to_json(*state) && text_field(*known, "path") == file.string()) {
    if (std::string digest = text_field(*known, "digest"); digest.size() == 64) return digest;
  }
  auto digest = digest::of_file(file);
  if (!digest) return digest;
  // A file that was written within the last ticks of the clock could change again without a new time stamp.
  constexpr std::int64_t kSettledNs = 50'000'000;
  const auto after = file_state(file);
  const bool is_settled = now_ns() - state->ctime_ns > kSettledNs && now_ns() - state->mtime_ns > kSettledNs;
  if (after && *after == *state && is_settled) {
    write_entry(path, {{"path", file.string()}, {"state", to_json(*state)}, {"digest", *digest}});
  }
  return digest;
}

}  // namespace tare::catalog
