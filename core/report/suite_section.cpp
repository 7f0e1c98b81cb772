// A suite: its answer, claims, tables and pictures.
#include "report/charts.hpp"
#include "report/sections.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <map>

namespace tare::report {
namespace {

constexpr std::size_t kMostValueRows = 200;

void write_values(Markup& markup, const Suite& suite) {
  if (suite.values.empty()) return;
  markup.open("details").element("summary", {},
                                 fmt::format("Values without a better or worse ({})", suite.values.size()));
  markup.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", "values"}});
  markup.open("table", {{"class", "sortable"}});
  markup.element("caption", {},
                 suite.values.size() > kMostValueRows
                     ? fmt::format("The first {} of {}", kMostValueRows, suite.values.size())
                     : "Means over seeds");
  markup.open("thead").open("tr");
  for (const std::string_view name : {"point", "method", "metric", "value"})
    markup.element("th", {{"scope", "col"}}, name);
  markup.close().close().open("tbody");
  for (std::size_t i = 0; i < std::min(suite.values.size(), kMostValueRows); ++i) {
    const Value& value = suite.values[i];
    markup.open("tr").open("th", {{"scope", "row"}}).label(suite.points[value.point].label).close();
    markup.open("td").label(suite.methods[value.method].label).close();
    markup.open("td").label(value.name).close();
    markup.element("td", {{"class", "number"}}, text::quantity(value.mean, value.unit)).close();
  }
  markup.close().close().close().close();
}

// A group of figures that is not there when it would be empty.
void write_figures(Markup& markup, std::string_view name, const Markup& figures, bool is_open) {
  if (figures.written().empty()) return;
  if (is_open) {
    markup.open("details", {{"class", "table"}, {"open", ""}});
  } else {
    markup.open("details", {{"class", "table"}});
  }
  markup.open("summary").element("h3", {}, name).close().add(figures).close();
}

// Drawn by Vega-Lite where the page has it; the specification is there to be read in any case.
void write_pictures(Markup& markup, const Suite& suite, std::size_t index) {
  for (std::size_t i = 0; i < suite.pictures.size(); ++i) {
    const Picture& picture = suite.pictures[i];
    markup.open("figure").open("figcaption").label(picture.title, 120).close();
    markup.open("div", {{"class", "picture"}, {"data-picture", fmt::format("{}.{}", index, i)}}).close();
    markup.open("details").element("summary", {}, "Specification");
    write_block(markup, "specification", picture.specification);
    markup.close().close();
  }
}

}  // namespace

Markup suite_section(const Suite& suite, std::size_t index) {
  const std::string anchor = suite_anchor(index);
  Markup markup;
  markup.open("section", {{"aria-labelledby", anchor}});
  markup.open("h2", {{"id", anchor}}).label(suite.name, 80).close();
  markup.open("p", {{"class", "about"}}).text("track ").label(suite.track, 40);
  if (!suite.about.empty()) markup.text(" · ").label(suite.about, 600);
  markup.close().open("p");
  for (const std::string& sentence : answer_of(suite)) markup.label(sentence, 600).text(" ");
  markup.close();
  std::size_t ordinal = 0;
  for (const Table& table : suite.tables) {
    markup.add(comparison_section(suite, table, fmt::format("{}.{}", index, ordinal), ordinal == 0));
    ++ordinal;
  }
  write_figures(markup, "Quality against cost", pareto_chart(suite), true);
  write_figures(markup, "Plans", strip_charts(suite), true);
  write_figures(markup, "Series", series_charts(suite), false);
  write_figures(markup, "Samples", sample_charts(suite), false);
  write_pictures(markup, suite, index);
  write_values(markup, suite);
  markup.close();
  return markup;
}

}  // namespace tare::report
