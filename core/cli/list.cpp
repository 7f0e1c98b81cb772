// `tare list [tracks|methods|suites|datasets]`: what is at hand. Without an argument all four in short.
#include "base/json.hpp"
#include "base/text.hpp"
#include "catalog/catalog.hpp"
#include "cli/data_places.hpp"
#include "cli/exit_code.hpp"
#include "cli/suite_files.hpp"
#include "cli/table.hpp"
#include "cli/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace tare::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Options {
  std::string what;
  std::string format = "table";
};

void print_block(std::string_view heading, const std::vector<Column>& columns, const Rows& rows) {
  if (rows.empty()) {
    fmt::print("{}: none\n", heading);
  } else {
    fmt::print("{}\n{}", heading, table(columns, rows, output_width()));
  }
}

void print_tracks(const model::Catalog& catalog) {
  Rows rows;
  for (const auto& [name, track] : catalog.tracks) {
    rows.push_back({name, fmt::format("{}", catalog.methods.at(name).size()), track.description.summary});
  }
  print_block("tracks", {{"name"}, {"methods", true}, {"about"}}, rows);
}

void print_methods(const model::Catalog& catalog) {
  Rows rows;
  for (const auto& [track, methods] : catalog.methods) {
    for (const auto& [name, method] : methods) {
      rows.push_back({name, track, method.description.version, text::join_list(method.description.devices, ", "),
                      method.description.summary});
    }
  }
  print_block("methods", {{"name"}, {"track"}, {"version"}, {"devices"}, {"about"}}, rows);
}

void print_suites(const std::vector<SuiteFile>& suites) {
  Rows rows;
  for (const SuiteFile& suite : suites) rows.push_back({suite.path, suite.track, suite.about});
  print_block("suites", {{"file"}, {"track"}, {"about"}}, rows);
}

// A data set as far as a list needs it. Only sizes are looked at; `tare data verify` reads the files.
struct KnownData {
  std::string name;
  std::string state;  // "here", "can be fetched", ...
  std::string about;
};

std::vector<KnownData> find_data_sets(const data::Places& places) {
  std::vector<KnownData> found;
  for (const std::string& name : data::known_names(places)) {
    const auto dataset = data::load_dataset(places, name);
    if (!dataset) {
      found.push_back({name, "unreadable", dataset.error().message});
      continue;
    }
    bool is_here = false;
    for (const auto& folder : data::folders_of(places, name)) {
      is_here = is_here || data::is_complete(data::inspect(*dataset, folder, data::Depth::size));
    }
    found.push_back({name,
                     is_here                        ? "here"
                     : data::is_fetchable(*dataset) ? "to be fetched"
                                                    : "to be imported",
                     dataset->title});
  }
  return found;
}

void print_data_sets(const std::vector<KnownData>& data_sets) {
  Rows rows;
  for (const KnownData& one : data_sets) rows.push_back({one.name, one.state, one.about});
  print_block("data sets", {{"name"}, {"state"}, {"about"}}, rows);
}

void print_refusals(const model::Catalog& catalog) {
  if (catalog.refusals.empty()) return;
  Rows rows;
  for (const model::Refusal& refusal : catalog.refusals) rows.push_back({refusal.reason, refusal.path});
  fmt::print("\n");
  print_block("files that cannot be used (`tare doctor` says why)", {{"reason"}, {"file"}}, rows);
}

Json tracks_json(const model::Catalog& catalog) {
  Json list = Json::array();
  for (const auto& [name, track] : catalog.tracks) {
    list.push_back({{"name", name},
                    {"summary", track.description.summary},
                    {"digest", track.digest},
                    {"methods", catalog.methods.at(name).size()}});
  }
  return list;
}

Json methods_json(const model::Catalog& catalog) {
  Json list = Json::array();
  for (const auto& [track, methods] : catalog.methods) {
    for (const auto& [name, method] : methods) {
      list.push_back({{"name", name},
                      {"track", track},
                      {"version", method.description.version},
                      {"summary", method.description.summary},
                      {"devices", method.description.devices},
                      {"path", method.path},
                      {"digest", method.digest}});
    }
  }
  return list;
}

Json suites_json(const std::vector<SuiteFile>& suites) {
  Json list = Json::array();
  for (const SuiteFile& suite : suites) {
    list.push_back({{"path", suite.path}, {"name", suite.name}, {"track", suite.track}, {"about", suite.about}});
  }
  return list;
}

Json data_sets_json(const std::vector<KnownData>& data_sets) {
  Json list = Json::array();
  for (const KnownData& one : data_sets)
    list.push_back({{"name", one.name}, {"state", one.state}, {"about", one.about}});
  return list;
}

Json refusals_json(const model::Catalog& catalog) {
  Json list = Json::array();
  for (const model::Refusal& refusal : catalog.refusals) {
    list.push_back({{"path", refusal.path}, {"reason", refusal.reason}, {"message", refusal.message}});
  }
  return list;
}

int list(const Session& session, const Options& options) {
  const auto is_asked = [&](std::string_view what) { return options.what.empty() || options.what == what; };
  const catalog::LoadOptions load = catalog::load_options(session.plugin_path);
  const bool needs_catalog = is_asked("tracks") || is_asked("methods");
  const auto catalog = needs_catalog ? catalog::load(load) : Result<model::Catalog>();
  if (!catalog) {
    fmt::print(stderr, "tare: {}\n", catalog.error().message);
    return kBadUsage;
  }
  const auto suites = is_asked("suites") ? find_suite_files(load.installation) : std::vector<SuiteFile>();
  const auto places = data_places(session, load.installation);
  if (!places) {
    fmt::print(stderr, "tare: {}\n", places.error().message);
    return kBadUsage;
  }
  const auto data_sets = is_asked("datasets") ? find_data_sets(*places) : std::vector<KnownData>();
  if (options.format == "json") {
    Json document = Json::object();
    if (is_asked("tracks")) document["tracks"] = tracks_json(*catalog);
    if (is_asked("methods")) document["methods"] = methods_json(*catalog);
    if (needs_catalog) document["refusals"] = refusals_json(*catalog);
    if (is_asked("suites")) document["suites"] = suites_json(suites);
    if (is_asked("datasets")) document["datasets"] = data_sets_json(data_sets);
    fmt::print("{}\n", document.dump(2, ' ', false, Json::error_handler_t::replace));
    return kDone;
  }
  if (is_asked("tracks")) print_tracks(*catalog);
  if (is_asked("methods")) print_methods(*catalog);
  if (is_asked("suites")) print_suites(suites);
  if (is_asked("datasets")) print_data_sets(data_sets);
  if (needs_catalog) print_refusals(*catalog);
  return kDone;
}

}  // namespace

void add_list(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("list", "list tracks, methods, suites and data sets");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto options = std::make_shared<Options>();
  verb->add_option("what", options->what, "tracks, methods, suites or datasets; all four by default")
      ->check(CLI::IsMember({"tracks", "methods", "suites", "datasets"}));
  verb->add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  verb->callback([options, &session] { session.action = [options, &session] { return list(session, *options); }; });
}

}  // namespace tare::cli
