// People who sign in: users with their grants, who stands in for whom, sessions and one-time links.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/duties/person.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::store {

/// The second factor: time-based codes (RFC 6238).
struct StoredTotp {
  std::string secret;      ///< bytes
  bool confirmed = false;  ///< a code was shown once: from then on they are asked for
  std::uint64_t step = 0;  ///< of the last code that was taken
  bool operator==(const StoredTotp&) const = default;
};

struct StoredUser {
  std::string id;                             ///< what the person signs in with
  std::string name;                           ///< as others see it
  std::optional<std::string> password_hash;   ///< argon2id; none was set yet
  std::vector<std::string> roles;             ///< of the contract
  std::vector<cases::Grant> grants;           ///< in the order of their columns
  std::vector<std::string> suppliers, sites;  ///< may see these only; empty: all
  std::optional<std::string> identity;        ///< "ISSUER SUBJECT" of an OpenID provider
  std::optional<StoredTotp> totp;
  Instant created_at{};
  std::optional<Instant> disabled_at;
  bool operator==(const StoredUser&) const = default;
};

/// From `starts_at` until before `ends_at` one person acts for another.
struct StandIn {
  std::string stand_in, absent;
  Instant starts_at{}, ends_at{};
  bool operator==(const StandIn&) const = default;
};

struct StoredSession {
  std::string digest;  ///< SHA-256 of the id in the cookie, hex
  std::string user;
  Instant opened_at{}, seen_at{};
  std::string way;  ///< password, link, oidc
  bool operator==(const StoredSession&) const = default;
};

struct SignInLink {
  std::string digest;  ///< SHA-256 of its code, hex
  std::string user;
  Instant expires_at{};
  bool operator==(const SignInLink&) const = default;
};

class PeopleReader {
 public:
  virtual ~PeopleReader() = default;
  virtual std::optional<StoredUser> user(std::string_view id) = 0;
  virtual std::optional<StoredUser> user_of_identity(std::string_view identity) = 0;
  /// By id.
  virtual std::vector<StoredUser> users() = 0;
  /// All there are, past and future ones too, of whoever stands in.
  virtual std::vector<StandIn> stand_ins() = 0;
  virtual std::vector<StandIn> stand_ins_of(std::string_view stand_in) = 0;
  virtual std::optional<StoredSession> session(std::string_view digest) = 0;
  virtual std::optional<SignInLink> sign_in_link(std::string_view digest) = 0;
  virtual std::size_t count_recovery_codes(std::string_view user) = 0;
};

class PeopleWriter {
 public:
  virtual ~PeopleWriter() = default;
  /// Adds the user with all grants, or replaces the one of that id.
  virtual void put_user(const StoredUser& user) = 0;
  /// Adds it, or replaces that of the same two persons.
  virtual void put_stand_in(const StandIn& stand_in) = 0;
  virtual bool drop_stand_in(std::string_view stand_in, std::string_view absent) = 0;
  virtual void add_session(const StoredSession& session) = 0;
  /// Does nothing when it is there no more.
  virtual void touch_session(std::string_view digest, Instant seen_at) = 0;
  virtual bool drop_session(std::string_view digest) = 0;
  /// How many there were.
  virtual std::size_t drop_sessions_of(std::string_view user) = 0;
  /// Forgets sessions that nobody can use any more.
  virtual void drop_sessions(Instant opened_before, Instant seen_before) = 0;
  /// In the place of all other links of the user.
  virtual void put_sign_in_link(const SignInLink& link) = 0;
  virtual void drop_sign_in_links(std::string_view user) = 0;
  /// In the place of all there were.
  virtual void put_recovery_codes(std::string_view user,
                                  const std::vector<std::string>& digests) = 0;
  /// False when there is no such code (any more).
  virtual bool use_recovery_code(std::string_view user, std::string_view digest) = 0;
};

}  // namespace weighbridge::store
