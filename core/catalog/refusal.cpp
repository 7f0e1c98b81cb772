// Implementation of refusal.hpp.
#include "catalog/refusal.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace tare::catalog {
namespace {

struct Sentence {
  Reason reason;
  std::string_view name;
  std::string_view what;
  std::string_view way_out;
  bool is_said_by_worker = false;  // core/host words the whole sentence, with what it found
};

// In the order of the enumerators; name_of relies on it and a test checks it.
constexpr std::array<Sentence, 24> kSentences = {{
    {Reason::unreadable, "unreadable", "cannot be read", "check the path and its permissions"},
    {Reason::not_elf, "not_elf", "is no shared library (ELF file)",
     "build it as a shared library, or take it out of the plugin folder"},
    {Reason::other_architecture, "other_architecture", "was built for another machine", "rebuild it on this machine"},
    {Reason::truncated, "truncated", "is cut short", "copy or build it again"},
    {Reason::no_entry, "no_entry", "does not export the object `tare_plugin`",
     "add one TARE_PLUGIN line to a source file of it (tare/plugin.hpp), or take it out of the plugin folder", true},
    {Reason::wrong_magic, "wrong_magic", "exports a `tare_plugin` that is not ours",
     "rebuild it with TARE_PLUGIN of this tare's SDK", true},
    {Reason::newer_major, "newer_major", "was built with a newer SDK",
     "rebuild it with this tare's SDK, or update tare", true},
    {Reason::older_major, "older_major", "was built with an older SDK", "rebuild it with this tare's SDK", true},
    {Reason::newer_minor, "newer_minor", "was built with a newer SDK",
     "rebuild it with this tare's SDK, or update tare", true},
    {Reason::missing_symbol, "missing_symbol", "uses a symbol that nothing defines",
     "link the library that defines it; -Wl,-z,defs finds this when the plugin is built", true},
    {Reason::missing_library, "missing_library", "needs a library that was not found",
     "install it, or name its folder in LD_LIBRARY_PATH or in the plugin's run path", true},
    {Reason::not_loadable, "not_loadable", "could not be loaded", "run ldd on it", true},
    {Reason::incomplete_entry, "incomplete_entry", "has an entry with missing fields",
     "rebuild it with this tare's SDK", true},
    {Reason::crashed_on_load, "crashed_on_load", "crashed when it was loaded and asked what it is",
     "look at its static objects and its describe function"},
    {Reason::exited_on_load, "exited_on_load", "ended the process when it was loaded and asked what it is",
     "a plugin must not call exit; look at its static objects"},
    {Reason::hung_on_load, "hung_on_load", "did not answer in time when it was loaded and asked what it is",
     "do work in prepare, not in static objects; TARE_DESCRIBE_TIMEOUT gives it more seconds"},
    {Reason::throws_in_describe, "throws_in_describe", "failed to describe itself", "correct its describe function"},
    {Reason::name_mismatch, "name_mismatch", "has two names",
     "give TARE_PLUGIN the name, track and version that its definition has"},
    {Reason::bad_description, "bad_description", "describes itself in a way that cannot be read",
     "rebuild it with this tare's SDK; core/wire/README.md lists the fields"},
    {Reason::bad_parameter_table, "bad_parameter_table", "describes parameters that contradict themselves",
     "correct the table in its definition"},
    {Reason::duplicate_name, "duplicate_name", "has the name of another plugin",
     "rename one of them, or take one out of the plugin path"},
    {Reason::track_differs, "track_differs", "describes its track otherwise than the other methods do",
     "rebuild it against the same track library"},
    {Reason::changed_while_running, "changed_while_running", "changed after it was described",
     "do not rebuild plugins during a run; start the run again"},
    {Reason::no_worker, "no_worker", "cannot be asked what it is, for tare-worker could not be started",
     "build or install tare-worker beside tare"},
}};

}  // namespace

std::string_view name_of(Reason reason) { return kSentences[static_cast<std::size_t>(reason)].name; }

std::optional<Reason> reason_named(std::string_view name) {
  for (const Sentence& sentence : kSentences) {
    if (sentence.name == name) return sentence.reason;
  }
  return std::nullopt;
}

model::Refusal refusal(Reason reason, const std::string& path, std::string_view detail) {
  const Sentence& sentence = kSentences[static_cast<std::size_t>(reason)];
  if (sentence.is_said_by_worker && !detail.empty()) {
    // The path stands beside the message everywhere.
    if (detail.starts_with(path + " ")) detail.remove_prefix(path.size() + 1);
    return {path, std::string(sentence.name), std::string(detail)};
  }
  std::string message(sentence.what);
  if (!detail.empty()) message += fmt::format(" ({})", detail);
  return {path, std::string(sentence.name), fmt::format("{}; {}", message, sentence.way_out)};
}

bool depends_on_surroundings(Reason reason) {
  return reason == Reason::unreadable || reason == Reason::missing_symbol || reason == Reason::missing_library ||
         reason == Reason::not_loadable || reason == Reason::changed_while_running || reason == Reason::no_worker;
}

}  // namespace tare::catalog
