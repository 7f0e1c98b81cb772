// Why a file cannot be used as a plugin: one table of reasons with the sentence and the way out of each.
#pragma once

#include "model/catalog.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tare::catalog {

enum class Reason : std::uint8_t {
  unreadable,
  not_elf,
  other_architecture,
  truncated,
  no_entry,
  wrong_magic,
  newer_major,
  older_major,
  newer_minor,
  missing_symbol,
  missing_library,
  not_loadable,
  incomplete_entry,
  crashed_on_load,
  exited_on_load,
  hung_on_load,
  throws_in_describe,
  name_mismatch,
  bad_description,
  bad_parameter_table,
  duplicate_name,
  track_differs,
  changed_while_running,
  no_worker,
};

[[nodiscard]] std::string_view name_of(Reason reason);
[[nodiscard]] std::optional<Reason> reason_named(std::string_view name);
// "what happened (detail); what to do". Where the worker says all of that itself, what it said stands for the sentence.
[[nodiscard]] model::Refusal refusal(Reason reason, const std::string& path, std::string_view detail = {});
// True when the same file may be usable tomorrow without a change in it: a library or a right was missing.
[[nodiscard]] bool depends_on_surroundings(Reason reason);

}  // namespace tare::catalog
