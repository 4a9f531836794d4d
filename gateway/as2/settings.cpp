#include "gateway/as2/settings.hpp"

#include <algorithm>

namespace weighbridge::as2 {
namespace {

const Credential* newest(const std::vector<Credential>& credentials, Instant now,
                         bool Credential::*use) {
  const Credential* best = nullptr;
  for (const Credential& credential : credentials) {
    if (!(credential.*use) || credential.from > now || credential.until <= now) continue;
    if (best == nullptr || credential.from > best->from) best = &credential;
  }
  return best;
}

void add_expiries(const std::vector<Credential>& credentials, const std::string& owner, bool ours,
                  std::vector<Expiry>& found) {
  for (const Credential& credential : credentials)
    found.push_back({owner, ours, credential.certificate.subject(),
                     credential.certificate.fingerprint(), credential.file, credential.until});
}

}  // namespace

const Station* Settings::station(std::string_view id) const {
  const auto found = std::find_if(stations.begin(), stations.end(),
                                  [&](const Station& station) { return station.id == id; });
  return found == stations.end() ? nullptr : &*found;
}

const Partner* Settings::partner_of(std::string_view as2_id) const {
  const auto found = std::find_if(partners.begin(), partners.end(), [&](const Partner& partner) {
    return std::find(partner.ids.begin(), partner.ids.end(), as2_id) != partner.ids.end();
  });
  return found == partners.end() ? nullptr : &*found;
}

const Partner* Settings::partner(std::string_view name) const {
  const auto found = std::find_if(partners.begin(), partners.end(),
                                  [&](const Partner& partner) { return partner.name == name; });
  return found == partners.end() ? nullptr : &*found;
}

const Credential* signing_credential(const std::vector<Credential>& credentials, Instant now) {
  return newest(credentials, now, &Credential::signs);
}

const Credential* encryption_credential(const std::vector<Credential>& credentials, Instant now) {
  return newest(credentials, now, &Credential::encrypts);
}

std::vector<Expiry> expiries(const Settings& settings) {
  std::vector<Expiry> found;
  for (const Station& station : settings.stations)
    add_expiries(station.credentials, station.id, true, found);
  for (const Partner& partner : settings.partners)
    add_expiries(partner.credentials, partner.name, false, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Expiry& a, const Expiry& b) { return a.at < b.at; });
  return found;
}

}  // namespace weighbridge::as2
