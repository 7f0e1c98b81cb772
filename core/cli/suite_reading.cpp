// Implementation of suite_reading.hpp.
#include "cli/suite_reading.hpp"

#include "base/digest.hpp"
#include "base/file.hpp"
#include "compare/claim.hpp"
#include "suite/document.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>
#include <system_error>

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

// A pipe would wait for ever and a device never end; a file of gigabytes is no suite.
Result<std::string> suite_text(const fs::path& path) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (fs::is_directory(status))
    return fail(ErrorKind::io, fmt::format("{} is a folder, not a suite file", path.string()));
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    return fail(ErrorKind::io, fmt::format("{} is no regular file", path.string()));
  }
  const std::uintmax_t size_bytes = fs::file_size(path, problem);
  if (!problem && size_bytes > suite::kMaxFileBytes) {
    return fail(ErrorKind::io, fmt::format("{} has {} bytes, more than the {} that a suite may have", path.string(),
                                           size_bytes, suite::kMaxFileBytes));
  }
  return file::contents(path);
}

Result<std::string> input_digest(const fs::path& path) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    return fail(ErrorKind::io, fmt::format("{} is no regular file", path.string()));
  }
  return digest::of_file(path);
}

// Without the folder of descriptions nothing is known, and so no name is wrong.
std::optional<std::vector<std::string>> known_data_sets(const data::Places& places) {
  if (places.dataset_folder.empty()) return std::nullopt;
  return data::known_names(places);
}

// core/compare has the last word on what it can judge; better now than after the run.
void report_unjudgeable_claims(suite::Loaded& loaded) {
  if (!loaded.set) return;
  for (const model::Suite& one : loaded.set->suites) {
    for (const model::Claim& claim : one.claims) {
      const auto parsed = compare::parse_claim(claim);
      if (!parsed) loaded.findings.push_back({one.path, claim.line, 1, 9, parsed.error().message});
    }
  }
  loaded.findings = suite::sorted(std::move(loaded.findings));
  if (suite::has_error(loaded.findings)) loaded.set.reset();
}

}  // namespace

suite::Loaded read_suite(const SuiteSource& source, const model::Catalog& catalog, const catalog::LoadOptions& options,
                         const data::Places& places) {
  std::error_code problem;
  const fs::path working_folder = fs::current_path(problem);
  const fs::path outer = (working_folder / source.path).lexically_normal();
  const suite::LoadContext context{catalog,
                                   working_folder,
                                   [&](const fs::path& path) {
                                     return source.text && path == outer ? Result<std::string>(*source.text)
                                                                         : suite_text(path);
                                   },
                                   input_digest,
                                   [&](const std::vector<std::string>& command, const fs::path& folder,
                                       const std::map<std::string, std::string>& environment) {
                                     return catalog::describe_exec(command, folder, environment, options);
                                   },
                                   known_data_sets(places)};
  suite::Loaded loaded = suite::load(source.path, context);
  report_unjudgeable_claims(loaded);
  return loaded;
}

bool wants_colour(std::FILE* stream) {
  const char* refused = std::getenv("NO_COLOR");
  return ::isatty(::fileno(stream)) == 1 && (refused == nullptr || *refused == '\0');
}

}  // namespace tare::cli
