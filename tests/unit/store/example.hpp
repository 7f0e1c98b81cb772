// Rows for tests of store: one small run with a baseline, its rival and a failure. Ids are readable, not UUIDs.
#pragma once

#include "base/file.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tare::store::example {

// A folder of its own and the path of a store that is not there yet.
struct Place {
  file::TemporaryFolder folder;
  std::filesystem::path path;
};
[[nodiscard]] Place place();

// Opens or fails the test with the reason.
[[nodiscard]] Store opened(const std::filesystem::path& path, Mode mode);

[[nodiscard]] model::RunRow run(std::string id, std::int64_t started_ms = 1'000);
[[nodiscard]] model::CaseRow method_case(std::string identity, std::string plugin);
[[nodiscard]] model::RunCaseRow run_case(std::string run_id, std::string identity, std::string label);
[[nodiscard]] model::HalfRow half(std::string id, std::string run_id, std::string identity, model::Half half);

// Fails the test when it is an error.
void require(const Result<void>& result);

// Writes run `run_id`: in one group, "dp" (baseline: 10 bytes, 200 ns), "hypar" (4 bytes, 100 ns) and "broken"
// (crashed). Each timing half has three samples around its median.
void write_run(Store& store, const std::string& run_id, std::int64_t started_ms = 1'000);

}  // namespace tare::store::example
