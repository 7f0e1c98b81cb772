// `tare doctor`: how this tare, its plugins, the machine, the store and the folders are. It reports and repairs
// nothing, and ends with 0 whatever it finds, since a plugin that cannot be used is a finding and no failure of doctor.
#include "base/json.hpp"
#include "cli/exit_code.hpp"
#include "cli/health.hpp"
#include "cli/table.hpp"
#include "cli/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace tare::cli {
namespace {

void print_health(const Health& health) {
  const std::size_t width = output_width();
  for (const Section& section : health.sections) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [key, value] : section.facts) rows.push_back({key, value});
    fmt::print("{}\n{}", section.name, table({{""}, {""}}, rows, width));
    if (section.name != "plugins") continue;
    for (const model::Refusal& refusal : health.refusals) {
      fmt::print("  {}: {}\n", refusal.reason, refusal.path);
      fmt::print("{}", table({{""}}, {{refusal.message}}, width, 6));
    }
  }
  if (health.hints.empty()) {
    fmt::print("hints: none\n");
    return;
  }
  fmt::print("hints\n");
  for (const std::string& hint : health.hints) fmt::print("{}", table({{""}, {""}}, {{"-", hint}}, width));
}

Json to_json(const Health& health) {
  Json document = Json::object();
  for (const Section& section : health.sections) {
    Json facts = Json::object();
    for (const auto& [key, value] : section.facts) {
      // Folders may stand more than once under one name.
      if (!facts.contains(key)) {
        facts[key] = value;
      } else if (facts[key].is_array()) {
        facts[key].push_back(value);
      } else {
        facts[key] = Json::array({facts[key], value});
      }
    }
    document[section.name] = std::move(facts);
  }
  Json refusals = Json::array();
  for (const model::Refusal& refusal : health.refusals) {
    refusals.push_back({{"path", refusal.path}, {"reason", refusal.reason}, {"message", refusal.message}});
  }
  document["refusals"] = std::move(refusals);
  document["hints"] = health.hints;
  return document;
}

}  // namespace

void add_doctor(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("doctor", "say how tare, its plugins, this machine and the store are");
  // Owned by CLI11's option callbacks and by the action below; both live as long as the program.
  const auto format = std::make_shared<std::string>("text");
  verb->add_option("--format", *format, "text or json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  verb->callback([format, &session] {
    session.action = [format, &session] {
      const Health health = examine(session);
      if (*format == "json") {
        fmt::print("{}\n", to_json(health).dump(2, ' ', false, Json::error_handler_t::replace));
      } else {
        print_health(health);
      }
      return kDone;
    };
  });
}

}  // namespace tare::cli
