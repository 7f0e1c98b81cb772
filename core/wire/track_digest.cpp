// The digest half of messages.hpp, apart because plugins do without libcrypto.
#include "base/digest.hpp"
#include "wire/messages.hpp"

namespace tare::wire {

std::string track_digest(const TrackDescription& track) { return digest::of_text(to_json(track).dump()); }

}  // namespace tare::wire
