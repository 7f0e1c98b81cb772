// Implementation of data_places.hpp.
#include "cli/data_places.hpp"

#include "base/file.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <set>
#include <system_error>

namespace tare::cli {

Result<data::Places> data_places(const Session& session, const catalog::Installation& installation) {
  std::error_code problem;
  if (!session.data_folder.empty() && !std::filesystem::is_directory(session.data_folder, problem)) {
    return fail(ErrorKind::usage, fmt::format("--data (or TARE_DATA) names {}, which is no folder; it should hold a "
                                              "folder for each data set",
                                              session.data_folder));
  }
  return data::Places{installation.dataset_folder, session.data_folder, file::cache_folder() / "data"};
}

SuiteData find_data(const data::Places& places, const model::SuiteSet& set) {
  std::set<std::string> names;
  for (const model::Suite& suite : set.suites) names.insert(suite.data_sets.begin(), suite.data_sets.end());
  SuiteData found;
  for (const std::string& name : names) {
    auto folder = data::resolve(places, name);
    const auto dataset = data::load_dataset(places, name);
    if (!folder || !dataset) {
      fmt::print(stderr, "tare: {}\n", !folder ? folder.error().message : dataset.error().message);
      continue;
    }
    found.folders.emplace(name, std::filesystem::absolute(*folder));
    found.digests.emplace(name, data::content_digest(*dataset));
  }
  return found;
}

}  // namespace tare::cli
