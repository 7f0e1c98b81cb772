// Implementation of markup_check.hpp.
#include "markup_check.hpp"

#include <cctype>
#include <cstddef>
#include <set>
#include <vector>

namespace tare::report {
namespace {

std::string near(std::string_view what, std::string_view markup, std::size_t at) {
  return std::string(what) + " near \"" + std::string(markup.substr(at, 80)) + "\"";
}

bool is_entity(std::string_view rest) {
  for (const std::string_view known : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}) {
    if (rest.starts_with(known)) return true;
  }
  return false;
}

std::string flaw_of_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&' && !is_entity(text.substr(i))) return near("bare &", text, i);
    if (text[i] == '>') return near("bare >", text, i);
    if (static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\n' && text[i] != '\t')
      return near("control character", text, i);
  }
  return "";
}

// `tag` is what stands between the brackets, without a closing slash.
std::string flaw_of_attributes(std::string_view tag) {
  std::set<std::string_view> names;
  std::size_t at = tag.find(' ');
  while (at != std::string_view::npos && at < tag.size()) {
    while (at < tag.size() && tag[at] == ' ') ++at;
    if (at == tag.size()) break;
    const std::size_t equals = tag.find('=', at);
    if (equals == std::string_view::npos || equals + 1 >= tag.size() || tag[equals + 1] != '"')
      return near("attribute without quotes", tag, at);
    const std::string_view name = tag.substr(at, equals - at);
    if (!names.insert(name).second) return near("attribute twice", tag, at);
    if (name.starts_with("on") || name == "src" || name == "srcdoc")
      return near("attribute that loads or runs", tag, at);
    const std::size_t end = tag.find('"', equals + 2);
    if (end == std::string_view::npos) return near("open attribute", tag, at);
    const std::string_view value = tag.substr(equals + 2, end - equals - 2);
    if (name == "href" && !value.starts_with("#") && value != "data:,") return near("reference to elsewhere", tag, at);
    if (const std::string flaw = flaw_of_text(value); !flaw.empty()) return flaw;
    at = end + 1;
  }
  return "";
}

}  // namespace

std::string first_flaw(std::string_view markup) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < markup.size();) {
    const std::size_t begin = std::min(markup.find('<', at), markup.size());
    if (const std::string flaw = flaw_of_text(markup.substr(at, begin - at)); !flaw.empty()) return flaw;
    if (begin == markup.size()) break;
    const std::size_t end = markup.find('>', begin);
    if (end == std::string_view::npos) return near("open tag", markup, begin);
    std::string_view tag = markup.substr(begin + 1, end - begin - 1);
    at = end + 1;
    if (tag.starts_with('!') || tag.starts_with('?')) continue;
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return near("close without open", markup, begin);
      open.pop_back();
      continue;
    }
    const bool is_empty = tag.ends_with('/');
    if (is_empty) tag.remove_suffix(1);
    const std::string name(tag.substr(0, tag.find(' ')));
    if (name.empty() || std::isalpha(static_cast<unsigned char>(name[0])) == 0) return near("no name", markup, begin);
    if (const std::string flaw = flaw_of_attributes(tag); !flaw.empty()) return flaw;
    if (is_empty) continue;
    open.push_back(name);
    if (name == "script" || name == "style") {
      at = markup.find("</" + name + ">", at);
      if (at == std::string_view::npos) return near("open " + name, markup, begin);
    }
  }
  return open.empty() ? "" : "never closed: " + open.back();
}

}  // namespace tare::report
