// Who may ask the gateway what: API tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"

namespace weighbridge::store {

struct StoredToken {
  std::string id;                             ///< the part of the token that names it
  std::string name;                           ///< what people call it
  std::string hash;                           ///< argon2id, with its parameters and salt
  std::vector<std::string> roles;             ///< of the contract
  std::vector<std::string> suppliers, sites;  ///< may speak of these only; empty: of all
  Instant created_at{};
  std::optional<Instant> expires_at, revoked_at;
  bool operator==(const StoredToken&) const = default;
};

class AccessReader {
 public:
  virtual ~AccessReader() = default;
  virtual std::optional<StoredToken> token(std::string_view id) = 0;
  /// By name.
  virtual std::vector<StoredToken> tokens() = 0;
};

class AccessWriter {
 public:
  virtual ~AccessWriter() = default;
  virtual void add_token(const StoredToken& token) = 0;
  /// False when there is none of that id that still holds.
  virtual bool revoke_token(std::string_view id, Instant at) = 0;
};

}  // namespace weighbridge::store
