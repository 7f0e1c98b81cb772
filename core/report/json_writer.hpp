// JSON written as it is made. A report of 100,000 cases would need a gigabyte as a tree; nothing is read back here.
// Texts come out safe inside a <script> element: "<", ">" and "&" are written as \u003c and so on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::report {

class JsonWriter {
 public:
  JsonWriter& open_object() { return open('{'); }
  JsonWriter& open_array() { return open('['); }
  JsonWriter& close();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool is_so);
  JsonWriter& value(std::size_t number);
  JsonWriter& value(int number);
  // The shortest text that reads back as the same number; null where it is not finite.
  JsonWriter& value(std::optional<double> number);
  // Four significant digits: for pictures.
  JsonWriter& rounded(double number);

  [[nodiscard]] const std::string& written() const { return written_; }

 private:
  JsonWriter& open(char bracket);
  void separate();

  std::string written_;
  std::string brackets_;
  bool needs_comma_ = false;
};

}  // namespace tare::report
