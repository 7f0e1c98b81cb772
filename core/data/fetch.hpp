// Gets a data set into the cache: every file that is not there yet is downloaded aside, checked and moved into place.
// Knows the order of things and nothing of HTTP; prints nothing.
#pragma once

#include "data/locate.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace tare::data {

struct FetchProgress {
  std::filesystem::path file;  // relative to the data set's folder
  std::int64_t there_bytes = 0;
  std::int64_t expected_bytes = 0;
};

// Answers false to stop.
using OnFetchProgress = std::function<bool(const FetchProgress&)>;

// Answers the folder. Two at once wait for each other, and the second finds everything there.
[[nodiscard]] Result<std::filesystem::path> fetch(const Places& places, const Dataset& dataset,
                                                  const OnFetchProgress& on_progress);

}  // namespace tare::data
