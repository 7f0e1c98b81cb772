// Implementation of loading.hpp.
#include "cli/loading.hpp"

#include "base/digest.hpp"
#include "base/file.hpp"
#include "catalog/catalog.hpp"
#include "suite/render.hpp"
#include "suite/load.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace tare::cli {
namespace {

bool wants_colour(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1 && std::getenv("NO_COLOR") == nullptr; }

}  // namespace

std::filesystem::path worker_program() { return catalog::find_installation(file::program_folder()).worker_program; }

std::optional<LoadedSuites> load_suites(const Session& session, const std::string& path, std::uint64_t max_cases,
                                        const std::optional<std::string>& text) {
  const catalog::LoadOptions options = catalog::load_options(session.plugin_path);
  auto known = catalog::load(options);
  if (!known) {
    fmt::print(stderr, "tare: {}\n", known.error().message);
    return std::nullopt;
  }
  std::error_code problem;
  const auto working_folder = std::filesystem::current_path(problem);
  const auto outer = std::filesystem::weakly_canonical(working_folder / path, problem);
  const suite::LoadContext context{*known,
                                   working_folder,
                                   [&](const std::filesystem::path& file) -> Result<std::string> {
                                     std::error_code ignored;
                                     if (text && std::filesystem::weakly_canonical(file, ignored) == outer)
                                       return *text;
                                     return file::contents(file);
                                   },
                                   digest::of_file,
                                   [&](const std::vector<std::string>& command, const std::filesystem::path& folder,
                                       const std::map<std::string, std::string>& environment) {
                                     return catalog::describe_exec(command, folder, environment, options);
                                   },
                                   {}};
  suite::Loaded loaded = suite::load(path, context);
  if (!loaded.findings.empty()) {
    fmt::print(stderr, "{}", suite::render(loaded.findings, loaded.texts, wants_colour(stderr)));
  }
  if (!loaded.set) return std::nullopt;
  LoadedSuites result;
  result.catalog = suite::with_exec_methods(std::move(*known), loaded);
  result.set = std::move(*loaded.set);
  for (const model::Suite& one : result.set.suites) {
    auto expansion = plan::Expansion::create(one, result.catalog, {}, {max_cases});
    if (!expansion) {
      fmt::print(stderr, "tare: {}\n", expansion.error().message);
      return std::nullopt;
    }
    result.expansions.push_back(std::move(*expansion));
  }
  return result;
}

}  // namespace tare::cli
