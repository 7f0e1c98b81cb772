// One file over HTTP, into a part file that a later call goes on with. The only user of libcurl.
// Knows nothing of data sets, hashes or final places; prints nothing.
#pragma once

#include "tare/error.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace tare::data {

struct Download {
  std::string address;
  std::filesystem::path part;       // appended to when it exists
  std::int64_t expected_bytes = 0;  // a longer answer is cut off and refused
  // Called now and then with the bytes that are there; answering false stops the download.
  std::function<bool(std::int64_t)> on_progress = {};
};

// Redirections are followed up to this many; servers use one or two.
inline constexpr int kMaxRedirects = 5;

// Success means that the part file has exactly the expected bytes. What arrived before a failure stays in the part
// file, except when the server cannot go on from there.
[[nodiscard]] Result<void> download(const Download& request);

}  // namespace tare::data
