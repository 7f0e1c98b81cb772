// Look-ups of catalog.hpp.
#include "model/catalog.hpp"

namespace tare::model {

const Track* Catalog::track(std::string_view name) const {
  const auto found = tracks.find(name);
  return found == tracks.end() ? nullptr : &found->second;
}

const Method* Catalog::method(std::string_view track, std::string_view name) const {
  const auto of_track = methods.find(track);
  if (of_track == methods.end()) return nullptr;
  const auto found = of_track->second.find(name);
  return found == of_track->second.end() ? nullptr : &found->second;
}

}  // namespace tare::model
