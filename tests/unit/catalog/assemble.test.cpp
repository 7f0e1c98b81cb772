// assemble: from answers to a catalogue, with one description a track and one file a name.
#include "catalog/assemble.hpp"

#include "catch.hpp"
#include "described.hpp"

using described::asked;
using described::sound;
using tare::catalog::assemble;

TEST_CASE("methods that agree on their track are all in the catalogue", "[catalog]") {
  const auto catalog = assemble({asked("/a.so", sound("hypar")), asked("/b.so", sound("accpar"))});
  CHECK(catalog.refusals.empty());
  REQUIRE(catalog.track("parallelism") != nullptr);
  REQUIRE(catalog.method("parallelism", "accpar") != nullptr);
  CHECK(catalog.method("parallelism", "accpar")->path == "/b.so");
  CHECK(catalog.method("parallelism", "accpar")->track_digest == catalog.track("parallelism")->digest);
}

TEST_CASE("of two files with one name the earlier in the search order is used", "[catalog]") {
  const auto catalog = assemble({asked("/z.so", sound("hypar")), asked("/a.so", sound("hypar"))});
  CHECK(catalog.method("parallelism", "hypar")->path == "/z.so");
  REQUIRE(catalog.refusals.size() == 1);
  CHECK(catalog.refusals[0].path == "/a.so");
  CHECK(catalog.refusals[0].reason == "duplicate_name");
  CHECK(catalog.refusals[0].message.find("/z.so") != std::string::npos);
}

TEST_CASE("one name in two tracks is no duplicate", "[catalog]") {
  auto other = sound("hypar");
  other.method.track = other.track.name = "storage";
  const auto catalog = assemble({asked("/a.so", sound("hypar")), asked("/b.so", other)});
  CHECK(catalog.refusals.empty());
  CHECK(catalog.methods.size() == 2);
}

TEST_CASE("the track description of the majority counts, whatever the order", "[catalog]") {
  auto odd = sound("odd");
  odd.track.metrics[0].unit = "kB";
  const auto catalog =
      assemble({asked("/odd.so", odd), asked("/a.so", sound("hypar")), asked("/b.so", sound("accpar"))});
  CHECK(catalog.method("parallelism", "odd") == nullptr);
  CHECK(catalog.methods.at("parallelism").size() == 2);
  REQUIRE(catalog.refusals.size() == 1);
  CHECK(catalog.refusals[0].message ==
        "describes its track otherwise than the other methods do (parallelism/odd differs from parallelism/hypar in "
        "metric step_bytes: unit \"kB\" here, \"bytes\" there); rebuild it against the same track library");
}

TEST_CASE("of two track descriptions with one vote each the first counts", "[catalog]") {
  auto odd = sound("odd");
  odd.track.summary = "otherwise";
  const auto catalog = assemble({asked("/odd.so", odd), asked("/a.so", sound("hypar"))});
  CHECK(catalog.method("parallelism", "odd") != nullptr);
  CHECK(catalog.method("parallelism", "hypar") == nullptr);
}

TEST_CASE("a method that names another track than its description is refused", "[catalog]") {
  auto torn = sound("torn");
  torn.method.track = "storage";
  const auto catalog = assemble({asked("/a.so", torn)});
  CHECK(catalog.tracks.empty());
  REQUIRE(catalog.refusals.size() == 1);
  CHECK(catalog.refusals[0].reason == "name_mismatch");
}

TEST_CASE("a refused answer is passed on with its detail", "[catalog]") {
  const auto catalog =
      assemble({asked("/a.so", tare::catalog::Refused{tare::catalog::Reason::crashed_on_load, "signal 6"})});
  REQUIRE(catalog.refusals.size() == 1);
  CHECK(catalog.refusals[0].message.starts_with("crashed when it was loaded and asked what it is (signal 6); "));
}

TEST_CASE("every reason has its own name and sentence", "[catalog]") {
  std::vector<std::string> messages;
  for (int i = 0; i <= static_cast<int>(tare::catalog::Reason::no_worker); ++i) {
    const auto reason = static_cast<tare::catalog::Reason>(i);
    CAPTURE(i);
    CHECK(tare::catalog::reason_named(tare::catalog::name_of(reason)) == reason);
    messages.push_back(tare::catalog::refusal(reason, "/a.so").message);
    CHECK(std::count(messages.begin(), messages.end(), messages.back()) <= 2);
    CHECK(messages.back().find("; ") != std::string::npos);
  }
}
