// `tare new method TRACK NAME` and `tare new track NAME`: files that compile and say where to fill in.
#include "cli/exit_code.hpp"
#include "cli/verb.hpp"

#include "base/file.hpp"
#include "scaffold/scaffold.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace tare::cli {
namespace {

struct Options {
  std::string track;
  std::string name;
  std::string output;
};

using Make = Result<scaffold::Made> (*)(const scaffold::Request&);

int make_new(const Options& options, Make make) {
  std::error_code problem;
  scaffold::Request request;
  request.track = options.track;
  request.name = options.name;
  request.working_folder = std::filesystem::current_path(problem);
  if (!options.output.empty()) request.output = options.output;
  request.installation = catalog::find_installation(file::program_folder());
  const auto made = make(request);
  if (!made) {
    fmt::print(stderr, "tare: {}\n", made.error().message);
    return kBadUsage;
  }
  for (const auto& path : made->files)
    fmt::print("made     {}\n", path.lexically_proximate(request.working_folder).string());
  for (const auto& path : made->changed)
    fmt::print("changed  {}\n", path.lexically_proximate(request.working_folder).string());
  fmt::print("\nbuild and run it:\n");
  for (const std::string& step : made->next_steps) fmt::print("  {}\n", step);
  fmt::print("\nits cases end with failed/not_implemented until it is filled in\n");
  return kDone;
}

}  // namespace

void add_new(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("new", "write the first files of a method or a track");
  verb->require_subcommand(1);
  const auto add = [&](const char* what, const char* about, bool has_name, Make make) {
    CLI::App* noun = verb->add_subcommand(what, about);
    // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
    const auto options = std::make_shared<Options>();
    noun->add_option("track", options->track, "the track's name")->required();
    if (has_name)
      noun->add_option("name", options->name, "the method's name: lower-case words with hyphens")->required();
    noun->add_option("--output", options->output, "folder for a project of its own, outside the tree");
    noun->callback(
        [options, &session, make] { session.action = [options, make] { return make_new(*options, make); }; });
  };
  add("method", "a method of a track that is there", true, scaffold::new_method);
  add("track", "a track with a baseline", false, scaffold::new_track);
}

}  // namespace tare::cli
