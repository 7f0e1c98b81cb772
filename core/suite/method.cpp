// [[method]]: which plugin or program answers, under which label, with which parameters. Exactly one is the baseline.
#include "suite/grammar.hpp"
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tare::suite {
namespace {

constexpr std::size_t kMaxCommandWords = 1024;

// What the catalogue refused under that name, if anything: a file called <name>.so, lib<name>.so or <track>-<name>.so.
const model::Refusal* refusal_of(const model::Catalog& catalog, const std::string& name) {
  const auto found = std::find_if(catalog.refusals.begin(), catalog.refusals.end(), [&](const model::Refusal& refusal) {
    const std::string stem = std::filesystem::path(refusal.path).stem().string();
    return stem == name || stem == "lib" + name || stem.ends_with("-" + name) || stem.ends_with("_" + name);
  });
  return found == catalog.refusals.end() ? nullptr : &*found;
}

// The plugin's description, or nothing and a finding with the nearest way out.
const model::Method* known_plugin(Reading& reading, const std::string& name, const Place& place) {
  const model::Catalog& catalog = reading.context.catalog;
  if (const model::Method* method = catalog.method(reading.suite.track, name)) return method;
  const std::string what = fmt::format("no method '{}' in the track '{}'", name, reading.suite.track);
  if (const model::Refusal* refusal = refusal_of(catalog, name)) {
    reading.findings.error(place, what,
                           fmt::format("its plugin {} cannot be used: {}", refusal->path, refusal->message));
    return nullptr;
  }
  for (const auto& [track, methods] : catalog.methods) {
    if (methods.find(name) == methods.end()) continue;
    reading.findings.error(place, what, fmt::format("it belongs to the track '{}'", track));
    return nullptr;
  }
  std::vector<std::string> names;
  if (const auto methods = catalog.methods.find(reading.suite.track); methods != catalog.methods.end()) {
    for (const auto& entry : methods->second) names.push_back(entry.first);
  }
  reading.findings.error(place, what, suggestion(name, names));
  return nullptr;
}

std::vector<std::string> command_of(Reading& reading, const Member& member) {
  std::vector<std::string> command;
  if (member.value.type != NodeType::array) {
    reading.findings.error(member.value.place,
                           fmt::format("'exec' is {}, but a list of texts is wanted", type_name(member.value)),
                           "write the program and each argument as one text: exec = [\"python3\", \"peer.py\"]");
    return command;
  }
  if (member.value.items.empty() || member.value.items.size() > kMaxCommandWords) {
    reading.findings.error(member.value.place, fmt::format("'exec' has {} texts", member.value.items.size()),
                           "name a program and its arguments");
    return command;
  }
  for (const Node& item : member.value.items) {
    const bool is_program = &item == &member.value.items.front();
    if (item.type != NodeType::text || item.text.find('\0') != std::string::npos || (is_program && item.text.empty())) {
      reading.findings.error(item.place,
                             fmt::format("'exec' holds {}, but a program or argument is wanted",
                                         item.type == NodeType::text ? "an unusable text" : type_name(item)));
      return {};
    }
    command.push_back(item.text);
  }
  return command;
}

// Asks the program, once a command; keeps the answer for the catalogue that plan and run see.
const model::Method* described_program(Reading& reading, model::SuiteMethod& method, const Place& place) {
  if (reading.suite.track.empty() || !reading.context.describe_exec) return nullptr;
  std::map<std::string, std::string> environment = reading.suite.environment;
  for (const auto& [name, value] : method.environment) environment[name] = value;
  Result<model::Method> answer = reading.context.describe_exec(method.command, reading.suite.folder, environment);
  if (!answer) {
    reading.findings.error(place, fmt::format("'{}' did not say what it is", method.label), answer.error().message);
    return nullptr;
  }
  const std::string name = answer->description.name;
  if (answer->description.track != reading.suite.track) {
    reading.findings.error(place, fmt::format("'{}' answers for the track '{}', but the suite is about '{}'",
                                              method.label, answer->description.track, reading.suite.track));
    return nullptr;
  }
  const model::Track* track = reading.context.catalog.track(reading.suite.track);
  if (track != nullptr && !answer->track_digest.empty() && answer->track_digest != track->digest) {
    reading.findings.error(
        place,
        fmt::format("'{}' describes the track '{}' otherwise than the plugins do", method.label, reading.suite.track),
        "let its `description` name the track and no more");
    return nullptr;
  }
  const model::Method* plugin = reading.context.catalog.method(reading.suite.track, name);
  const auto other =
      std::find_if(reading.exec_methods.begin(), reading.exec_methods.end(), [&](const model::Method& it) {
        return it.description.name == name && it.description.track == reading.suite.track;
      });
  const bool is_taken = other != reading.exec_methods.end() && other->digest != answer->digest;
  if (plugin != nullptr || is_taken) {
    reading.findings.error(place,
                           fmt::format("'{}' calls itself '{}', as {} does", method.label, name,
                                       plugin != nullptr ? plugin->path : "another program of this suite"),
                           "let it report a name of its own");
    return nullptr;
  }
  method.plugin = name;
  method.command_digest = answer->digest;
  if (other != reading.exec_methods.end()) return &*other;
  return &reading.exec_methods.emplace_back(std::move(*answer));
}

void read_params(Reading& reading, model::SuiteMethod& method, const std::vector<ParamSpec>& specs, const Node& table) {
  const std::string where = fmt::format("the parameters of '{}'", method.label);
  for (const Member& member : table.members) {
    const ParamSpec* spec = known_spec(reading, specs, member, where);
    if (spec == nullptr) continue;
    if (member.value.type != NodeType::array) {
      if (auto value = checked_value(reading, *spec, member.value)) method.params[member.name] = std::move(*value);
      continue;
    }
    model::Axis axis{{member.name}, {}};
    for (model::SuiteValue& value : checked_list(reading, *spec, member)) {
      const bool is_repeated = std::any_of(axis.rows.begin(), axis.rows.end(),
                                           [&](const auto& row) { return row.front().value == value.value; });
      if (is_repeated) {
        reading.findings.error(member.value.items[axis.rows.size()].place,
                               fmt::format("this value of '{}' repeats an earlier one", member.name), "remove it");
        break;
      }
      axis.rows.push_back({std::move(value)});
    }
    if (!axis.rows.empty()) method.axes.push_back(std::move(axis));
  }
}

bool is_printable(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// The label and the place that messages about this method point to.
PlacedText label_of(Reading& reading, const Node& table) {
  const Member* name = table.find("name");
  if (name == nullptr) name = table.find("plugin");
  if (name == nullptr) {
    reading.findings.error(table.place, "this [[method]] has no name", "write name = \"...\"");
    return {"", table.place};
  }
  PlacedText label{text_value(reading.findings, *name).value_or(""), name->value.place};
  if (name->value.type == NodeType::text && (label.text.empty() || !is_printable(label.text))) {
    reading.findings.error(label.place, "a method's name is empty or has control characters",
                           "give it a readable name");
  }
  const auto& known = reading.suite.methods;
  if (std::any_of(known.begin(), known.end(), [&](const auto& it) { return it.label == label.text; }) &&
      !label.text.empty()) {
    reading.findings.error(label.place, fmt::format("the label '{}' is used twice", label.text),
                           "give each method a name of its own and let `plugin` name what it runs");
  }
  return label;
}

void read_method(Reading& reading, const Node& table) {
  check_keys(reading.findings, table, kMethodKeys, "[[method]]");
  const PlacedText label = label_of(reading, table);
  model::SuiteMethod method;
  method.label = label.text;
  method.plugin = label.text;
  Place plugin_place = label.place;
  if (const Member* member = table.find("baseline")) {
    method.is_baseline = boolean_value(reading.findings, *member).value_or(false);
  }
  if (const Member* member = table.find("environment")) {
    method.environment = variables(reading.findings, *member, "'environment'");
  }
  const Member* plugin = table.find("plugin");
  if (plugin != nullptr) {
    method.plugin = text_value(reading.findings, *plugin).value_or("");
    plugin_place = plugin->value.place;
  }
  const model::Method* known = nullptr;
  if (const Member* member = table.find("exec")) {
    method.plugin.clear();
    if (plugin != nullptr) {
      reading.findings.error(plugin->place, "'plugin' and 'exec' exclude each other", "keep one of them");
    }
    method.command = command_of(reading, *member);
    if (!method.command.empty()) known = described_program(reading, method, member->value.place);
  } else if (reading.track != nullptr && !method.plugin.empty()) {
    known = known_plugin(reading, method.plugin, plugin_place);
  }
  if (const Member* member = table.find("params")) {
    const Node* params = table_value(reading.findings, *member, "'params'");
    if (params != nullptr && known != nullptr) read_params(reading, method, known->description.params, *params);
  }
  reading.suite.methods.push_back(std::move(method));
}

void check_baselines(Reading& reading, const std::vector<const Node*>& tables) {
  std::vector<model::SuiteMethod>& methods = reading.suite.methods;
  if (methods.size() == 1) {
    methods.front().is_baseline = true;
    return;
  }
  const auto place_of_baseline = [&](std::size_t i) {
    const Member* member = tables[i]->find("baseline");
    return member == nullptr ? tables[i]->place : member->place;
  };
  std::optional<std::size_t> baseline;
  for (std::size_t i = 0; i < methods.size(); ++i) {
    if (!methods[i].is_baseline) continue;
    if (baseline) {
      reading.findings.error(
          place_of_baseline(i),
          fmt::format("'{}' is a second baseline beside '{}'", methods[i].label, methods[*baseline].label),
          "methods are weighed against one baseline: remove the others");
      continue;
    }
    baseline = i;
    if (!methods[i].axes.empty()) {
      reading.findings.error(place_of_baseline(i),
                             fmt::format("the baseline '{}' has a list as a parameter", methods[i].label),
                             "give its parameters single values, so that there is one thing to compare with");
    }
  }
  if (!baseline && !methods.empty()) {
    reading.findings.error(tables.front()->place, "no method is the baseline",
                           "write baseline = true in the one that the others are weighed against");
  }
}

}  // namespace

void read_methods(Reading& reading, const Node& root) {
  const Member* member = root.find("method");
  if (member == nullptr) return;
  const std::vector<const Node*> tables = table_list(reading.findings, *member, false);
  for (const Node* table : tables) read_method(reading, *table);
  check_baselines(reading, tables);
}

}  // namespace tare::suite
