// What stays the same through a whole run: programs, places, limits of patience. Passed down instead of globals.
#pragma once

#include "base/json.hpp"
#include "device/machine.hpp"
#include "model/catalog.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tare::run {

struct Setting {
  std::string run_id;
  std::filesystem::path worker_program;     // tare-worker
  std::filesystem::path ingredient_folder;  // in the cache
  device::Machine machine;
  // Data sets at hand, by name; a name that is missing here makes unsupported/no_data rows.
  std::map<std::string, std::filesystem::path, std::less<>> data_sets;
  bool is_fresh = false;
  std::uint64_t order_seed = 0;
  int interrupt_fd = -1;
};

}  // namespace tare::run
