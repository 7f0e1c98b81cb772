// What stands on the page before anything is scrolled.
#include "report/sections.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

namespace tare::report {
namespace {

void write_counts(Markup& markup, std::string_view name, const std::map<std::string, std::size_t>& counts) {
  if (counts.empty()) return;
  markup.open("div", {{"class", "tile"}}).element("h3", {}, name).open("ul", {{"class", "counts"}});
  for (const auto& [verdict, count] : counts) {
    markup.open("li").element("strong", {}, fmt::format("{}", count)).text(" ");
    write_badge(markup, verdict);
    markup.close();
  }
  markup.close().close();
}

void write_facts(Markup& markup, const Data& data) {
  markup.open("div", {{"class", "tile"}}).element("h3", {}, "Run").open("dl");
  const auto fact = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    markup.open("div").element("dt", {}, name).open("dd").label(value, 80).close().close();
  };
  fact("machine", data.machine);
  fact("started", data.started);
  fact("took", data.duration);
  fact("status", data.status);
  fact("commit", data.commit.empty() ? "" : data.commit.substr(0, 12) + (data.is_dirty ? " with changes" : ""));
  fact("run", data.run_id);
  markup.close().close();
}

}  // namespace

std::string suite_anchor(std::size_t suite) { return fmt::format("suite-{}", suite); }

void write_badge(Markup& markup, std::string_view verdict_or_outcome) {
  markup.open("span", {{"class", fmt::format("badge {}", class_of(verdict_or_outcome))}});
  markup.element("span", {{"aria-hidden", "true"}}, sign_of(verdict_or_outcome)).text(" ");
  markup.text(cut(words(verdict_or_outcome), 40)).close();
}

void write_block(Markup& markup, std::string_view name, std::string_view text) {
  markup.open("pre", {{"tabindex", "0"}, {"role", "region"}, {"aria-label", std::string(name)}});
  markup.element("code", {}, text).close();
}

Markup claim_table(const std::vector<Claim>& claims, const std::string& caption) {
  Markup markup;
  if (claims.empty()) return markup;
  markup.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  markup.open("table", {{"class", "claims sortable"}}).element("caption", {}, caption).open("thead").open("tr");
  for (const std::string_view name : {"verdict", "claim", "expected", "found", "source"})
    markup.element("th", {{"scope", "col"}}, name);
  markup.close().close().open("tbody");
  for (const Claim& claim : claims) {
    markup.open("tr").open("td");
    write_badge(markup, claim.verdict);
    markup.close().open("th", {{"scope", "row"}}).label(claim.says.empty() ? claim.id : claim.says, 200);
    if (!claim.point.empty()) markup.text(" — ").label(claim.point);
    if (!claim.note.empty()) markup.open("small").label(claim.note, 400).close();
    markup.close();
    markup.open("td").label(claim.expected, 80).close();
    markup.open("td").label(claim.found, 80).close();
    markup.open("td").open("small").label(claim.source, 80).text(claim.kind.empty() ? "" : " · ").label(claim.kind, 20);
    markup.close().close().close();
  }
  markup.close().close().close();
  return markup;
}

Markup first_screen(const Data& data) {
  Markup markup;
  markup.open("section", {{"class", "first"}, {"aria-labelledby", "question"}});
  markup.open("h1", {{"id", "question"}}).label(data.title, 100).close();
  if (!data.about.empty()) markup.open("p", {{"class", "about"}}).label(data.about, 600).close();
  for (std::size_t i = 0; i < data.suites.size(); ++i) {
    const Suite& suite = data.suites[i];
    markup.open("p", {{"class", "answer"}});
    if (data.suites.size() > 1) {
      markup.open("a", {{"href", "#" + suite_anchor(i)}}).label(suite.name, 60).close().text(": ");
    }
    for (const std::string& sentence : answer_of(suite)) markup.label(sentence, 600).text(" ");
    markup.close();
  }
  markup.open("div", {{"class", "tiles"}});
  write_counts(markup, "Claims", claim_counts(data));
  write_counts(markup, "Cases", case_counts(data));
  write_facts(markup, data);
  markup.close();
  std::vector<Claim> claims;
  for (const Suite& suite : data.suites) claims.insert(claims.end(), suite.claims.begin(), suite.claims.end());
  markup.add(claim_table(claims, "Claims and their verdicts"));
  markup.close();
  return markup;
}

}  // namespace tare::report
