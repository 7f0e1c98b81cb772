// `tare show method NAME` and `tare show track NAME`: what may be asked of them and what they measure, as tables.
#include "base/text.hpp"
#include "catalog/catalog.hpp"
#include "cli/exit_code.hpp"
#include "cli/table.hpp"
#include "cli/tables_of_description.hpp"
#include "cli/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <span>

namespace tare::cli {
namespace {

void print_section(std::string_view heading, bool is_empty, const std::string& body) {
  fmt::print("\n{}{}\n{}", heading, is_empty ? ": none" : "", is_empty ? "" : body);
}

int not_found(std::string_view what, const std::string& name, std::span<const std::string> known) {
  const auto meant = text::nearest(name, known);
  std::string hint = known.empty() ? "none was found; `tare doctor` says where tare looks"
                                   : fmt::format("known: {}", fmt::join(known, ", "));
  if (meant) hint = fmt::format("did you mean {}?", *meant);
  fmt::print(stderr, "tare: there is no {} called {}; {}\n", what, name, hint);
  return kBadUsage;
}

std::vector<const model::Method*> methods_called(const model::Catalog& catalog, const std::string& name) {
  std::vector<const model::Method*> found;
  const std::size_t slash = name.find('/');
  for (const auto& [track, methods] : catalog.methods) {
    if (slash != std::string::npos && track != name.substr(0, slash)) continue;
    const auto method = methods.find(slash == std::string::npos ? name : name.substr(slash + 1));
    if (method != methods.end()) found.push_back(&method->second);
  }
  return found;
}

std::vector<std::string> method_names(const model::Catalog& catalog, bool with_track) {
  std::vector<std::string> names;
  for (const auto& [track, methods] : catalog.methods) {
    for (const auto& [name, method] : methods) names.push_back(with_track ? track + "/" + name : name);
  }
  return names;
}

void print_method(const model::Method& method, std::size_t width) {
  const MethodDescription& about = method.description;
  fmt::print("{}/{} {}\n", about.track, about.name, about.version);
  fmt::print("{}", table({{""}, {""}},
                         {{"about", about.summary},
                          {"file", method.path},
                          {"digest", method.digest},
                          {"build", about.build.empty() ? "not said" : about.build},
                          {"devices", text::join_list(about.devices, ", ")}},
                         width));
  print_section("parameters", about.params.empty(), param_table(about.params, width));
  fmt::print("\n`tare show track {}` shows the workload and the metrics\n", about.track);
}

int show_method(const Session& session, const std::string& name) {
  const auto catalog = catalog::load(catalog::load_options(session.plugin_path));
  if (!catalog) {
    fmt::print(stderr, "tare: {}\n", catalog.error().message);
    return kBadUsage;
  }
  const auto found = methods_called(*catalog, name);
  if (found.empty()) return not_found("method", name, method_names(*catalog, name.find('/') != std::string::npos));
  for (const model::Method* method : found) {
    if (method != found.front()) fmt::print("\n");
    print_method(*method, output_width());
  }
  return kDone;
}

int show_track(const Session& session, const std::string& name) {
  const auto catalog = catalog::load(catalog::load_options(session.plugin_path));
  if (!catalog) {
    fmt::print(stderr, "tare: {}\n", catalog.error().message);
    return kBadUsage;
  }
  const model::Track* track = catalog->track(name);
  if (track == nullptr) {
    std::vector<std::string> known;
    for (const auto& [other, value] : catalog->tracks) known.push_back(other);
    return not_found("track", name, known);
  }
  const std::size_t width = output_width();
  const TrackDescription& about = track->description;
  std::vector<std::string> methods;
  for (const auto& [method, value] : catalog->methods.at(name)) methods.push_back(method);
  fmt::print(
      "{}\n{}", about.name,
      table({{""}, {""}},
            {{"about", about.summary}, {"methods", text::join_list(methods, ", ")}, {"digest", track->digest}}, width));
  print_section("workload", about.workload.empty(), param_table(about.workload, width));
  print_section("metrics", about.metrics.empty(), metric_table(about.metrics, width));
  print_section("ingredients", about.ingredients.empty(), ingredient_table(about.ingredients, width));
  print_section("reasons", about.reasons.empty(), reason_table(about.reasons, width));
  return kDone;
}

}  // namespace

CLI::App& show_verb(CLI::App& app) {
  const auto known = app.get_subcommands([](const CLI::App* verb) { return verb->get_name() == "show"; });
  if (!known.empty()) return *known.front();
  CLI::App* verb = app.add_subcommand("show", "show a method, a track or a run");
  verb->require_subcommand(1);
  return *verb;
}

void add_show(CLI::App& app, Session& session) {
  CLI::App& verb = show_verb(app);
  const auto add = [&](const char* what, const char* about, int (*show)(const Session&, const std::string&)) {
    CLI::App* noun = verb.add_subcommand(what, about);
    // Owned by CLI11's option callback and by the action below; both live as long as the program.
    const auto name = std::make_shared<std::string>();
    noun->add_option("name", *name, "its name")->required();
    noun->callback(
        [name, &session, show] { session.action = [name, &session, show] { return show(session, *name); }; });
  };
  add("method", "parameters and devices of a method: NAME or TRACK/NAME", show_method);
  add("track", "workload, metrics, ingredients and reasons of a track", show_track);
}

}  // namespace tare::cli
