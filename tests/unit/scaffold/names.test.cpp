// names: which names a method or track may have, and the forms that one name takes.
#include "scaffold/names.hpp"

#include "catch.hpp"

TEST_CASE("a name takes the forms that files, classes and macros need", "[scaffold]") {
  CHECK(tare::scaffold::snake_case("one-weird-trick") == "one_weird_trick");
  CHECK(tare::scaffold::camel_case("one-weird-trick2") == "OneWeirdTrick2");
  CHECK(tare::scaffold::upper_snake_case("hyper-x") == "HYPER_X");
}

TEST_CASE("names that no target, folder or namespace can have are refused", "[scaffold]") {
  for (const char* good : {"a", "hypar", "one-weird-trick", "qr2"}) {
    CAPTURE(good);
    CHECK(tare::scaffold::check_name("method", good).has_value());
  }
  for (const char* bad : {"", "-a", "a-", "a--b", "A", "a_b", "2a", "a b", "a/b", "..", "a.b",
                          "gr\xC3\xBC"
                          "n",
                          "test", "all", "problem", "template", "switch", "tare"}) {
    CAPTURE(bad);
    const auto checked = tare::scaffold::check_name("method", bad);
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().kind == tare::ErrorKind::usage);
  }
  CHECK_FALSE(tare::scaffold::check_name("method", std::string(61, 'a')).has_value());
}
