// Implementation of names.hpp.
#include "scaffold/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace tare::scaffold {
namespace {

constexpr std::size_t kLongest = 60;

// Targets that Meson and ninja keep for themselves, folders of a track, and names that core uses as namespaces.
constexpr std::array<std::string_view, 34> kReserved = {
    "all",       "benchmark", "build",    "clean", "dist",    "help",     "install",   "meson", "ninja",
    "parts",     "phony",     "problem",  "std",   "tare",    "template", "templates", "test",  "tests",
    "uninstall", "base",      "catalog",  "cli",   "compare", "data",     "device",    "host",  "measure",
    "model",     "report",    "scaffold", "sdk",   "store",   "suite",    "wire"};

// Names that could stand as a namespace of C++ otherwise.
constexpr std::array<std::string_view, 61> kKeywords = {
    "alignas",  "alignof", "and",      "asm",      "auto",     "bool",      "break",   "case",      "catch",
    "char",     "class",   "compl",    "concept",  "const",    "continue",  "default", "delete",    "do",
    "double",   "else",    "enum",     "explicit", "export",   "extern",    "false",   "float",     "for",
    "friend",   "goto",    "if",       "inline",   "int",      "long",      "mutable", "namespace", "new",
    "noexcept", "not",     "operator", "or",       "private",  "protected", "public",  "register",  "requires",
    "return",   "short",   "signed",   "sizeof",   "static",   "struct",    "switch",  "this",      "throw",
    "true",     "try",     "typedef",  "union",    "unsigned", "virtual",   "void"};

bool is_kebab_case(std::string_view name) {
  if (name.empty() || name.front() < 'a' || name.front() > 'z' || name.back() == '-') return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!is_word && (c != '-' || name[i - 1] == '-')) return false;
  }
  return true;
}

std::string with_words(std::string_view kebab, char separator, bool is_upper) {
  std::string text;
  for (const char c : kebab) {
    text += c == '-' ? separator : is_upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
  }
  return text;
}

}  // namespace

Result<void> check_name(std::string_view what, std::string_view name) {
  if (!is_kebab_case(name)) {
    return fail(
        ErrorKind::usage,
        fmt::format("\"{}\" cannot name a {}; use lower-case letters, digits and single hyphens, beginning with "
                    "a letter: my-{}",
                    name, what, what));
  }
  if (name.size() > kLongest) {
    return fail(ErrorKind::usage, fmt::format("the name has {} letters; use at most {}", name.size(), kLongest));
  }
  const bool is_reserved = std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end() ||
                           std::find(kKeywords.begin(), kKeywords.end(), name) != kKeywords.end();
  if (is_reserved) {
    return fail(ErrorKind::usage,
                fmt::format("\"{}\" is a word of C++, of the build or of tare itself; choose another name", name));
  }
  return {};
}

std::string snake_case(std::string_view kebab) { return with_words(kebab, '_', false); }

std::string upper_snake_case(std::string_view kebab) { return with_words(kebab, '_', true); }

std::string camel_case(std::string_view kebab) {
  std::string text;
  bool starts_word = true;
  for (const char c : kebab) {
    if (c != '-') text += starts_word ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    starts_word = c == '-';
  }
  return text;
}

}  // namespace tare::scaffold
