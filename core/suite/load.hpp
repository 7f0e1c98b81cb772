// Reads suite files: TOML in, a checked model::SuiteSet out, or every problem at once with its place. Knows the grammar
// (suites/README.md) and what the catalogue says; expands no axis, runs nothing and prints nothing.
#pragma once

#include "model/suite.hpp"
#include "suite/context.hpp"
#include "suite/finding.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::suite {

struct Loaded {
  std::optional<model::SuiteSet> set;       // absent when any finding is an error
  std::vector<Finding> findings;            // sorted by place; warnings come with a set too
  Texts texts;                              // of every file read, for render()
  std::vector<model::Method> exec_methods;  // what the suites' `exec` programs said of themselves
};

// `path` as the user wrote it: findings name files in the same way.
[[nodiscard]] Loaded load(const std::string& path, const LoadContext& context);

// The catalogue with the exec methods in it, under the name that SuiteMethod::plugin has; plan and run look there.
[[nodiscard]] model::Catalog with_exec_methods(model::Catalog catalog, const Loaded& loaded);

}  // namespace tare::suite
