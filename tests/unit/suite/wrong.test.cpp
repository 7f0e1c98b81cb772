// Every mistake is reported, at its place, with a way out; golden files show how.
#include "demo.hpp"
#include "wrong_suites.hpp"

#include "catch.hpp"
#include "golden.hpp"
#include "suite/render.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tare::suite {
namespace {

std::vector<WrongGroup> all_groups() {
  std::vector<WrongGroup> all = wrong_files_and_values();
  for (const auto& more : {wrong_tables(), wrong_claims()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

// "a key twice" is kept in a-key-twice.txt.
std::string file_name(std::string name) {
  std::erase_if(name, [](char c) { return std::string_view("[],").find(c) != std::string_view::npos; });
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

}  // namespace

TEST_CASE("each wrong suite says what is wrong and what to do", "[suite]") {
  for (const WrongGroup& group : all_groups()) {
    for (const WrongSuite& wrong : group.suites) {
      golden::check(fmt::format("suites/{}/{}.txt", group.name, file_name(wrong.name)), rendered(wrong.text));
    }
  }
}

TEST_CASE("a wrong suite never becomes a set, except that warnings do not stop it", "[suite]") {
  int count = 0;
  for (const WrongGroup& group : all_groups()) {
    for (const WrongSuite& wrong : group.suites) {
      CAPTURE(wrong.name);
      const Loaded loaded = load_text(wrong.text);
      CHECK_FALSE(loaded.findings.empty());
      CHECK(loaded.set.has_value() == !has_error(loaded.findings));
      ++count;
    }
  }
  CHECK(count >= 60);
}

TEST_CASE("all mistakes of a suite are reported at once, by place", "[suite]") {
  const Loaded loaded = load_text(
      std::string("seeds = [-1]\n[suite]\nname = \"s\"\ntrack = \"demo\"\n[workload]\nbatch = 0\nlevles = 3\n") +
      kMethods + "[timing]\ninterval = 3\n[[claim]]\nid = \"x\"\n");
  std::vector<int> lines;
  for (const Finding& finding : loaded.findings) lines.push_back(finding.line);
  CHECK(lines == std::vector<int>{1, 6, 7, 14, 15, 15});
}

TEST_CASE("included files' mistakes are reported in them, and a missing one where it is named", "[suite]") {
  const std::string good = std::string(kHead) + kMethods;
  const Files files = {{"/suites/all.toml", "include = [\"sub/bad.toml\", \"gone.toml\"]\n"},
                       {"/suites/sub/bad.toml", good + "[limits]\ntime = 3\n"}};
  const Loaded loaded = load_files(files, "all.toml");
  golden::check("suites/includes.txt", render(loaded.findings, loaded.texts, false));
}

TEST_CASE("include mistakes: cycles, two suites of one name, tables without effect", "[suite]") {
  const std::string good = std::string(kHead) + kMethods;
  const Files files = {{"/suites/self.toml", "include = [\"self.toml\"]\n"},
                       {"/suites/a.toml", "include = [\"b.toml\"]\n"},
                       {"/suites/b.toml", "include = [\"a.toml\"]\n"},
                       {"/suites/one.toml", good},
                       {"/suites/two.toml", good},
                       {"/suites/both.toml", "include = [\"one.toml\", \"two.toml\"]\n"},
                       {"/suites/idle.toml", "include = [\"one.toml\"]\n[limits]\ntime = \"1 s\"\n"}};
  std::string said;
  for (const char* name : {"self.toml", "a.toml", "both.toml", "idle.toml", "missing.toml"}) {
    const Loaded loaded = load_files(files, name);
    CHECK_FALSE(loaded.set.has_value());
    said += fmt::format("# {}\n{}\n", name, render(loaded.findings, loaded.texts, false));
  }
  golden::check("suites/include-mistakes.txt", said);
}

}  // namespace tare::suite
