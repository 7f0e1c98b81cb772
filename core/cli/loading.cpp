// Implementation of loading.hpp.
#include "cli/loading.hpp"

#include "base/file.hpp"
#include "catalog/catalog.hpp"
#include "cli/data_places.hpp"
#include "cli/suite_reading.hpp"
#include "suite/render.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace tare::cli {

std::filesystem::path worker_program() { return catalog::find_installation(file::program_folder()).worker_program; }

std::optional<LoadedSuites> load_suites(const Session& session, const std::string& path, std::uint64_t max_cases,
                                        const std::optional<std::string>& text) {
  const catalog::LoadOptions options = catalog::load_options(session.plugin_path);
  auto known = catalog::load(options);
  if (!known) {
    fmt::print(stderr, "tare: {}\n", known.error().message);
    return std::nullopt;
  }
  const auto places = data_places(session, options.installation);
  if (!places) {
    fmt::print(stderr, "tare: {}\n", places.error().message);
    return std::nullopt;
  }
  suite::Loaded loaded = read_suite({path, text}, *known, options, *places);
  if (!loaded.findings.empty()) {
    fmt::print(stderr, "{}", suite::render(loaded.findings, loaded.texts, wants_colour(stderr)));
  }
  if (!loaded.set) return std::nullopt;
  LoadedSuites result;
  result.catalog = suite::with_exec_methods(std::move(*known), loaded);
  result.set = std::move(*loaded.set);
  SuiteData data = find_data(*places, result.set);
  result.data_sets = std::move(data.folders);
  for (const model::Suite& one : result.set.suites) {
    auto expansion = plan::Expansion::create(one, result.catalog, data.digests, {max_cases});
    if (!expansion) {
      fmt::print(stderr, "tare: {}\n", expansion.error().message);
      return std::nullopt;
    }
    result.expansions.push_back(std::move(*expansion));
  }
  return result;
}

}  // namespace tare::cli
