// file and digest: whole files are replaced, locks exclude, digests are SHA-256.
#include "base/file.hpp"

#include "base/digest.hpp"
#include "catch.hpp"

TEST_CASE("a file is written whole and read back", "[base]") {
  const auto folder = tare::file::TemporaryFolder::create("tare-test");
  REQUIRE(folder.has_value());
  const auto path = folder->path() / "a" / "b.txt";
  REQUIRE(tare::file::write_atomically(path, "one").has_value());
  REQUIRE(tare::file::write_atomically(path, "two").has_value());
  CHECK(tare::file::contents(path).value() == "two");
  CHECK(tare::digest::of_file(path).value() == tare::digest::of_text("two"));
  CHECK_FALSE(tare::file::contents(folder->path() / "none").has_value());
}

TEST_CASE("a lock is refused while another holds it", "[base]") {
  const auto folder = tare::file::TemporaryFolder::create("tare-test");
  REQUIRE(folder.has_value());
  const auto path = folder->path() / "lock";
  {
    const auto held = tare::file::Lock::attempt(path);
    REQUIRE(held.has_value());
    CHECK_FALSE(tare::file::Lock::attempt(path).has_value());
  }
  CHECK(tare::file::Lock::attempt(path).has_value());
}

TEST_CASE("the digest of abc is the published one", "[base]") {
  // FIPS 180-4 example.
  CHECK(tare::digest::of_text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
