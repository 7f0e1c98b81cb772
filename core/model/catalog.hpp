// What is known of the plugins and tracks that suites may name: values only, made by host, read by suite, plan and cli.
#pragma once

#include "tare/description.hpp"

#include <map>
#include <string>
#include <vector>

namespace tare::model {

// A usable plugin file.
struct Method {
  MethodDescription description;
  std::string path;          // absolute
  std::string digest;        // SHA-256 of the file
  std::string track_digest;  // SHA-256 of the track description's canonical JSON
};

struct Track {
  TrackDescription description;
  std::string digest;
};

// A file that cannot be used, with one typed reason and the way out.
struct Refusal {
  std::string path;
  std::string reason;   // snake_case: not_elf, other_architecture, truncated, no_entry, wrong_magic, newer_major, ...
  std::string message;  // one sentence, with the way out
};

struct Catalog {
  std::map<std::string, Track, std::less<>> tracks;                                        // by name
  std::map<std::string, std::map<std::string, Method, std::less<>>, std::less<>> methods;  // by track, then name
  std::vector<Refusal> refusals;

  [[nodiscard]] const Track* track(std::string_view name) const;
  [[nodiscard]] const Method* method(std::string_view track, std::string_view name) const;
};

}  // namespace tare::model
