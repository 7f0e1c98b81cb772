// Implementation of markup.hpp.
#include "report/markup.hpp"

#include "base/text.hpp"

#include <cstddef>

namespace tare::report {
namespace {

// The end of a terminal's control sequence that begins at `begin` with ESC: "ESC [ ... letter".
std::size_t end_of_sequence(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  if (at >= text.size() || text[at] != '[') return at;
  ++at;
  while (at < text.size() && text[at] >= 0x20 && text[at] < 0x40) ++at;
  return at < text.size() ? at + 1 : at;
}

// U+FFFE and U+FFFF are no characters in XML; U+0080 to U+009F are controls.
bool is_forbidden(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF") ||
         (rest.size() > 1 && rest[0] == '\xC2' && static_cast<unsigned char>(rest[1]) < 0xA0);
}

// Embeddings, overrides, isolates and marks of writing direction: U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
bool is_direction_mark(std::string_view rest) {
  if (!rest.starts_with("\xE2\x80") && !rest.starts_with("\xE2\x81")) return false;
  if (rest.size() < 3) return false;
  const auto last = static_cast<unsigned char>(rest[2]);
  if (rest[1] == '\x80') return last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE);
  return last >= 0xA6 && last <= 0xA9;
}

}  // namespace

std::string harmless(std::string_view text) {
  const std::string utf8 = text::to_utf8(text);
  std::string result;
  result.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const char c = utf8[i];
    if (c == '\x1B') {
      i = end_of_sequence(utf8, i);
      continue;
    }
    const std::string_view rest = std::string_view(utf8).substr(i);
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F') {
      if (c != '\r') result += "\xEF\xBF\xBD";
      ++i;
    } else if (is_forbidden(rest)) {
      result += "\xEF\xBF\xBD";
      i += c == '\xC2' ? 2 : 3;
    } else {
      result += c;
      ++i;
    }
  }
  return result;
}

std::string harmless_line(std::string_view text) {
  const std::string clean = harmless(text);
  std::string result;
  result.reserve(clean.size());
  for (std::size_t i = 0; i < clean.size(); ++i) {
    if (is_direction_mark(std::string_view(clean).substr(i))) {
      i += 2;
    } else {
      result += clean[i] == '\n' || clean[i] == '\t' ? ' ' : clean[i];
    }
  }
  return result;
}

std::string escaped(std::string_view text) {
  const std::string clean = harmless(text);
  std::string result;
  result.reserve(clean.size() + clean.size() / 16);
  for (const char c : clean) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string cut(std::string_view text, std::size_t columns) {
  const std::string_view shown = text::first_columns(text, columns);
  return shown.size() == text.size() ? std::string(text) : std::string(shown) + "\xE2\x80\xA6";
}

void Markup::start(std::string_view tag, std::initializer_list<Attribute> attributes) {
  written_ += '<';
  written_ += tag;
  for (const Attribute& attribute : attributes) {
    written_ += ' ';
    written_ += attribute.name;
    written_ += "=\"";
    written_ += escaped(attribute.value);
    written_ += '"';
  }
}

Markup& Markup::open(std::string_view tag, std::initializer_list<Attribute> attributes) {
  start(tag, attributes);
  written_ += '>';
  open_.emplace_back(tag);
  return *this;
}

Markup& Markup::close() {
  written_ += "</" + open_.back() + ">";
  open_.pop_back();
  return *this;
}

Markup& Markup::text(std::string_view text) {
  written_ += escaped(text);
  return *this;
}

Markup& Markup::element(std::string_view tag, std::initializer_list<Attribute> attributes, std::string_view text) {
  return open(tag, attributes).text(text).close();
}

Markup& Markup::empty(std::string_view tag, std::initializer_list<Attribute> attributes) {
  start(tag, attributes);
  written_ += "/>";
  return *this;
}

Markup& Markup::add(const Markup& other) {
  written_ += other.written_;
  return *this;
}

Markup& Markup::label(std::string_view text, std::size_t columns) {
  const std::string shown = cut(text, columns);
  // The whole text stays within reach, but not ten thousand times ten kilobytes of it.
  if (shown.size() == text.size()) return element("bdi", {}, shown);
  return element("bdi", {{"title", cut(text, 300)}}, shown);
}

}  // namespace tare::report
