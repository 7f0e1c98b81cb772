// Implementation of render.hpp. Carets stand below their text on a terminal: tabs become blanks, and wide characters
// (East Asian, emoji) count two columns.
#include "suite/render.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace tare::suite {
namespace {

// A line longer than this is cut around the place, so that a generated file does not flood a terminal.
constexpr std::size_t kMaxShown = 160;

struct Letter {
  std::string bytes;
  std::size_t width = 1;
};

// Combining marks take no column, East Asian wide forms and emoji two (the main blocks of Unicode's EastAsianWidth.txt
// and general category Mn).
std::size_t width_of(std::uint32_t code) {
  struct Range {
    std::uint32_t first, last;
  };
  constexpr std::array<Range, 7> kNone = {{{0x300, 0x36F},
                                           {0x483, 0x489},
                                           {0x591, 0x5BD},
                                           {0x610, 0x61A},
                                           {0x200B, 0x200F},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F}}};
  constexpr std::array<Range, 9> kWide = {{{0x1100, 0x115F},
                                           {0x2E80, 0x303E},
                                           {0x3041, 0xA4CF},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFE30, 0xFE6F},
                                           {0xFF00, 0xFF60},
                                           {0x1F300, 0x1FAFF},
                                           {0x20000, 0x3FFFD}}};
  const auto holds = [&](const Range& range) { return code >= range.first && code <= range.last; };
  if (std::any_of(kNone.begin(), kNone.end(), holds)) return 0;
  return std::any_of(kWide.begin(), kWide.end(), holds) ? 2 : 1;
}

// The line's code points, with whatever could move a terminal's cursor made harmless.
std::vector<Letter> letters_of(std::string_view line) {
  std::vector<Letter> letters;
  const std::string clean = text::to_utf8(line);
  for (std::size_t i = 0; i < clean.size();) {
    const auto byte = static_cast<unsigned char>(clean[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    std::uint32_t code = length == 1 ? byte : byte & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) code = code << 6 | (static_cast<unsigned char>(clean[i + k]) & 0x3FU);
    const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
                            (code >= 0x2066 && code <= 0x2069);
    if (code == '\t') {
      letters.push_back({"    ", 4});
    } else if (is_control) {
      letters.push_back({"\xEF\xBF\xBD", 1});
    } else {
      letters.push_back({clean.substr(i, length), width_of(code)});
    }
    i += length;
  }
  return letters;
}

// Messages quote the file; the same care as for its lines.
std::string harmless(std::string_view text) {
  std::string out;
  for (const Letter& letter : letters_of(text)) out += letter.bytes;
  return out;
}

std::string_view line_of(std::string_view text, int number) {
  for (int line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct Excerpt {
  std::string line;
  std::string marks;
};

Excerpt excerpt(std::string_view line, int column, int length) {
  const std::vector<Letter> letters = letters_of(line);
  const std::size_t at = std::min(static_cast<std::size_t>(std::max(column, 1) - 1), letters.size());
  const std::size_t begin = letters.size() > kMaxShown && at > kMaxShown / 2 ? at - kMaxShown / 2 : 0;
  const std::size_t end = std::min(letters.size(), begin + kMaxShown);
  Excerpt out;
  if (begin > 0) out.line = out.marks = "...";
  if (begin > 0) out.marks = "   ";
  for (std::size_t i = begin; i < end; ++i) {
    out.line += letters[i].bytes;
    if (i < at) out.marks.append(letters[i].width, ' ');
  }
  if (end < letters.size()) out.line += "...";
  std::size_t under = 0;
  for (std::size_t i = at; i < end && i < at + static_cast<std::size_t>(std::max(length, 1)); ++i)
    under += letters[i].width;
  out.marks += '^';
  if (under > 1) out.marks.append(under - 1, '~');
  return out;
}

}  // namespace

std::string render(const std::vector<Finding>& findings, const Texts& texts, bool colour) {
  std::string out;
  const auto painted = [&](std::string_view code, std::string_view text) {
    return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  };
  for (const Finding& finding : findings) {
    if (!out.empty()) out += '\n';
    const bool is_error = finding.severity == Severity::error;
    out += painted("1", fmt::format("{}:{}:{}:", harmless(finding.file), finding.line, finding.column));
    out += fmt::format(" {} {}\n", painted(is_error ? "1;31" : "1;33", is_error ? "error:" : "warning:"),
                       harmless(finding.message));
    if (const auto text = texts.find(finding.file); text != texts.end()) {
      const Excerpt shown = excerpt(line_of(text->second, finding.line), finding.column, finding.length);
      out += fmt::format("{:>5} | {}\n      | {}\n", finding.line, shown.line,
                         painted(is_error ? "31" : "33", shown.marks));
    }
    if (!finding.hint.empty()) out += fmt::format("        {}\n", harmless(finding.hint));
  }
  return out;
}

Json to_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"file", text::to_utf8(finding.file)},
                    {"line", finding.line},
                    {"column", finding.column},
                    {"length", finding.length},
                    {"severity", finding.severity == Severity::error ? "error" : "warning"},
                    {"message", text::to_utf8(finding.message)},
                    {"hint", text::to_utf8(finding.hint)}});
  }
  return list;
}

}  // namespace tare::suite
