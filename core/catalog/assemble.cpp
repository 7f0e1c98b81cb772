// Implementation of assemble.hpp.
#include "catalog/assemble.hpp"

#include "catalog/description_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tare::catalog {
namespace {

struct Described {
  const Asked* asked;
  const wire::Description* description;
  std::string track_digest;
};

using ByTrack = std::map<std::string, std::vector<Described>, std::less<>>;

std::optional<model::Refusal> own_problem(const Asked& asked) {
  if (const auto* refused = std::get_if<Refused>(&asked.answer)) {
    return refusal(refused->reason, asked.path, refused->detail);
  }
  const auto& description = std::get<wire::Description>(asked.answer);
  if (description.method.track != description.track.name) {
    return refusal(Reason::name_mismatch, asked.path,
                   fmt::format("its method names the track {}, its track description {}", description.method.track,
                               description.track.name));
  }
  if (const auto problem = contradiction(description)) {
    return refusal(Reason::bad_parameter_table, asked.path, *problem);
  }
  return std::nullopt;
}

ByTrack usable_by_track(const std::vector<Asked>& all, model::Catalog& catalog) {
  ByTrack by_track;
  for (const Asked& asked : all) {
    if (const auto problem = own_problem(asked)) {
      catalog.refusals.push_back(*problem);
      continue;
    }
    const auto& description = std::get<wire::Description>(asked.answer);
    std::vector<Described>& track = by_track[description.track.name];
    const auto earlier = std::find_if(track.begin(), track.end(), [&](const Described& other) {
      return other.description->method.name == description.method.name;
    });
    if (earlier == track.end()) {
      track.push_back({&asked, &description, wire::track_digest(description.track)});
    } else {
      catalog.refusals.push_back(
          refusal(Reason::duplicate_name, asked.path,
                  fmt::format("{}/{} is taken by {}, which comes first in the search order", description.track.name,
                              description.method.name, earlier->asked->path)));
    }
  }
  return by_track;
}

// The description that most methods share; the first in the search order among equals.
const Described& prevailing(const std::vector<Described>& track) {
  std::map<std::string_view, std::size_t> votes;
  for (const Described& one : track) ++votes[one.track_digest];
  const Described* best = &track.front();
  for (const Described& one : track) {
    if (votes[one.track_digest] > votes[best->track_digest]) best = &one;
  }
  return *best;
}

void add_track(const std::vector<Described>& track, model::Catalog& catalog) {
  const Described& best = prevailing(track);
  const std::string& name = best.description->track.name;
  catalog.tracks[name] = {best.description->track, best.track_digest};
  for (const Described& one : track) {
    if (one.track_digest == best.track_digest) {
      catalog.methods[name][one.description->method.name] = {one.description->method, one.asked->path,
                                                             one.asked->digest, one.track_digest};
      continue;
    }
    const std::string difference =
        first_difference(wire::to_json(one.description->track), wire::to_json(best.description->track));
    catalog.refusals.push_back(refusal(Reason::track_differs, one.asked->path,
                                       fmt::format("{}/{} differs from {}/{} in {}", name, one.description->method.name,
                                                   name, best.description->method.name, difference)));
  }
}

}  // namespace

model::Catalog assemble(const std::vector<Asked>& all) {
  model::Catalog catalog;
  for (const auto& [name, track] : usable_by_track(all, catalog)) add_track(track, catalog);
  std::stable_sort(catalog.refusals.begin(), catalog.refusals.end(),
                   [](const model::Refusal& a, const model::Refusal& b) { return a.path < b.path; });
  return catalog;
}

}  // namespace tare::catalog
