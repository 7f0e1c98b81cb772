// Precompiled for folders of many files: what nearly all of them parse. Nothing relies on it being included; without
// precompiled headers (-Db_pch=false) everything builds the same, slower.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
