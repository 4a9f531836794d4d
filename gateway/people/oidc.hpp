// Sign-in by an OpenID provider (OpenID Connect Core 1.0): the authorization code flow with PKCE
// (RFC 7636), state and nonce.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/curl/http_client.hpp"
#include "gateway/people/jwt.hpp"
#include "gateway/people/settings.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::people {

/// Who the provider says somebody is.
struct Identity {
  std::string issuer, subject;
  std::string user;  ///< preferred_username, else the address; may be empty
  std::string name;  ///< may be empty
  std::vector<std::string> groups;
  /// Under which a user is found again.
  std::string key() const { return issuer + ' ' + subject; }
};

/// Why somebody did not get in, for the log and the ledger; never a secret.
struct OidcFailure {
  std::string why;
};

/// One provider. Used by all threads; blocks on the provider.
class Oidc {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  /// `redirect` is where the provider sends the browser back to.
  Oidc(OidcSettings settings, std::string redirect);

  struct Begun {
    std::string url;    ///< of the provider, to send the browser to
    std::string state;  ///< to be put into a cookie: the same browser must come back
  };
  std::variant<Begun, OidcFailure> begin();
  /// `state` is what came back in the address and must be what the cookie holds; each holds once,
  /// for ten minutes.
  std::variant<Identity, OidcFailure> finish(const std::string& state, std::string_view cookie,
                                             const std::string& code, Instant now);

  const OidcSettings& settings() const { return settings_; }

 private:
  struct Pending {
    std::string nonce, verifier;
    SteadyTime until;
  };
  /// What the provider says of itself (OpenID Connect Discovery 1.0).
  struct Provider {
    std::string authorization, token, keys_url;
    std::vector<SigningKey> keys;
    SteadyTime asked_at;
  };

  std::optional<Pending> take(const std::string& state);
  std::variant<Provider, OidcFailure> provider(bool ask_again);
  std::variant<Provider, OidcFailure> discover();
  std::variant<std::string, OidcFailure> fetch(const std::string& url);
  /// The id token that the provider gives for the code.
  std::variant<std::string, OidcFailure> exchange(const Provider& provider, const std::string& code,
                                                  const std::string& verifier);
  curl::HttpPeer peer() const;

  OidcSettings settings_;
  std::string redirect_;
  curl::HttpClient client_;
  std::mutex mutex_;
  std::map<std::string, Pending> pending_;
  std::optional<Provider> provider_;
};

/// What the claims say of who it is, when they are for us (OpenID Connect Core, 3.1.3.7).
std::variant<Identity, OidcFailure> identity_of(std::string_view claims,
                                                const OidcSettings& settings,
                                                std::string_view nonce, Instant now);

}  // namespace weighbridge::people
