// Getters answer what was declared, and a mistake of the plugin's author is told by name.
#include "tare/params.hpp"
#include "catch.hpp"

using namespace tare;

TEST_CASE("values come back as what they are", "[params]") {
  const Params params({{"flag", true}, {"count", std::int64_t{7}}, {"ratio", 0.5}, {"word", std::string("a")}});
  CHECK(params.boolean("flag").value() == true);
  CHECK(params.integer("count").value() == 7);
  CHECK(params.real("ratio").value() == 0.5);
  CHECK(params.real("count").value() == 7.0);
  CHECK(params.text("word").value() == "a");
}

TEST_CASE("a value that was never declared, or with another type, is an error that names it", "[params]") {
  const Params params({{"count", std::int64_t{7}}, {"flag", true}});
  const Result<std::int64_t> missing = params.integer("counts");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message.find("'counts'") != std::string::npos);
  CHECK_FALSE(params.text("count").has_value());
  CHECK_FALSE(params.boolean("count").has_value());
  CHECK_FALSE(params.integer("flag").has_value());
  CHECK_FALSE(params.real("flag").has_value());
}
