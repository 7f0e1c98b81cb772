// Suites with mistakes, each by name: tests/golden/suites/<group>/<name>.txt shows what is said of each.
#pragma once

#include <string>
#include <vector>

namespace tare::suite {

struct WrongSuite {
  std::string name;
  std::string text;
};

struct WrongGroup {
  std::string name;
  std::vector<WrongSuite> suites;
};

[[nodiscard]] std::vector<WrongGroup> wrong_files_and_values();  // wrong_values.cpp
[[nodiscard]] std::vector<WrongGroup> wrong_tables();            // wrong_tables.cpp
[[nodiscard]] std::vector<WrongGroup> wrong_claims();            // wrong_claims.cpp

}  // namespace tare::suite
