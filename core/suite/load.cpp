// Reads the outer file and every file that it includes, each once, and puts the suites in order.
#include "suite/load.hpp"

#include "base/digest.hpp"
#include "suite/document.hpp"
#include "suite/grammar.hpp"
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tare::suite {
namespace {

namespace fs = std::filesystem;

// Symbolic links can make an endless chain of different paths.
constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxFiles = 1000;

class Loader {
 public:
  explicit Loader(const LoadContext& context) : context_(context) {}

  Loaded load(const std::string& path);

 private:
  void read_file(const std::string& shown, const Findings* includer, const Place& place);
  void read_text(const std::string& shown, const fs::path& absolute);
  void read_head(Findings& findings, const Node& root, model::Suite& suite, bool has_methods);
  void read_includes(Findings& findings, const Node& root, const std::string& shown);
  void include(Findings& findings, const PlacedText& name, const std::string& shown);
  void check_outer(Findings& findings, const Node& root);
  const TrackDescription* known_track(Findings& findings, const Member* member, const Place& place, std::string& name);

  const LoadContext& context_;
  model::SuiteSet set_;
  std::vector<Finding> findings_;
  Texts texts_;
  std::vector<model::Method> exec_methods_;
  std::vector<std::string> open_;  // absolute paths of the files under way, outermost first
  std::set<std::string> done_;
  std::map<std::string, std::string> names_;  // suite name to file
  std::string all_texts_;
};

Loaded Loader::load(const std::string& path) {
  set_.path = path;
  read_file(path, nullptr, {});
  set_.digest = digest::of_text(all_texts_);
  Loaded loaded{std::nullopt, sorted(std::move(findings_)), std::move(texts_), std::move(exec_methods_)};
  if (!has_error(loaded.findings)) loaded.set = std::move(set_);
  return loaded;
}

void Loader::read_file(const std::string& shown, const Findings* includer, const Place& place) {
  const fs::path absolute = (context_.working_folder / shown).lexically_normal();
  if (!done_.insert(absolute.string()).second) return;
  const Result<std::string> text = context_.read_file(absolute);
  if (!text) {
    // Said where the file is named: on the include line, or at the top of the missing file itself.
    Findings findings(findings_, includer == nullptr ? shown : includer->file());
    findings.error(place, text.error().message, "name a suite file that can be read");
    return;
  }
  texts_[shown] = *text;
  all_texts_ += fmt::format("{} {}\n", text->size(), digest::of_text(*text));
  open_.push_back(absolute.string());
  read_text(shown, absolute);
  open_.pop_back();
}

void Loader::read_text(const std::string& shown, const fs::path& absolute) {
  Findings findings(findings_, shown);
  const std::string& text = texts_[shown];
  const bool is_outer = open_.size() == 1;
  if (is_outer) set_.text = text;
  const auto root = parse(text);
  if (!root) {
    findings.error(root.error().place, root.error().message, root.error().hint);
    return;
  }
  if (root->members.empty()) {
    findings.error({}, "the file holds no suite", "a suite has [suite], [workload] and [[method]] tables");
    return;
  }
  check_keys(findings, *root, kTopKeys, "a suite");
  const bool has_methods = root->find("method") != nullptr;
  model::Suite suite;
  suite.path = shown;
  suite.folder = absolute.parent_path().string();
  suite.text = text;
  read_head(findings, *root, suite, has_methods);
  if (is_outer) {
    set_.name = suite.name;
    set_.about = suite.about;
  }
  if (has_methods) {
    const model::Track* track = context_.catalog.track(suite.track);
    Reading reading{context_, findings, suite, track == nullptr ? nullptr : &track->description, exec_methods_};
    read_workload(reading, *root);
    read_settings(reading, *root);
    read_methods(reading, *root);
    read_exclusions(reading, *root);
    read_claims(reading, *root);
    set_.suites.push_back(std::move(suite));
  } else {
    check_outer(findings, *root);
  }
  read_includes(findings, *root, shown);
}

void Loader::check_outer(Findings& findings, const Node& root) {
  const bool includes = root.find("include") != nullptr ||
                        (root.find("suite") != nullptr && root.find("suite")->value.find("include") != nullptr);
  if (!includes) {
    findings.error({}, "the suite has no methods", "add a [[method]] table, or include = [...] to gather other suites");
    return;
  }
  for (const Member& member : root.members) {
    if (member.name == "suite" || member.name == "include") continue;
    if (std::find(kTopKeys.begin(), kTopKeys.end(), member.name) == kTopKeys.end()) continue;
    findings.error(member.place, fmt::format("'{}' has no effect in a file that only includes others", member.name),
                   "write it into the included files, or add a [[method]]");
  }
}

const TrackDescription* Loader::known_track(Findings& findings, const Member* member, const Place& place,
                                            std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : context_.catalog.tracks) names.push_back(entry.first);
  if (member == nullptr) {
    findings.error(place, "[suite] names no track", fmt::format("add track = \"...\"; {}", suggestion("", names)));
    return nullptr;
  }
  name = text_value(findings, *member).value_or("");
  if (member->value.type != NodeType::text) return nullptr;
  if (const model::Track* track = context_.catalog.track(name)) return &track->description;
  std::string hint = suggestion(name, names);
  const std::vector<model::Refusal>& refusals = context_.catalog.refusals;
  if (hint.empty() && !refusals.empty()) {
    hint = fmt::format("no plugin can be used; `tare doctor` says why: {}", refusals.front().message);
  }
  if (hint.empty()) hint = "no plugin was found at all: name their folder with --plugin-path, and see `tare doctor`";
  findings.error(member->value.place, fmt::format("no plugin answers for the track '{}'", name), std::move(hint));
  return nullptr;
}

void Loader::read_head(Findings& findings, const Node& root, model::Suite& suite, bool has_methods) {
  const Member* head = root.find("suite");
  if (head == nullptr) {
    if (has_methods)
      findings.error({}, "there is no [suite] table", "begin with [suite], name = \"...\" and track = \"...\"");
    // A gathering file may do without; its own name is then the file's.
    suite.name = fs::path(suite.path).stem().string();
    return;
  }
  const Node* table = table_value(findings, *head, "[suite]");
  if (table == nullptr) return;
  check_keys(findings, *table, kSuiteKeys, "[suite]");
  if (const Member* member = table->find("name")) {
    suite.name = text_value(findings, *member).value_or("");
    const bool is_unusable = suite.name.empty() || std::any_of(suite.name.begin(), suite.name.end(), [](char c) {
                               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                             });
    if (member->value.type == NodeType::text && is_unusable) {
      findings.error(member->value.place, "the suite's name is empty or has control characters",
                     "give it a readable name");
    } else if (const auto [other, is_new] = names_.try_emplace(suite.name, suite.path); !is_new && has_methods) {
      findings.error(member->value.place,
                     fmt::format("the suite name '{}' is used by {} too", suite.name, other->second),
                     "suites that run together need different names");
    }
  } else {
    findings.error(head->place, "[suite] has no name", "add name = \"...\"");
  }
  if (const Member* member = table->find("about")) suite.about = text_value(findings, *member).value_or("");
  if (has_methods || table->find("track") != nullptr) {
    static_cast<void>(known_track(findings, table->find("track"), head->place, suite.track));
  }
}

void Loader::read_includes(Findings& findings, const Node& root, const std::string& shown) {
  std::vector<const Member*> lists;
  if (const Member* top = root.find("include")) lists.push_back(top);
  if (const Member* suite = root.find("suite")) {
    if (const Member* inner = suite->value.find("include")) lists.push_back(inner);
  }
  for (const Member* member : lists) {
    for (const PlacedText& name : text_list(findings, *member, "a suite file")) include(findings, name, shown);
  }
}

void Loader::include(Findings& findings, const PlacedText& name, const std::string& shown) {
  if (name.text.find('\0') != std::string::npos) {
    findings.error(name.place, "a file's name holds a zero byte");
    return;
  }
  const std::string path = (fs::path(shown).parent_path() / name.text).lexically_normal().string();
  const std::string absolute = (context_.working_folder / path).lexically_normal().string();
  if (const auto at = std::find(open_.begin(), open_.end(), absolute); at != open_.end()) {
    findings.error(name.place,
                   fmt::format("'{}' includes itself{}", name.text, at + 1 == open_.end() ? "" : " over other files"),
                   "remove one of the includes");
    return;
  }
  if (open_.size() >= kMaxDepth || done_.size() >= kMaxFiles) {
    findings.error(name.place,
                   fmt::format("more than {} files include each other, or {} files in all", kMaxDepth, kMaxFiles));
    return;
  }
  read_file(path, &findings, name.place);
}

}  // namespace

Loaded load(const std::string& path, const LoadContext& context) { return Loader(context).load(path); }

model::Catalog with_exec_methods(model::Catalog catalog, const Loaded& loaded) {
  for (const model::Method& method : loaded.exec_methods) {
    catalog.methods[method.description.track][method.description.name] = method;
  }
  return catalog;
}

}  // namespace tare::suite
