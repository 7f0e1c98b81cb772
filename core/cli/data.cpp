// `tare data list|fetch|verify|path`: data sets, where they are and how they get here.
#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/installation.hpp"
#include "cli/data_places.hpp"
#include "cli/exit_code.hpp"
#include "cli/running.hpp"
#include "cli/table.hpp"
#include "cli/verb.hpp"
#include "data/fetch.hpp"
#include "run/interrupt.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> names;
};

// Wrong names and wrong folders are bad usage; files, networks and descriptions that fail are a failed case.
ExitCode print_trouble(const Error& error) {
  return print_error(error, error.kind == ErrorKind::usage ? kBadUsage : kCasesFailed);
}

std::string place_of(const data::Places& places, const data::Dataset& dataset) {
  for (const fs::path& folder : data::folders_of(places, dataset.name)) {
    if (data::is_complete(data::inspect(dataset, folder, data::Depth::size))) return folder.string();
  }
  return data::is_fetchable(dataset) ? fmt::format("not here: tare data fetch {}", dataset.name)
                                     : "not here: cannot be fetched, see tare data list " + dataset.name;
}

std::string in_bytes(std::int64_t bytes) { return text::quantity(static_cast<double>(bytes), "bytes"); }

ExitCode list_all(const data::Places& places) {
  std::vector<std::vector<std::string>> rows;
  ExitCode code = kDone;
  for (const std::string& name : data::known_names(places)) {
    const auto dataset = data::load_dataset(places, name);
    if (!dataset) {
      code = print_error(dataset.error(), kCasesFailed);
      continue;
    }
    rows.push_back({name, in_bytes(data::size_bytes(*dataset)), fmt::format("{}", dataset->rows_count),
                    place_of(places, *dataset), dataset->licence});
  }
  if (rows.empty()) fmt::print("no data set is described in {}\n", places.dataset_folder.string());
  fmt::print("{}", table({{"name"}, {"size", true}, {"rows", true}, {"where"}, {"licence"}}, rows, output_width(), 0));
  return code;
}

void print_whole(const data::Places& places, const data::Dataset& dataset) {
  fmt::print("{}\n{}", dataset.name,
             table({{""}, {""}},
                   {{"title", dataset.title},
                    {"about", dataset.about},
                    {"source", dataset.source},
                    {"licence", dataset.licence},
                    {"citation", dataset.citation.empty() ? "not said" : dataset.citation},
                    {"reading", dataset.reading},
                    {"rows", fmt::format("{}", dataset.rows_count)},
                    {"where", place_of(places, dataset)}},
                   output_width()));
  std::vector<std::vector<std::string>> rows;
  for (const data::DataFile& file : dataset.files) {
    const auto offered = data::offered_packing(file);
    rows.push_back({file.path.string(), in_bytes(offered.value_or(file.packings.front()).size_bytes),
                    offered ? offered->address : "cannot be fetched"});
  }
  fmt::print("\nfiles\n{}", table({{"path"}, {"size", true}, {"address"}}, rows, output_width()));
}

ExitCode list(const data::Places& places, const Options& options) {
  if (options.names.empty()) return list_all(places);
  for (const std::string& name : options.names) {
    const auto dataset = data::load_dataset(places, name);
    if (!dataset) return print_trouble(dataset.error());
    print_whole(places, *dataset);
  }
  return kDone;
}

