// Signed tokens of OpenID providers: JWS in compact form (RFC 7515) with RS256 or ES256 (RFC 7518),
// and the keys that sign them (RFC 7517).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace weighbridge::people {

/// A public key of a provider.
struct SigningKey {
  std::string id;         ///< "kid"; may be empty
  std::string algorithm;  ///< RS256 or ES256: a key serves one of them
  std::shared_ptr<evp_pkey_st> key;
};

/// The keys of a JWK set that sign and that we can use; others are passed over.
std::vector<SigningKey> read_key_set(std::string_view json);

struct VerifiedToken {
  std::string claims;  ///< JSON
};

/// The claims of `token` when one of `keys` signed it. Nothing for any other algorithm, "none"
/// above all, whatever the token's head says of keys.
std::optional<VerifiedToken> verify_token(std::string_view token,
                                          const std::vector<SigningKey>& keys);

/// The bytes of base64url text; nothing when it is none.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace weighbridge::people
