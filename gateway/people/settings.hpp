// How people sign in. The defaults are those of config/gateway.yaml.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace weighbridge::people {

/// A provider that says who people are. Without an issuer there is none.
struct OidcSettings {
  std::string issuer;  ///< "https://id.example.com/realm"
  std::string client_id, client_secret;
  std::string scopes;              ///< beside openid, blanks between
  std::string groups_claim;        ///< the claim whose texts `roles` maps
  std::vector<std::string> roles;  ///< "GROUP=role"
  std::string label;               ///< what the button says
  bool internal = false;           ///< the provider is on a private network
};

struct SignInSettings {
  std::string url;                           ///< where browsers find us; empty: where we listen
  std::chrono::seconds idle{30 * 60};        ///< a session that is not used ends
  std::chrono::seconds absolute{12 * 3600};  ///< and each ends after this
  std::uint32_t password_length_min = 12;
  std::uint32_t user_attempts = 5;      ///< that fail before the next ones have to wait
  std::uint32_t address_attempts = 20;  ///< the same from one address; 0: they never have to
  std::vector<std::string> totp_roles;  ///< that need a second factor
  bool over_plain_http = false;         ///< also for those who are not on this machine
  OidcSettings oidc;
};

/// Whether browsers reach us over TLS: ours, or that of a proxy before us.
inline bool is_reached_over_tls(const SignInSettings& settings, bool our_tls) {
  return our_tls || settings.url.starts_with("https://");
}

}  // namespace weighbridge::people
