// The page as a whole: harmless and well-formed whatever the texts are, complete without JavaScript.
#include "report/page.hpp"

#include "catch.hpp"
#include "example.hpp"
#include "markup_check.hpp"

#include <array>
#include <string>

using namespace tare::report;

namespace {

// The page's data block, as it stands between its tags.
std::string data_block(const std::string& page) {
  const std::string begin = "id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return page.substr(at, page.find("</script>", at) - at);
}

}  // namespace

TEST_CASE("a page is well-formed and refers to nothing outside", "[report]") {
  const std::string made = page(example());
  CHECK(first_flaw(made) == "");
  CHECK(made.find("http://") == std::string::npos);
  CHECK(made.find("https://") == std::string::npos);
}

TEST_CASE("hostile texts stay texts on the page", "[report]") {
  const std::array texts = {
      std::string("<script>alert(1)</script>"),
      std::string("</script></style></title><img src=x onerror=alert(1)>"),
      std::string("\"' onmouseover=\"alert(1)\" x='"),
      std::string("]]>--><!-- {{script}} {{data}} @SCRIPT@ &lt;"),
      std::string("\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D right to left"),
      std::string("bad \xFF\xFE utf-8 \x01\x1B[31m red \xEF\xBF\xBF"),
      std::string("nul \0 inside", 12),
      std::string(10'000, 'x'),
      std::string(),
  };
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 60));
    const std::string made = page(hostile(text));
    CHECK(first_flaw(made) == "");
    CHECK(made.find("<script>alert") == std::string::npos);
    CHECK(made.find("<img") == std::string::npos);
    CHECK(data_block(made).find('<') == std::string::npos);
    CHECK(made.size() < 2'000'000);
  }
}

TEST_CASE("the first screen names question, answer, claims, outcomes, machine and time", "[report]") {
  const std::string made = page(example());
  const std::string first = made.substr(0, made.find("id=\"suite-0\""));
  for (const char* part : {"Does halving help?", "halving 1.41×", "not reproduced", "halving moves half the bytes",
                           "wrong answer", "host", "2026-12-01T05:27:40Z"}) {
    CAPTURE(part);
    CHECK(first.find(part) != std::string::npos);
  }
}

TEST_CASE("failures come with their last output, queries with their table", "[report]") {
  const std::string made = page(example());
  CHECK(made.find("<code>hello\nworld</code>") != std::string::npos);
  CHECK(made.find("name = &#39;step_bytes&#39;") != std::string::npos);
}

TEST_CASE("undefined is n/a and never 0", "[report]") {
  Data data = example();
  data.suites[0].tables[0].comparisons[3].method_value = {};
  const std::string made = page(data);
  CHECK(made.find("<td class=\"number\">n/a</td>") != std::string::npos);
  CHECK(made.find("nan") == std::string::npos);
}

TEST_CASE("a report without suites is still a page", "[report]") { CHECK(first_flaw(page(Data{})) == ""); }

TEST_CASE("long lists are in the data and endless ones are not", "[report]") {
  const std::string listed = page(large(100));
  CHECK(data_block(listed).find("\"0.0\"") != std::string::npos);
  CHECK(first_flaw(listed) == "");
  Data data = large(100);
  std::vector<Comparison>& comparisons = data.suites[0].tables[0].comparisons;
  comparisons.resize(20'001, comparisons.front());
  const std::string endless = page(data);
  CHECK(data_block(endless).find("\"0.0\"") == std::string::npos);
  CHECK(endless.find("tare report --format csv") != std::string::npos);
  CHECK(endless.size() < 1'000'000);
}
