// Reading the keys of one TOML table: which are known, of which type, in which range. Every reader of a table uses
// these, so that the same mistake has the same words everywhere.
#pragma once

#include "suite/document.hpp"
#include "suite/finding.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::suite {

// Collects what is wrong with one file.
class Findings {
 public:
  Findings(std::vector<Finding>& all, std::string file) : all_(all), file_(std::move(file)) {}
  void error(const Place& place, std::string message, std::string hint = {});
  void warning(const Place& place, std::string message, std::string hint = {});
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::vector<Finding>& all_;
  std::string file_;
};

// "did you mean 'x'?", or the candidates when none is near, or "" when there are none.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string> candidates);

// Reports members that are not known. `where` is how messages call the table: "[timing]".
void check_keys(Findings& findings, const Node& table, std::span<const std::string_view> known, std::string_view where);

// Typed access. Each reports a wrong type and then answers nothing.
[[nodiscard]] std::optional<std::string> text_value(Findings& findings, const Member& member);
[[nodiscard]] std::optional<bool> boolean_value(Findings& findings, const Member& member);
[[nodiscard]] std::optional<std::int64_t> integer_value(Findings& findings, const Member& member, std::int64_t min,
                                                        std::int64_t max);
// A finite number, integers included.
[[nodiscard]] std::optional<double> real_value(Findings& findings, const Member& member);
// A text with a unit of the wanted dimension, above zero. A bare number is refused: its unit would be a guess.
[[nodiscard]] std::optional<double> quantity_value(Findings& findings, const Member& member, std::string_view unit);
// A table, or nothing and a finding.
[[nodiscard]] const Node* table_value(Findings& findings, const Member& member, std::string_view where);
// [[name]] tables; a single [name] is accepted where `single` allows it.
[[nodiscard]] std::vector<const Node*> table_list(Findings& findings, const Member& member, bool accepts_single);

struct PlacedText {
  std::string text;
  Place place;
};
// A text or a list of texts, none empty, none twice; `what` is "a device", "a data set".
[[nodiscard]] std::vector<PlacedText> text_list(Findings& findings, const Member& member, std::string_view what);
// name = "text" pairs for environment variables.
[[nodiscard]] std::map<std::string, std::string> variables(Findings& findings, const Member& member,
                                                           std::string_view where);

}  // namespace tare::suite
