// [[claim]]: a line of a paper as data. Keys are kept as JSON for core/compare, which judges them; here only what is
// wrong without any result is reported: unknown names, missing parts, expectations that nothing can meet.
#include "suite/grammar.hpp"
#include "suite/quantity.hpp"
#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tare::suite {
namespace {

void check_word(Reading& reading, const Member& member, std::span<const std::string_view> words) {
  const std::optional<std::string> text = text_value(reading.findings, member);
  if (!text || std::find(words.begin(), words.end(), *text) != words.end()) return;
  const std::vector<std::string> names(words.begin(), words.end());
  reading.findings.error(member.value.place, fmt::format("'{}' is no '{}'", *text, member.name),
                         suggestion(*text, names));
}

void check_label(Reading& reading, const std::string& label, const Place& place) {
  std::vector<std::string> labels;
  for (const model::SuiteMethod& method : reading.suite.methods) labels.push_back(method.label);
  // A method with axes has variants "label (key=value)".
  const std::string plain = label.substr(0, label.find(" ("));
  for (const std::string& known : labels) {
    if (known == label || known == plain) return;
  }
  reading.findings.error(place, fmt::format("no method of this suite is labelled '{}'", label),
                         suggestion(label, labels));
}

void check_order(Reading& reading, const Member& member) {
  if (member.value.type != NodeType::array || member.value.items.size() < 2) {
    reading.findings.error(member.value.place, "'order' needs a list of two methods or more");
    return;
  }
  for (const PlacedText& label : text_list(reading.findings, member, "a method")) {
    check_label(reading, label.text, label.place);
  }
}

void check_metric(Reading& reading, const Member& member) {
  const std::optional<std::string> name = text_value(reading.findings, member);
  if (!name || reading.track == nullptr) return;
  std::vector<std::string> names;
  for (const MetricSpec& metric : reading.track->metrics) names.push_back(metric.name);
  if (std::find(names.begin(), names.end(), *name) != names.end()) return;
  reading.findings.error(member.value.place,
                         fmt::format("the track '{}' has no metric '{}'", reading.suite.track, *name),
                         suggestion(*name, names));
}

// A number, or nothing; texts with units are left to core/compare, which knows the metric's unit.
std::optional<double> number_of(Reading& reading, const Member* member) {
  if (member == nullptr || member->value.type == NodeType::text) return std::nullopt;
  return real_value(reading.findings, *member);
}

void check_within(Reading& reading, const Member& member) {
  if (member.value.type == NodeType::text) {
    const auto ratio = quantity_in(member.value.text, "ratio");
    if (ratio && *ratio >= 0) return;
    reading.findings.error(member.value.place,
                           fmt::format("'within' is '{}', but a tolerance is wanted", member.value.text),
                           "write \"3 %\" or an absolute number");
    return;
  }
  const std::optional<double> width = real_value(reading.findings, member);
  if (width && *width < 0)
    reading.findings.error(member.value.place, "'within' is negative", "write \"3 %\" or an absolute number");
}

void check_between(Reading& reading, const Member& member) {
  const std::vector<Node>& ends = member.value.items;
  const auto value = [](const Node& node) {
    return node.type == NodeType::integer ? static_cast<double>(node.integer) : node.real;
  };
  const bool is_pair =
      ends.size() == 2 && std::all_of(ends.begin(), ends.end(), [](const Node& node) {
        return node.type == NodeType::integer || (node.type == NodeType::real && std::isfinite(node.real));
      });
  if (!is_pair) {
    reading.findings.error(member.value.place, "'between' wants two numbers", "write between = [low, high]");
  } else if (value(ends[0]) > value(ends[1])) {
    reading.findings.error(member.value.place,
                           fmt::format("nothing lies between {} and {}", value(ends[0]), value(ends[1])),
                           "write the lower number first");
  }
}

void check_expect(Reading& reading, const Node& table, bool has_each) {
  check_keys(reading.findings, table, kExpectKeys, "'expect'");
  const Member* about = table.find("about");
  const Member* within = table.find("within");
  const Member* at_least = table.find("at_least");
  const Member* at_most = table.find("at_most");
  const std::optional<double> center = number_of(reading, about);
  const std::optional<double> low = number_of(reading, at_least);
  const std::optional<double> high = number_of(reading, at_most);
  if (table.members.empty()) reading.findings.error(table.place, "'expect' is empty", "say what is expected");
  if (within != nullptr) check_within(reading, *within);
  if (about != nullptr && within == nullptr) {
    reading.findings.error(about->place, "'about' needs a tolerance", "add within = \"3 %\"");
  }
  if (within != nullptr && about == nullptr && !has_each && table.find("equal") == nullptr) {
    reading.findings.error(within->place, "'within' says how near, but not to what", "add about = ...");
  }
  if (low && high && *low > *high) {
    reading.findings.error(at_least->place, fmt::format("nothing is at least {} and at most {}", *low, *high),
                           "exchange the two");
  }
  if (center && ((low && *center < *low) || (high && *center > *high))) {
    reading.findings.error(about->place, fmt::format("'about' is {}, outside the bounds beside it", *center),
                           "keep one of them");
  }
  if (const Member* sign = table.find("sign")) check_word(reading, *sign, kSigns);
  if (const Member* monotone = table.find("monotone")) check_word(reading, *monotone, kMonotone);
  if (const Member* between = table.find("between")) check_between(reading, *between);
  if (const Member* order = table.find("order")) check_order(reading, *order);
}

// One row of `each`: the keys that choose points, beside what is expected there.
void check_row(Reading& reading, const Node& row, const Member* shared) {
  if (row.type != NodeType::table) {
    reading.findings.error(row.place, fmt::format("'each' holds {}, but tables are wanted", type_name(row)),
                           "write rows like { network = \"vgg-a\", about = 4.97 }");
    return;
  }
  Node where = row;
  Node expect = row;
  const auto is_expectation = [](const Member& member) {
    return std::find(kExpectKeys.begin(), kExpectKeys.end(), member.name) != kExpectKeys.end();
  };
  std::erase_if(where.members, is_expectation);
  std::erase_if(expect.members, [&](const Member& member) { return !is_expectation(member); });
  if (reading.track != nullptr) static_cast<void>(checked_selection(reading, where, "'each'"));
  // A row adds to what `expect` says for all of them.
  if (shared != nullptr && shared->value.type == NodeType::table) {
    for (const Member& member : shared->value.members) {
      if (expect.find(member.name) == nullptr && member.name == "within" && expect.find("about") != nullptr) {
        expect.members.push_back(member);
      }
    }
  }
  if (expect.members.empty() && (shared == nullptr || shared->value.members.empty())) {
    reading.findings.error(row.place, "this row expects nothing", "add about = ..., at_least = ... or equal = ...");
  } else if (!expect.members.empty()) {
    check_expect(reading, expect, true);
  }
}

void check_each(Reading& reading, const Member& each, const Member* shared) {
  if (each.value.type != NodeType::array || each.value.items.empty()) {
    reading.findings.error(each.value.place, "'each' wants a list of tables",
                           "write rows like { network = \"vgg-a\", about = 4.97 }");
    return;
  }
  for (const Node& row : each.value.items) check_row(reading, row, shared);
}

// The axis on which `monotone` and `argmax` walk.
void check_along(Reading& reading, const Member& member) {
  const std::optional<std::string> name = text_value(reading.findings, member);
  if (!name || reading.track == nullptr || reading.broken_keys.contains(*name)) return;
  std::vector<std::string> names;
  for (const model::Axis& axis : reading.suite.axes) names.insert(names.end(), axis.keys.begin(), axis.keys.end());
  if (std::find(names.begin(), names.end(), *name) != names.end()) return;
  reading.findings.error(member.value.place, fmt::format("'{}' is no axis of this suite", *name),
                         suggestion(*name, names));
}

// A claim about texts (a plan) names an artifact, and descriptions do not list those.
bool is_about_text(const Node& table) {
  const auto has_text = [](const Node& node) {
    const Member* equal = node.find("equal");
    return equal != nullptr && equal->value.type == NodeType::text;
  };
  const Member* expect = table.find("expect");
  const Member* each = table.find("each");
  return (expect != nullptr && has_text(expect->value)) ||
         (each != nullptr && std::any_of(each->value.items.begin(), each->value.items.end(), has_text));
}

// What is judged, and on which axis where one is walked.
void check_subject(Reading& reading, const Node& table) {
  const Member* expect = table.find("expect");
  const Member* monotone = expect == nullptr ? nullptr : expect->value.find("monotone");
  const Member* aggregate = table.find("aggregate");
  const Member* walk = aggregate != nullptr && aggregate->value.text == "argmax" ? aggregate : monotone;
  if (walk != nullptr && table.find("along") == nullptr) {
    reading.findings.error(walk->place, "argmax and monotone need an axis", "add along = \"...\" to the claim");
  }
  const Member* metric = table.find("metric");
  const Member* operation = table.find("operation");
  if (metric == nullptr && operation == nullptr) {
    reading.findings.error(table.place, "this claim names neither a metric nor an operation", "add metric = \"...\"");
  } else if (metric != nullptr && operation != nullptr) {
    reading.findings.error(operation->place, "this claim names a metric and an operation", "keep one of them");
  }
}

void check_parts(Reading& reading, const Node& table) {
  for (const std::string_view name : {"source", "says", "note", "operation"}) {
    if (const Member* member = table.find(name)) static_cast<void>(text_value(reading.findings, *member));
  }
  if (const Member* member = table.find("metric"); member != nullptr && !is_about_text(table))
    check_metric(reading, *member);
  for (const std::string_view name : {"method", "against"}) {
    const Member* member = table.find(name);
    const std::optional<std::string> label = member == nullptr ? std::nullopt : text_value(reading.findings, *member);
    // "none" judges the metric itself instead of its ratio to a method's.
    const bool is_none = name == "against" && label == "none";
    if (label && !is_none) check_label(reading, *label, member->value.place);
  }
  if (const Member* member = table.find("along")) check_along(reading, *member);
  if (const Member* member = table.find("aggregate")) check_word(reading, *member, kAggregates);
  if (const Member* member = table.find("kind")) check_word(reading, *member, kClaimKinds);
  if (const Member* member = table.find("select"); member != nullptr && reading.track != nullptr) {
    if (const Node* select = table_value(reading.findings, *member, "'select'")) {
      static_cast<void>(checked_selection(reading, *select, "'select'"));
    }
  }
  const Member* each = table.find("each");
  if (each != nullptr) check_each(reading, *each, table.find("expect"));
  if (const Member* member = table.find("expect")) {
    if (const Node* expect = table_value(reading.findings, *member, "'expect'"))
      check_expect(reading, *expect, each != nullptr);
  } else if (each == nullptr) {
    reading.findings.error(table.place, "this claim expects nothing", "add expect = { about = ..., within = \"3 %\" }");
  }
  check_subject(reading, table);
}

}  // namespace

void read_claims(Reading& reading, const Node& root) {
  const Member* member = root.find("claim");
  if (member == nullptr) return;
  for (const Node* table : table_list(reading.findings, *member, false)) {
    check_keys(reading.findings, *table, kClaimKeys, "[[claim]]");
    model::Claim claim{{}, json_of(*table), table->place.line};
    if (const Member* id = table->find("id")) {
      claim.id = text_value(reading.findings, *id).value_or("");
      const auto& known = reading.suite.claims;
      if (id->value.type == NodeType::text && claim.id.empty()) {
        reading.findings.error(id->value.place, "the claim's id is empty");
      } else if (std::any_of(known.begin(), known.end(), [&](const auto& it) { return it.id == claim.id; })) {
        reading.findings.error(id->value.place, fmt::format("the claim id '{}' is used twice", claim.id),
                               "give each claim its own");
      }
    } else {
      reading.findings.error(table->place, "this claim has no id", "write id = \"...\"");
    }
    check_parts(reading, *table);
    reading.suite.claims.push_back(std::move(claim));
  }
}

}  // namespace tare::suite
