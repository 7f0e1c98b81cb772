// text: splitting, suggestions, UTF-8 and quantities as people read them.
#include "base/text.hpp"

#include "catch.hpp"

#include <optional>
#include <string>
#include <vector>

using namespace std::string_literals;

TEST_CASE("splitting keeps empty parts", "[base]") {
  CHECK(tare::text::split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(tare::text::split("", ',') == std::vector<std::string>{""});
}

TEST_CASE("a mistyped word finds its neighbour and a strange one finds none", "[base]") {
  const std::vector<std::string> names = {"hypar", "data-parallel", "accpar"};
  CHECK(tare::text::nearest("hypra", names) == "hypar");
  CHECK(tare::text::nearest("data-paralel", names) == "data-parallel");
  CHECK(tare::text::nearest("zebra", names) == std::nullopt);
}

TEST_CASE("broken UTF-8 is found and replaced byte by byte", "[base]") {
  CHECK(tare::text::is_utf8("gr\u00fc\u00df \U0001F600"));
  for (const std::string& broken : {"\xC0\x80"s, "\xED\xA0\x80"s, "\xF5"s, "a\xE2\x82"s}) {
    CAPTURE(broken.size());
    CHECK_FALSE(tare::text::is_utf8(broken));
    CHECK(tare::text::is_utf8(tare::text::to_utf8(broken)));
  }
  CHECK(tare::text::to_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(tare::text::first_columns("gr\u00fcn", 3) == "gr\u00fc");
  CHECK(tare::text::first_columns("ab", 5) == "ab");
}

TEST_CASE("quantities have three significant digits, a prefix and n/a for the undefined", "[base]") {
  struct Row {
    std::optional<double> value;
    std::string unit;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {0.00123, "s", "1.23 ms"},
      {9.999e-7, "s", "1.00 us"},
      {1.6893e10, "bytes", "16.9 GB"},
      {56000, "bytes", "56.0 kB"},
      {12, "bytes", "12 B"},
      {3.391, "", "3.39"},
      {0, "s", "0 s"},
      {0, "", "0"},
      {std::nullopt, "s", "n/a"},
      {-0.0123, "J", "-12.3 mJ"},
      {123456, "", "1.23e+05"},
      {0.0001, "", "1.00e-04"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    CHECK(tare::text::quantity(row.value, row.unit) == row.expected);
  }
}
