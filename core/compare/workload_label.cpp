// Implementation of workload_label.hpp.
#include "compare/workload_label.hpp"

#include <set>

namespace tare::compare {

std::vector<std::string> differing_keys(std::span<const Json> objects) {
  std::set<std::string> names;
  for (const Json& object : objects) {
    if (!object.is_object()) continue;
    for (const auto& [key, value] : object.items()) names.insert(key);
  }
  std::vector<std::string> keys;
  for (const std::string& name : names) {
    std::set<std::string> values;
    for (const Json& object : objects) {
      values.insert(object.is_object() && object.contains(name) ? object[name].dump() : std::string());
    }
    if (values.size() > 1) keys.push_back(name);
  }
  return keys;
}

std::string values_text(const Json& object, std::span<const std::string> keys) {
  std::string text;
  for (const std::string& key : keys) {
    if (!object.is_object() || !object.contains(key)) continue;
    if (!text.empty()) text += ' ';
    const Json& value = object[key];
    text += value.is_string() ? value.get<std::string>() : value.dump();
  }
  return text;
}

}  // namespace tare::compare
