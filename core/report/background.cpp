// What the numbers rest on: failures with their last words, the environment, the suite's text, queries.
#include "report/sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace tare::report {
namespace {

constexpr std::size_t kMostFailures = 200;
constexpr std::size_t kOutputBytes = 4000;  // of the end of what a worker printed

// The end of a text, from a character's beginning on.
std::string_view tail(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t begin = text.size() - bytes;
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) ++begin;
  return text.substr(begin);
}

void write_failure(Markup& markup, const Suite& suite, const Case& failed) {
  markup.open("li");
  write_badge(markup, failed.outcome);
  markup.text(" ").label(suite.name, 60).text(": ").label(suite.methods[failed.method].label, 60).text(", ");
  markup.label(suite.points[failed.point].label, 60).text(fmt::format(", seed {}", failed.seed));
  if (!failed.half.empty()) markup.text(", " + failed.half);
  if (!failed.reason.empty()) markup.text(" — ").label(words(failed.reason), 60);
  if (!failed.message.empty()) markup.open("p").label(failed.message, 600).close();
  if (!failed.output.empty()) {
    markup.open("details").element("summary", {}, "Last output");
    write_block(markup, "last output", tail(failed.output, kOutputBytes));
    markup.close();
  }
  markup.close();
}

}  // namespace

Markup failure_section(const Data& data) {
  Markup markup;
  Markup items;
  std::size_t count = 0;
  for (const Suite& suite : data.suites) {
    for (const Case& one : suite.cases) {
      if (one.outcome == "ok") continue;
      if (++count <= kMostFailures) write_failure(items, suite, one);
    }
  }
  markup.open("section", {{"aria-labelledby", "failures"}}).element("h2", {{"id", "failures"}}, "Failures");
  if (count == 0) {
    markup.element("p", {}, "None: every case ended ok.");
  } else {
    markup.open("ul", {{"class", "failures"}}).add(items).close();
  }
  if (count > kMostFailures) {
    markup.element("p", {{"class", "note"}}, fmt::format("The first {} of {} are shown.", kMostFailures, count));
  }
  markup.close();
  return markup;
}

Markup background_sections(const Data& data) {
  Markup markup;
  markup.open("section", {{"aria-labelledby", "environment"}}).element("h2", {{"id", "environment"}}, "Environment");
  markup.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", "environment"}});
  markup.open("table").element("caption", {}, "Machine, software and the command").open("tbody");
  const auto row = [&](const std::string& name, const std::string& value) {
    markup.open("tr").open("th", {{"scope", "row"}}).label(name).close().open("td").label(value, 400).close().close();
  };
  row("command", data.command_line);
  row("tare", data.tare_version);
  for (const Fact& fact : data.environment) row(fact.name, fact.value);
  markup.close().close().close().close();
  if (!data.suite_text.empty()) {
    markup.open("section", {{"aria-labelledby", "suite"}}).element("h2", {{"id", "suite"}}, "The suite's text");
    markup.open("p").label(data.suite_path, 200).close();
    write_block(markup, "the suite's text", data.suite_text);
    markup.close();
  }
  if (data.queries.empty()) return markup;
  markup.open("section", {{"aria-labelledby", "queries"}}).element("h2", {{"id", "queries"}}, "Queries");
  for (const Fact& query : data.queries) {
    markup.element("h3", {}, query.name);
    write_block(markup, query.name, query.value);
  }
  markup.close();
  return markup;
}

}  // namespace tare::report
