// The cache of answers: what is asked again, what is not, and that a broken entry only costs time.
#include "built.hpp"
#include "catalog/answer_cache.hpp"
#include "catalog/catalog.hpp"
#include "described.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using tare::catalog::AnswerCache;

namespace {

const std::string kDigest(64, 'a');

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

void write(const fs::path& path, std::string_view text) {
  REQUIRE(tare::file::write_atomically(path, text).has_value());
}

// How often the fixture `counted` was loaded while `act` ran.
class LoadCounter {
 public:
  explicit LoadCounter(const fs::path& folder) : path_(folder / "count") {
    ::setenv("TARE_FIXTURE_COUNT", path_.c_str(), 1);
  }
  ~LoadCounter() { ::unsetenv("TARE_FIXTURE_COUNT"); }
  LoadCounter(const LoadCounter&) = delete;
  LoadCounter& operator=(const LoadCounter&) = delete;
  [[nodiscard]] std::size_t count() const { return tare::file::contents(path_).value_or("").size(); }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("an answer is found again by the file's digest and the same worker only", "[catalog]") {
  const auto scratch = built::scratch();
  const AnswerCache cache(scratch.path(), "worker-1");
  CHECK_FALSE(cache.find(kDigest).has_value());
  cache.keep(kDigest, described::sound("hypar"));
  const auto found = cache.find(kDigest);
  REQUIRE(found.has_value());
  CHECK(tare::wire::to_json(std::get<tare::wire::Description>(*found)) ==
        tare::wire::to_json(described::sound("hypar")));
  CHECK_FALSE(cache.find(std::string(64, 'b')).has_value());
  CHECK_FALSE(AnswerCache(scratch.path(), "worker-2").find(kDigest).has_value());
}

TEST_CASE("a refusal is kept with its detail, but not one that the file is not to blame for", "[catalog]") {
  const auto scratch = built::scratch();
  const AnswerCache cache(scratch.path(), "worker-1");
  cache.keep(kDigest, tare::catalog::Refused{tare::catalog::Reason::crashed_on_load, "signal 11"});
  const auto found = cache.find(kDigest);
  REQUIRE(found.has_value());
  CHECK(std::get<tare::catalog::Refused>(*found).detail == "signal 11");
  const std::string other(64, 'c');
  cache.keep(other, tare::catalog::Refused{tare::catalog::Reason::no_worker, ""});
  CHECK_FALSE(cache.find(other).has_value());
}

TEST_CASE("a missing library is asked for again when LD_LIBRARY_PATH changes", "[catalog]") {
  const auto scratch = built::scratch();
  const AnswerCache cache(scratch.path(), "worker-1");
  cache.keep(kDigest, tare::catalog::Refused{tare::catalog::Reason::missing_library, "libx.so"});
  CHECK(cache.find(kDigest).has_value());
  const char* before = std::getenv("LD_LIBRARY_PATH");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("LD_LIBRARY_PATH", scratch.path().c_str(), 1);
  CHECK_FALSE(cache.find(kDigest).has_value());
  if (before == nullptr) ::unsetenv("LD_LIBRARY_PATH");
  if (before != nullptr) ::setenv("LD_LIBRARY_PATH", kept.c_str(), 1);
}

TEST_CASE("an entry that was cut, emptied or swapped counts as absent", "[catalog]") {
  const auto scratch = built::scratch();
  const AnswerCache cache(scratch.path(), "worker-1");
  for (const std::string& broken : {std::string(), std::string("{\"file\":"), std::string("[]"), std::string("{}"),
                                    R"({"file":")" + kDigest + R"(","description":{"method":7}})",
                                    R"({"file":")" + std::string(64, 'd') + R"(","reason":"not_elf"})"}) {
    CAPTURE(broken);
    cache.keep(kDigest, described::sound());
    REQUIRE(cache.find(kDigest).has_value());
    for (const fs::path& file : files_below(scratch.path())) write(file, broken);
    CHECK_FALSE(cache.find(kDigest).has_value());
  }
}

TEST_CASE("a file that changes without a change of size or time stamp has a new digest", "[catalog]") {
  const auto scratch = built::scratch();
  const fs::path file = scratch.path() / "a.so";
  write(file, "one");
  struct stat before {};
  REQUIRE(::stat(file.c_str(), &before) == 0);
  const auto first = tare::catalog::cached_digest(scratch.path() / "cache", file);
  write(file, "two");
  const timespec times[2] = {before.st_atim, before.st_mtim};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
  const auto second = tare::catalog::cached_digest(scratch.path() / "cache", file);
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(*first != *second);
}

TEST_CASE("a plugin is loaded once for all loads of the catalogue, and again when it changes", "[catalog]") {
  const auto scratch = built::scratch();
  const LoadCounter counter(scratch.path());
  const fs::path plugin = scratch.path() / "plugins" / "counted.so";
  fs::create_directories(plugin.parent_path());
  fs::copy_file(built::fixture("counted"), plugin);
  auto options = built::options(scratch.path() / "cache");
  options.plugin_path = {plugin.parent_path()};
  for (int i = 0; i < 3; ++i) REQUIRE(tare::catalog::load(options)->method("refused", "counted") != nullptr);
  CHECK(counter.count() == 1);
  // What follows the sections of an ELF file is no part of the library, but of the file.
  auto bytes = tare::file::contents(plugin);
  write(plugin, *bytes + "x");
  REQUIRE(tare::catalog::load(options)->method("refused", "counted") != nullptr);
  CHECK(counter.count() == 2);
}

TEST_CASE("a cache that cannot be written only makes every load ask again", "[catalog]") {
  const auto scratch = built::scratch();
  write(scratch.path() / "file", "");
  auto options = built::options(scratch.path() / "file" / "cache");
  options.plugin_path = {built::fixture("usable")};
  CHECK(tare::catalog::load(options)->method("refused", "usable") != nullptr);
}

TEST_CASE("catalogues loaded at once in one cache agree", "[catalog]") {
  const auto scratch = built::scratch();
  auto options = built::options(scratch.path() / "cache");
  options.plugin_path = {built::fixture("usable"), built::fixture("another_usable")};
  std::vector<std::size_t> counts(4);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& count : counts) {
      threads.emplace_back([&count, &options] {
        const auto catalog = tare::catalog::load(options);
        count = catalog && catalog->methods.contains("refused") ? catalog->methods.at("refused").size() : 0;
      });
    }
  }
  CHECK(counts == std::vector<std::size_t>(4, 2));
}
