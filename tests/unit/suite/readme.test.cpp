// The page for users is true: its examples load, and it names every key that there is.
#include "base/file.hpp"
#include "catch.hpp"
#include "demo.hpp"
#include "suite/grammar.hpp"
#include "suite/render.hpp"

#include <cstdlib>

namespace tare::suite {
namespace {

std::string page() {
  const char* root = std::getenv("TARE_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  const auto text = file::contents(std::filesystem::path(root) / "suites" / "README.md");
  REQUIRE(text.has_value());
  return *text;
}

std::vector<std::string> examples(const std::string& text) {
  const std::string open = "```toml\n";
  std::vector<std::string> all;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    all.push_back(text.substr(at, text.find("```", at) - at));
  }
  return all;
}

}  // namespace

TEST_CASE("every example of suites/README.md is a suite without problems", "[suite]") {
  const std::vector<std::string> texts = examples(page());
  CHECK(texts.size() >= 6);
  for (const std::string& text : texts) {
    const Files files = {{"/suites/page.toml", text},
                         {"/suites/networks/own.toml", "layers"},
                         {"/suites/quick-parallelism.toml", texts.front()}};
    const Loaded loaded = load_files(files, "page.toml");
    INFO(render(loaded.findings, loaded.texts, false));
    CHECK(loaded.findings.empty());
    CHECK(loaded.set.has_value());
  }
}

TEST_CASE("suites/README.md names every key", "[suite]") {
  const std::string text = page();
  const auto check_named = [&](const auto& keys) {
    for (const std::string_view key : keys) {
      CAPTURE(key);
      const std::string name(key);
      const bool is_named =
          text.find("`" + name) != std::string::npos || text.find("[" + name + "]") != std::string::npos ||
          text.find(name + " =") != std::string::npos || text.find(" " + name + " ") != std::string::npos ||
          text.find("{ " + name) != std::string::npos || text.find(", " + name) != std::string::npos;
      CHECK(is_named);
    }
  };
  check_named(kTopKeys);
  check_named(kSuiteKeys);
  check_named(kMethodKeys);
  check_named(kLimitKeys);
  check_named(kTimingKeys);
  check_named(kRoundsKeys);
  check_named(kDataKeys);
  check_named(kClaimKeys);
  check_named(kExpectKeys);
}

}  // namespace tare::suite
