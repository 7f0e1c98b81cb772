// What can go wrong, as a value: a kind, one sentence and the context added on the way up.
// Shared by core and plugins. Knows no exit codes and prints nothing.
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tare {

// The first group stops a run or a command and becomes an exit code; the second belongs to one case and becomes a row.
enum class ErrorKind : std::uint8_t {
  usage,          // the command line
  suite,          // a suite file
  plugin,         // a file that cannot be used as a plugin
  data,           // a data set that is missing or not what it should be
  store,          // the results file
  io,             // any other file, descriptor or process
  internal,       // a promise of our own code
  failed,         // the method could not answer
  wrong_answer,   // the answer check failed
  out_of_memory,  // an allocation failed or a limit was passed
  unsupported,    // the method cannot do this case
  cancelled,      // somebody asked to stop
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  // What happened, where, what was expected, what to do: lower case, no full stop, so that it can be continued.
  std::string message;
  // A snake_case refinement from the track's table, e.g. "no_device"; empty when there is none.
  std::string reason = {};
};

template <typename T>
using Result = tl::expected<T, Error>;

// An error ready to be returned from a function that answers a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string reason = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(message), std::move(reason)});
}

// The same error with where it happened in front: "while loading a.toml: line 3: ...".
[[nodiscard]] inline tl::unexpected<Error> fail_within(std::string_view context, Error error) {
  error.message = std::string(context) + ": " + error.message;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace tare
