// What reading a suite needs from outside, passed in so that reading stays pure and tests need no files.
#pragma once

#include "model/catalog.hpp"
#include "tare/error.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare::suite {

struct LoadContext {
  const model::Catalog& catalog;
  std::filesystem::path working_folder;  // absolute: relative suite paths start here
  std::function<Result<std::string>(const std::filesystem::path&)> read_file;    // a suite's text
  std::function<Result<std::string>(const std::filesystem::path&)> file_digest;  // SHA-256 of an input file
  // Asks an `exec` method what it is: argv, the suite's folder and the variables of its worker.
  std::function<Result<model::Method>(const std::vector<std::string>&, const std::filesystem::path&,
                                      const std::map<std::string, std::string>&)>
      describe_exec;
  // Names of all known data sets; not checked without them.
  std::optional<std::vector<std::string>> data_sets = {};
};

}  // namespace tare::suite
