// How findings look, and that nothing that a file holds can break the reader or the terminal.
#include "suite/render.hpp"

#include "base/random.hpp"
#include "base/text.hpp"
#include "catch.hpp"
#include "demo.hpp"

namespace tare::suite {
namespace {

Finding at(int line, int column, int length) { return {"a.toml", line, column, length, "wrong", "do better"}; }

std::string marks_of(const std::string& line, int column, int length) {
  const std::string text = render({at(1, column, length)}, {{"a.toml", line}}, false);
  const std::vector<std::string> lines = text::split(text, '\n');
  return lines.at(2).substr(8);
}

}  // namespace

TEST_CASE("a finding shows its place, line, caret and hint", "[suite]") {
  const std::string text = render({at(2, 5, 3)}, {{"a.toml", "one\ntwo wrd\n"}}, false);
  CHECK(text ==
        "a.toml:2:5: error: wrong\n"
        "    2 | two wrd\n"
        "      |     ^~~\n"
        "        do better\n");
}

TEST_CASE("colour only adds escape sequences", "[suite]") {
  const Texts texts = {{"a.toml", "one\n"}};
  const std::string painted = render({at(1, 1, 3)}, texts, true);
  std::string plain;
  for (std::size_t i = 0; i < painted.size(); ++i) {
    if (painted[i] == '\x1b') {
      i = painted.find('m', i);
    } else {
      plain += painted[i];
    }
  }
  CHECK(painted != plain);
  CHECK(plain == render({at(1, 1, 3)}, texts, false));
}

TEST_CASE("carets stand below tabs, accents, wide letters and the end of the line", "[suite]") {
  CHECK(marks_of("\tx = 1", 2, 1) == "    ^");
  CHECK(marks_of("é = x", 5, 1) == "    ^");
  CHECK(marks_of("网络 = x", 6, 1) == "       ^");
  CHECK(marks_of("a = 网络", 5, 2) == "    ^~~~");
  CHECK(marks_of("abc", 4, 1) == "   ^");
  CHECK(marks_of("abc", 99, 9) == "   ^");
}

TEST_CASE("a long line is cut around the place", "[suite]") {
  const std::string line(100000, 'x');
  const std::string text = render({at(1, 50000, 5)}, {{"a.toml", line}}, false);
  CHECK(text.size() < 500);
  CHECK(text.find("...xxx") != std::string::npos);
  CHECK(text.find("^~~~~") != std::string::npos);
}

TEST_CASE("control characters of a file do not reach the terminal", "[suite]") {
  const std::string text =
      rendered("[suite]\nname = \"\\u001b[2J\"\ntrack = \"a\\u001b]0;x\\u0007\"\n[[method]]\nname = \"\\u202egnp\"\n");
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\x07') == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
}

TEST_CASE("findings as JSON have all fields", "[suite]") {
  const Json list = to_json({at(2, 5, 3)});
  CHECK(
      list.dump() ==
      R"([{"column":5,"file":"a.toml","hint":"do better","length":3,"line":2,"message":"wrong","severity":"error"}])");
}

TEST_CASE("no damage to a suite's bytes breaks reading or rendering", "[suite]") {
  const std::string whole =
      std::string("include = [\"b.toml\"]\nseeds = [1, 2]\n") + kHead +
      "[matrix]\nnetwork = [\"lenet\", \"vgg-a\"]\nlatency = [\"1 ms\"]\n[zip]\nbatch = [1, 2]\nlevels = [3, 4]\n"
      "[[exclude]]\nbatch = 1\n" +
      kMethods +
      "[timing]\nrounds = { min = 8, max = 9 }\n[limits]\ntime = \"5 min\"\n"
      "[[claim]]\nid = \"c\"\nmetric = \"step_bytes\"\nexpect = { about = 3, within = \"3 %\" }\n"
      "each = [{ batch = 1, about = 2 }]\n";
  const std::uint64_t seed = 20261201;
  INFO("seed " << seed);
  random::Generator generator(seed);
  constexpr std::string_view kPieces = "[]{}=\"'.,\n\t #\\\xFF\xC3\x00[[9e-_";
  for (int round = 0; round < 2000; ++round) {
    std::string text = whole;
    const std::uint64_t edits = 1 + generator.below(4);
    for (std::uint64_t edit = 0; edit < edits && !text.empty(); ++edit) {
      const auto where = static_cast<std::size_t>(generator.below(text.size()));
      const auto length = static_cast<std::size_t>(generator.below(1 + generator.below(20)));
      switch (generator.below(4)) {
        case 0:
          text.erase(where, length);
          break;
        case 1:
          text[where] = static_cast<char>(generator.below(256));
          break;
        case 2:
          text.insert(where, 1, kPieces[static_cast<std::size_t>(generator.below(kPieces.size()))]);
          break;
        default:
          text.insert(where, text.substr(static_cast<std::size_t>(generator.below(text.size())), length));
          break;
      }
    }
    const Loaded loaded = load_files({{"/suites/a.toml", text}}, "a.toml");
    const std::string said = render(loaded.findings, loaded.texts, false);
    // The included file is missing: something is always said, and always as UTF-8.
    if (said.empty() != loaded.findings.empty() || !text::is_utf8(said)) {
      CAPTURE(round, text);
      FAIL("damaged suite was rendered badly");
    }
    static_cast<void>(to_json(loaded.findings).dump());
  }
}

}  // namespace tare::suite
