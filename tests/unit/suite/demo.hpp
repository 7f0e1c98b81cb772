// A catalogue, files and programs that exist only here, so that suites are read without a disk or a process.
#pragma once

#include "suite/load.hpp"

#include <map>
#include <string>
#include <vector>

namespace tare::suite {

// Two tracks, "demo" (every type of value) and "other"; methods base, fast, slow and foreign; one refused plugin.
[[nodiscard]] model::Catalog demo_catalog();

// Files by absolute path; everything below /suites.
using Files = std::map<std::string, std::string>;

// Loads /suites/<name> (findings call it <name>) with the files given.
[[nodiscard]] Loaded load_files(const Files& files, const std::string& name);
// Loads one text as "a.toml", beside the network file "nets/small.toml".
[[nodiscard]] Loaded load_text(const std::string& text);
// The same, rendered without colour.
[[nodiscard]] std::string rendered(const std::string& text);

// Joined with a suite's own lines this is a suite without problems.
inline constexpr const char* kHead = "[suite]\nname = \"s\"\ntrack = \"demo\"\n";
inline constexpr const char* kMethods = "[[method]]\nname = \"base\"\nbaseline = true\n[[method]]\nname = \"fast\"\n";

}  // namespace tare::suite
