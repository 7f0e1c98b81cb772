// Writes HTML, SVG and XML so that nothing can come out unescaped or unbalanced: a text goes in through functions that
// escape it, a tag is closed by the object that opened it. Knows no element in particular.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tare::report {

// Text that any reader of XML and HTML takes: UTF-8 without terminal colours and control characters.
[[nodiscard]] std::string harmless(std::string_view text);
// The same without direction marks and line ends, for formats that cannot isolate a text from what is around it.
[[nodiscard]] std::string harmless_line(std::string_view text);
// harmless() with & < > " ' as entities: fit for text and for attributes.
[[nodiscard]] std::string escaped(std::string_view text);

struct Attribute {
  std::string_view name;
  std::string value;
};

class Markup {
 public:
  Markup& open(std::string_view tag, std::initializer_list<Attribute> attributes = {});
  Markup& close();  // the innermost open element
  Markup& text(std::string_view text);
  // An element with a text and nothing else.
  Markup& element(std::string_view tag, std::initializer_list<Attribute> attributes, std::string_view text);
  // An element without content: "<circle r="2"/>".
  Markup& empty(std::string_view tag, std::initializer_list<Attribute> attributes);
  // What another Markup wrote.
  Markup& add(const Markup& other);
  // A label from outside, isolated from the direction of the text around it and cut after `columns`.
  Markup& label(std::string_view text, std::size_t columns = 60);

  [[nodiscard]] const std::string& written() const { return written_; }

 private:
  void start(std::string_view tag, std::initializer_list<Attribute> attributes);

  std::string written_;
  std::vector<std::string> open_;
};

// The first `columns` characters, with an ellipsis when that is not all.
[[nodiscard]] std::string cut(std::string_view text, std::size_t columns);

}  // namespace tare::report
