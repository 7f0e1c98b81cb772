// Implementation of json_writer.hpp.
#include "report/json_writer.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tare::report {

void JsonWriter::separate() {
  if (needs_comma_) written_ += ',';
  needs_comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  written_ += bracket;
  brackets_ += bracket == '{' ? '}' : ']';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close() {
  written_ += brackets_.back();
  brackets_.pop_back();
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  written_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  written_ += '"';
  for (const char c : text::to_utf8(text)) {
    if (c == '"' || c == '\\') {
      written_ += '\\';
      written_ += c;
    } else if (c == '\n') {
      written_ += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '>' || c == '&') {
      written_ += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      written_ += c;
    }
  }
  written_ += '"';
  return *this;
}

JsonWriter& JsonWriter::value(bool is_so) {
  separate();
  written_ += is_so ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::value(std::size_t number) {
  separate();
  written_ += fmt::format("{}", number);
  return *this;
}

JsonWriter& JsonWriter::value(int number) {
  separate();
  written_ += fmt::format("{}", number);
  return *this;
}

JsonWriter& JsonWriter::value(std::optional<double> number) {
  separate();
  written_ += number && std::isfinite(*number) ? text::exact_number(*number) : "null";
  return *this;
}

JsonWriter& JsonWriter::rounded(double number) {
  separate();
  written_ += std::isfinite(number) ? fmt::format("{:.4g}", number) : "null";
  return *this;
}

}  // namespace tare::report
