// Files that a track makes once for all methods: found by the digest of their recipe, made under a lock in a worker of
// their own, kept in the cache with a note of what they hold.
#pragma once

#include "model/plan.hpp"
#include "run/case_worker.hpp"
#include "run/progress.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace tare::run {

class IngredientShelf {
 public:
  IngredientShelf(store::Store& store, const Setting& setting) : store_(&store), setting_(&setting) {}
  // The file, made when it is not there or not what its note says. An Ending says why it could not be made; that is
  // remembered, so that a hundred cases do not try a hundred times.
  [[nodiscard]] tl::expected<std::filesystem::path, Ending> path_of(const model::Ingredient& ingredient,
                                                                    const model::Suite& suite, Progress& progress);

 private:
  tl::expected<std::filesystem::path, Ending> find_or_make(const model::Ingredient& ingredient,
                                                           const model::Suite& suite, Progress& progress);
  Ending make(const model::Ingredient& ingredient, const model::Suite& suite, const std::filesystem::path& output);
  store::Store* store_;
  const Setting* setting_;
  std::map<std::string, tl::expected<std::filesystem::path, Ending>> known_;  // by id
};

}  // namespace tare::run
