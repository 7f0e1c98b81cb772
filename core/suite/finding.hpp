// One problem of a suite file, as a value: where it is, what is wrong and what to do. Knows nothing of TOML or
// printing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tare::suite {

// Lines and columns count from 1; columns and lengths count code points, as editors do.
struct Place {
  int line = 1;
  int column = 1;
  int length = 1;
};

enum class Severity : std::uint8_t { error, warning };

struct Finding {
  std::string file;  // as the user named it
  int line = 1;
  int column = 1;
  int length = 1;
  std::string message;  // lower case, no full stop
  std::string hint = {};
  Severity severity = Severity::error;
};

// The text of every file read, by the name that findings use.
using Texts = std::map<std::string, std::string>;

// True when any of them is an error.
[[nodiscard]] bool has_error(const std::vector<Finding>& findings);
// By file in the order of first reading, then line and column. Exact repetitions are dropped.
[[nodiscard]] std::vector<Finding> sorted(std::vector<Finding> findings);

}  // namespace tare::suite
