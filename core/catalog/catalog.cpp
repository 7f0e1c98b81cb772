// Implementation of catalog.hpp: search, ask (or remember), assemble.
#include "catalog/catalog.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/answer_cache.hpp"
#include "catalog/assemble.hpp"
#include "catalog/elf_file.hpp"
#include "catalog/search.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

namespace tare::catalog {
namespace {

namespace fs = std::filesystem;

// Describing is mostly waiting for the loader and the disk; more would compete with each other for two cores.
constexpr std::size_t kAskedAtOnce = 2;

Asked refused(const fs::path& file, std::string digest, Reason reason, std::string detail) {
  return {file.string(), std::move(digest), Refused{reason, std::move(detail)}};
}

class Asking {
 public:
  Asking(const LoadOptions& options, std::string worker_digest)
      : options_(options),
        folder_(options.cache_folder / "catalog"),
        cache_(options.cache_folder / "catalog", std::move(worker_digest)) {}

  [[nodiscard]] Asked one(const fs::path& file) const {
    // First, for a named pipe or a device must not be read.
    if (auto problem = elf_problem(file)) return refused(file, {}, problem->reason, problem->detail);
    const auto before = cached_digest(folder_, file);
    if (!before) return refused(file, {}, Reason::unreadable, before.error().message);
    if (auto known = cache_.find(*before)) {
      const bool counts = std::holds_alternative<wire::Description>(*known) || !options_.asks_refused_again;
      if (counts) return {file.string(), *before, std::move(*known)};
    }
    Answer answer = ask(plugin_worker(options_.installation.worker_program, file), options_.describe_limit_s);
    const auto after = cached_digest(folder_, file);
    if (!after || *after != *before) {
      return refused(file, *before, Reason::changed_while_running, "while it was being asked");
    }
    cache_.keep(*before, answer);
    return {file.string(), *before, std::move(answer)};
  }

  [[nodiscard]] std::vector<Asked> all(const std::vector<fs::path>& files) const {
    std::vector<Asked> asked(files.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < files.size(); i = next++) asked[i] = one(files[i]);
    };
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min(kAskedAtOnce, files.size()); ++i) helpers.emplace_back(work);
    work();
    helpers.clear();
    return asked;
  }

 private:
  const LoadOptions& options_;
  fs::path folder_;
  AnswerCache cache_;
};

}  // namespace

LoadOptions load_options(const std::vector<std::string>& plugin_path) {
  LoadOptions options;
  options.plugin_path.assign(plugin_path.begin(), plugin_path.end());
  if (const char* variable = std::getenv("TARE_PLUGIN_PATH")) {
    for (const std::string& part : text::split(variable, ':')) {
      if (!part.empty()) options.environment_path.emplace_back(part);
    }
  }
  if (const char* variable = std::getenv("TARE_DESCRIBE_TIMEOUT")) {
    const double limit_s = std::strtod(variable, nullptr);
    if (limit_s > 0) options.describe_limit_s = limit_s;
  }
  options.installation = find_installation(file::program_folder());
  options.cache_folder = file::cache_folder();
  return options;
}

Result<model::Catalog> load(const LoadOptions& options) {
  auto found = search(options);
  if (!found) return tl::unexpected(found.error());
  // Without a worker every plugin is refused with `no_worker`, which says so.
  const auto worker_digest = cached_digest(options.cache_folder / "catalog", options.installation.worker_program);
  const Asking asking(options, worker_digest.value_or("none"));
  model::Catalog catalog = assemble(asking.all(found->files));
  catalog.refusals.insert(catalog.refusals.begin(), found->refusals.begin(), found->refusals.end());
  return catalog;
}

std::string changed_while_running(const std::string& path) {
  return refusal(Reason::changed_while_running, path).message;
}

}  // namespace tare::catalog
