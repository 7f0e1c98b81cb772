// The layout of the C boundary. Plugins built last year rely on it: fields are only ever appended.
#include "tare/abi.h"
#include "catch.hpp"
#include "golden.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace {

#define TARE_FIELD(type, field) fmt::format("{}.{} {} {}\n", #type, #field, offsetof(type, field), sizeof(type::field))

std::string layout() {
  std::string text = fmt::format("magic {:#x}\nversion {}.{}\n", TARE_ABI_MAGIC, TARE_ABI_MAJOR, TARE_ABI_MINOR);
  text += fmt::format("tare_status {} {} {} {} {} {} {}\n", int{TARE_OK}, int{TARE_FAILED}, int{TARE_WRONG_ANSWER},
                      int{TARE_OUT_OF_MEMORY}, int{TARE_UNSUPPORTED}, int{TARE_CANCELLED}, int{TARE_BAD_CALL});
  text += TARE_FIELD(tare_host, struct_size) + TARE_FIELD(tare_host, context) + TARE_FIELD(tare_host, event) +
          TARE_FIELD(tare_host, fail) + TARE_FIELD(tare_host, cancelled) + TARE_FIELD(tare_host, answer);
  text += TARE_FIELD(tare_plugin_entry, magic) + TARE_FIELD(tare_plugin_entry, struct_size) +
          TARE_FIELD(tare_plugin_entry, abi_major) + TARE_FIELD(tare_plugin_entry, abi_minor) +
          TARE_FIELD(tare_plugin_entry, reserved) + TARE_FIELD(tare_plugin_entry, name) +
          TARE_FIELD(tare_plugin_entry, track) + TARE_FIELD(tare_plugin_entry, version) +
          TARE_FIELD(tare_plugin_entry, summary) + TARE_FIELD(tare_plugin_entry, build) +
          TARE_FIELD(tare_plugin_entry, describe) + TARE_FIELD(tare_plugin_entry, open) +
          TARE_FIELD(tare_plugin_entry, prepare) + TARE_FIELD(tare_plugin_entry, operations) +
          TARE_FIELD(tare_plugin_entry, run) + TARE_FIELD(tare_plugin_entry, evaluate) +
          TARE_FIELD(tare_plugin_entry, close) + TARE_FIELD(tare_plugin_entry, make_ingredient);
  text +=
      fmt::format("sizeof tare_host {}\nsizeof tare_plugin_entry {}\n", sizeof(tare_host), sizeof(tare_plugin_entry));
  return text;
}

}  // namespace

TEST_CASE("fields of the C boundary keep their order and offsets", "[abi]") {
  tare::golden::check("abi.txt", layout());
}