// One line that is written over on a terminal; a pipe gets a line a file.
class FetchLine {
 public:
  void show(const data::FetchProgress& progress) {
    if (is_terminal_) {
      fmt::print(stderr, "\r{}  {} of {}\x1b[K", progress.file.string(), in_bytes(progress.there_bytes),
                 in_bytes(progress.expected_bytes));
      std::fflush(stderr);
    } else if (progress.file != last_) {
      fmt::print(stderr, "{}  {}\n", progress.file.string(), in_bytes(progress.expected_bytes));
    }
    last_ = progress.file;
  }
  void end() const {
    if (is_terminal_ && !last_.empty()) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
  fs::path last_;
};

ExitCode fetch(const data::Places& places, const Options& options) {
  const auto interrupt = run::Interrupt::install();
  if (!interrupt) return print_error(interrupt.error(), kBadUsage);
  std::vector<data::Dataset> datasets;
  for (const std::string& name : options.names) {
    auto dataset = data::load_dataset(places, name);
    if (!dataset) return print_trouble(dataset.error());
    datasets.push_back(std::move(*dataset));
  }
  for (const data::Dataset& dataset : datasets) {
    fmt::print("{}: {}\nlicence: {}\n{}\n", dataset.name, dataset.title, dataset.licence, dataset.licence_text);
    std::fflush(stdout);
    FetchLine line;
    const auto folder = data::fetch(places, dataset, [&](const data::FetchProgress& progress) {
      line.show(progress);
      return !interrupt->has_fired();
    });
    line.end();
    if (interrupt->has_fired()) {
      fmt::print(stderr, "tare: interrupted; the same command goes on from here\n");
      return kInterrupted;
    }
    if (!folder) return print_trouble(folder.error());
    fmt::print("{} is in {}\n", dataset.name, folder->string());
  }
  return kDone;
}

// Every file of every place where at least one file is; answers whether one place has all.
bool verify_one(const data::Places& places, const data::Dataset& dataset) {
  bool is_good = false;
  bool is_anywhere = false;
  for (const fs::path& folder : data::folders_of(places, dataset.name)) {
    const auto reports = data::inspect(dataset, folder, data::Depth::content);
    const bool is_absent = std::all_of(reports.begin(), reports.end(), [](const data::FileReport& report) {
      return report.state == data::FileState::missing;
    });
    if (is_absent) continue;
    is_anywhere = true;
    is_good = is_good || data::is_complete(reports);
    for (const data::FileReport& report : reports) {
      const bool is_fine = report.state == data::FileState::good;
      fmt::print("{}  {}{}{}\n", is_fine ? "good" : "BAD ", report.path.string(), is_fine ? "" : ": ", report.note);
    }
  }
  if (!is_anywhere) fmt::print("      {}: {}\n", dataset.name, place_of(places, dataset));
  return is_good;
}

ExitCode verify(const data::Places& places, const Options& options) {
  const bool is_asked = !options.names.empty();
  bool is_good = true;
  for (const std::string& name : is_asked ? options.names : data::known_names(places)) {
    const auto dataset = data::load_dataset(places, name);
    if (!dataset) return print_trouble(dataset.error());
    const bool is_here = place_of(places, *dataset).rfind("not here", 0) != 0;
    const bool is_one_good = verify_one(places, *dataset);
    // What nobody asked for and nobody has is no fault.
    if (!is_one_good && (is_asked || is_here)) is_good = false;
  }
  return is_good ? kDone : kCasesFailed;
}

ExitCode path(const data::Places& places, const Options& options) {
  for (const std::string& name : options.names) {
    const auto folder = data::resolve(places, name);
    if (!folder) return print_trouble(folder.error());
    fmt::print("{}\n", fs::absolute(*folder).string());
  }
  return kDone;
}

}  // namespace

void add_data(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("data", "list, fetch, verify and find data sets");
  verb->require_subcommand(1);
  const auto add = [&](const char* what, const char* about, bool needs_names,
                       ExitCode (*act)(const data::Places&, const Options&)) {
    CLI::App* noun = verb->add_subcommand(what, about);
    // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
    const auto options = std::make_shared<Options>();
    noun->add_option("names", options->names, "data sets")->required(needs_names);
    noun->callback([options, &session, act] {
      session.action = [options, &session, act]() -> int {
        const auto places = data_places(session, catalog::find_installation(file::program_folder()));
        return places ? act(*places, *options) : print_error(places.error(), kBadUsage);
      };
    });
  };
  add("list", "name, size, licence and place of all; everything of those named", false, list);
  add("fetch", "download into the cache, with the hash checked before a file is moved into place", true, fetch);
  add("verify", "read the files and hold them against their hashes", false, verify);
  add("path", "the folder of a data set", true, path);
}

}  // namespace tare::cli
