// Entry objects that do not fit are refused with a reason each; one that fits is opened.
#include "host/plugin_file.hpp"
#include "catch.hpp"

#include <cstdlib>

using namespace tare;

namespace {

std::string fixture(const std::string& name) {
  const char* root = std::getenv("TARE_BUILD_ROOT");
  REQUIRE(root != nullptr);
  return std::string(root) + "/tests/fixtures/plugins/" + name;
}

}  // namespace

TEST_CASE("a plugin is opened and its entry can be read", "[host]") {
  const auto entry = host::open_plugin(fixture("noop.so"));
  REQUIRE(entry.has_value());
  CHECK(std::string((*entry)->name) == "noop");
  CHECK(std::string((*entry)->track) == "fixture");
  CHECK((*entry)->struct_size == sizeof(tare_plugin_entry));
}

TEST_CASE("a file that is no library cannot be loaded, and a message names it", "[host]") {
  for (const char* path : {"/nonexistent/plugin.so", "/etc/passwd", "/proc/self/exe"}) {
    CAPTURE(path);
    const auto entry = host::open_plugin(path);
    REQUIRE_FALSE(entry.has_value());
    CHECK(entry.error().kind == ErrorKind::plugin);
    CHECK_FALSE(entry.error().reason.empty());
    CHECK(entry.error().message.find(path) != std::string::npos);
  }
}

TEST_CASE("every field of the entry that does not fit has its own reason", "[host]") {
  const auto opened = host::open_plugin(fixture("noop.so"));
  REQUIRE(opened.has_value());
  struct Row {
    const char* reason;
    void (*spoil)(tare_plugin_entry&);
  };
  const Row rows[] = {
      {"wrong_magic", [](tare_plugin_entry& entry) { entry.magic = 0; }},
      {"newer_major", [](tare_plugin_entry& entry) { entry.abi_major = TARE_ABI_MAJOR + 1; }},
      {"older_major", [](tare_plugin_entry& entry) { entry.abi_major = TARE_ABI_MAJOR - 1; }},
      {"newer_minor", [](tare_plugin_entry& entry) { entry.abi_minor = TARE_ABI_MINOR + 1; }},
      {"incomplete_entry", [](tare_plugin_entry& entry) { entry.struct_size = 16; }},
      {"incomplete_entry", [](tare_plugin_entry& entry) { entry.name = nullptr; }},
      {"incomplete_entry", [](tare_plugin_entry& entry) { entry.run = nullptr; }},
      {"incomplete_entry", [](tare_plugin_entry& entry) { entry.make_ingredient = nullptr; }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.reason);
    tare_plugin_entry entry = **opened;
    row.spoil(entry);
    const auto checked = host::check_entry(entry, "a.so");
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().reason == row.reason);
  }
  CHECK(host::check_entry(**opened, "a.so").has_value());
}

TEST_CASE("an entry of a later minor with fields at its end is accepted once the host knows that minor", "[host]") {
  const auto opened = host::open_plugin(fixture("noop.so"));
  REQUIRE(opened.has_value());
  tare_plugin_entry entry = **opened;
  entry.struct_size += 64;
  CHECK(host::check_entry(entry, "a.so").has_value());
}
