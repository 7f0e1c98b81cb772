// A TOML file as a tree of values that know where they stand. The only user of toml++ in core is document.cpp; every
// reader of a table works on these nodes, so it compiles fast and can be tested without a parser.
#pragma once

#include "suite/finding.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::suite {

enum class NodeType : std::uint8_t { boolean, integer, real, text, date, array, table };

struct Member;

struct Node {
  NodeType type = NodeType::table;
  Place place;
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;
  std::string text;             // of a text; of a date as written
  std::vector<Node> items;      // of an array
  std::vector<Member> members;  // of a table, in file order

  // The member of that name; null when absent or when this is no table.
  [[nodiscard]] const Member* find(std::string_view name) const;
};

struct Member {
  std::string name;
  Place place;  // of the key
  Node value;
};

struct SyntaxProblem {
  Place place;
  std::string message;
  std::string hint;
};

// Files above this are refused: a suite is written by people, and the largest in use has some 10 kB.
inline constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;

[[nodiscard]] tl::expected<Node, SyntaxProblem> parse(std::string_view text);

// What a value is, for messages: "a text", "a list", "an integer", ...
[[nodiscard]] std::string_view type_name(const Node& node);

}  // namespace tare::suite
