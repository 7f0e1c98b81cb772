// Implementation of page.hpp: the template with the sections put in.
#include "report/page.hpp"

#include "report/markup.hpp"
#include "report/sections.hpp"
#include "report/template.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace tare::report {
namespace {

// One pass, so that a text that was put in is never searched again.
std::string filled(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string result;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find("{{"), text.size());
    result += text.substr(0, begin);
    text.remove_prefix(begin);
    const std::size_t end = text.find("}}");
    if (end == std::string_view::npos) break;
    const std::string_view name = text.substr(2, end - 2);
    for (const auto& [key, value] : values) {
      if (key == name) result += value;
    }
    text.remove_prefix(end + 2);
  }
  result += text;
  return result;
}

Markup contents(const Data& data) {
  Markup markup;
  for (std::size_t i = 0; i < data.suites.size(); ++i) {
    markup.open("li").open("a", {{"href", "#" + suite_anchor(i)}}).label(data.suites[i].name, 40).close().close();
  }
  return markup;
}

}  // namespace

std::string page(const Data& data) {
  Markup body;
  body.add(first_screen(data));
  for (std::size_t i = 0; i < data.suites.size(); ++i) body.add(suite_section(data.suites[i], i));
  body.add(failure_section(data)).add(background_sections(data));
  return filled(kPageTemplate, {{"title", escaped(harmless_line(cut(data.title, 100)))},
                                {"style", kStyle},
                                {"script", kScript},
                                {"contents", contents(data).written()},
                                {"body", body.written()},
                                {"data", page_data(data)},
                                {"version", escaped(data.tare_version)}});
}

}  // namespace tare::report
