// Writers that die, that share a store, or whose disk is full: what was committed stays, the rest was never there.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/random.hpp"
#include "catch.hpp"
#include "example.hpp"
#include "mounted.hpp"
#include "raw.hpp"

using namespace tare;
using namespace tare::store;
namespace fs = std::filesystem;

namespace {

constexpr int kLogsPerRun = 20;

// Ends without destructors, as only a forked child may.
[[noreturn]] void write_until_killed(const fs::path& path, int attempt, int progress_fd) {
  Result<Store> store = Store::open(path, Mode::write);
  if (!store) ::_exit(1);
  const auto said = [&](const Result<void>& written, char byte) {
    if (!written || ::write(progress_fd, &byte, 1) != 1) ::_exit(1);
  };
  const std::string prefix = "run " + std::to_string(attempt) + " ";
  for (int count = 0;; ++count) {
    const std::string id = prefix + std::to_string(count);
    Result<Transaction> transaction = store->begin();
    if (!transaction) ::_exit(1);
    said(store->begin_run(example::run(id)), '.');
    said(store->add_case(example::method_case("identity", "hypar")), '.');
    said(store->begin_half(example::half(id, id, "identity", model::Half::answer)), '.');
    for (int i = 0; i < kLogsPerRun; ++i) {
      said(store->add_log(id, {.level = "info", .text = std::string(2000, 'x')}), '.');
    }
    said(transaction->commit(), 'c');
  }
}

// Lets a writer do so many steps, kills it and answers how many commits it had reported.
int commits_before_kill(const fs::path& path, int attempt, std::uint64_t steps) {
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(path, attempt, ends[1]);
  }
  ::close(ends[1]);
  int commits = 0;
  for (char byte = 0; steps > 0 && ::read(ends[0], &byte, 1) == 1; --steps) commits += byte == 'c' ? 1 : 0;
  REQUIRE(::kill(child, SIGKILL) == 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  ::close(ends[0]);
  return commits;
}

}  // namespace

TEST_CASE("a writer killed at 20 random moments leaves whole transactions and a sound file", "[store]") {
  const example::Place place = example::place();
  random::Generator generator(20);
  int commits = 0;
  for (int attempt = 0; attempt < 20; ++attempt) {
    CAPTURE(attempt);
    commits += commits_before_kill(place.path, attempt, 1 + generator.below(300));
    const Store store = example::opened(place.path, Mode::read);
    const auto runs = store.runs();
    REQUIRE(runs.has_value());
    CHECK(runs->size() >= static_cast<std::size_t>(commits));
    for (const RunSummary& run : *runs) CHECK(store.logs(run.run.id)->size() == kLogsPerRun);
  }
  CHECK(raw::text(place.path, "PRAGMA integrity_check") == "ok");
  CHECK(raw::rows(place.path, "PRAGMA foreign_key_check").empty());
  CHECK(commits > 0);
}

TEST_CASE("two processes write one store at once and nothing is lost or doubled", "[store]") {
  const example::Place place = example::place();
  constexpr int kRuns = 60;
  std::vector<pid_t> children;
  for (const char* name : {"a", "b"}) {
    const pid_t child = ::fork();
    if (child == 0) {
      Result<Store> store = Store::open(place.path, Mode::write);
      for (int i = 0; store && i < kRuns; ++i) example::write_run(*store, name + std::to_string(i), i);
      const bool is_done = store.has_value();
      if (store) const Store closed = std::move(*store);
      ::_exit(is_done ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  CHECK(raw::number(place.path, "SELECT count(*) FROM runs WHERE status = 'done'") == 2 * kRuns);
  CHECK(raw::number(place.path, "SELECT count(*) FROM cases") == 3);
  CHECK(raw::number(place.path, "SELECT count(*) FROM run_cases") == 2 * kRuns * 3);
  CHECK(raw::number(place.path, "SELECT count(*) FROM halves") == 2 * kRuns * 5);
  CHECK(raw::number(place.path, "SELECT count(*) FROM samples") == 2 * kRuns * 6);
  CHECK(raw::text(place.path, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("a full disk is an error, keeps what was committed and can be written again after room was made", "[store]") {
  const example::Place place = example::place();
  const fs::path folder = place.folder.path();
  const auto mounted = Mounted::small(folder, 1 << 20);
  if (!mounted) return;
  std::string problem;
  int committed = 0;
  {
    Store store = example::opened(folder / "tare.db", Mode::write);
    example::write_run(store, "run-1");
    while (problem.empty()) {
      Result<Transaction> transaction = store.begin();
      Result<void> written = transaction ? Result<void>() : tl::unexpected<Error>(transaction.error());
      for (int i = 0; i < 10 && written; ++i) {
        written = store.add_log("run-1 dp answer", {.level = "info", .text = std::string(10'000, 'x')});
      }
      if (written) written = transaction->commit();
      if (written) ++committed;
      if (!written) {
        problem = written.error().message;
        CHECK(written.error().kind == ErrorKind::store);
      }
    }
    CHECK_THAT(problem, Catch::Contains("no space is left to write store"));
    CHECK(committed > 0);
    CHECK(store.logs("run-1 dp answer")->size() == static_cast<std::size_t>(10 * committed));
  }
  REQUIRE(mounted->resize(16 << 20));
  {
    Store store = example::opened(folder / "tare.db", Mode::write);
    CHECK(store.logs("run-1 dp answer")->size() == static_cast<std::size_t>(10 * committed));
    example::write_run(store, "run-2");
  }
  CHECK(raw::text(folder / "tare.db", "PRAGMA integrity_check") == "ok");
}

TEST_CASE("a store that cannot be made for lack of room leaves nothing behind", "[store]") {
  const example::Place place = example::place();
  const auto mounted = Mounted::small(place.folder.path(), 16 << 10);
  if (!mounted) return;
  const Result<Store> store = Store::open(place.folder.path() / "tare.db", Mode::write);
  REQUIRE_FALSE(store.has_value());
  CHECK_THAT(store.error().message, Catch::Contains("no space is left"));
  CHECK(fs::is_empty(place.folder.path()));
}
