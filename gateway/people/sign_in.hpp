// The decisions of signing in, without HTTP: who it is, whether the try counts, what the ledger is
// told.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "cases/journal.hpp"
#include "gateway/people/oidc.hpp"
#include "gateway/people/password.hpp"
#include "gateway/people/sessions.hpp"
#include "gateway/people/throttle.hpp"
#include "store/store.hpp"

namespace weighbridge::people {

/// From where and in which request somebody tries.
struct Attempt {
  std::string remote, request;
};

/// Who got in: what goes into the cookie.
struct SignedIn {
  std::string user, session;
};
struct Refused {
  enum class Why : unsigned char {
    unknown,       ///< user, password or link does not hold; nobody is told which
    code_missing,  ///< all is well but for the second factor, which was not sent
    code_wrong,
    wait,  ///< too many tries
  };
  Why why = Why::unknown;
  std::chrono::seconds wait{0};
};
using SignInResult = std::variant<SignedIn, Refused>;

/// Used by all threads; blocks on the store and on hashing.
class SignIn {
 public:
  /// What it refers to must outlive it.
  SignIn(store::Store& store, Sessions& sessions, Hashing& hashing);

  /// `code` is of the authenticator, or a recovery code; empty when none was sent. `old_session` is
  /// the cookie that came along: it ends.
  SignInResult by_password(const std::string& name, const std::string& password,
                           const std::string& code, std::string_view old_session,
                           const Attempt& attempt);
  /// Sets the password of the one-time link's user. The password must have been looked at.
  SignInResult by_link(const std::string& link_code, const std::string& password,
                       const std::string& code, const Attempt& attempt);
  /// Somebody whom an OpenID provider vouches for. A user is made at the first time; what the
  /// groups come to in roles is taken over each time.
  std::variant<SignedIn, OidcFailure> by_identity(const Identity& identity,
                                                  std::string_view old_session,
                                                  const Attempt& attempt);
  /// Tells the ledger of a sign-in that a provider did not vouch for.
  void refuse_identity(const std::string& why, const Attempt& attempt);
  /// Whose link it is, to look at the password; nothing when it does not hold.
  std::optional<std::string> user_of_link(const std::string& link_code);
  /// All other sessions of the user end, this one goes on under a new id.
  SignInResult change_password(const http::Caller& caller, const std::string& current,
                               const std::string& next, std::string_view session,
                               const Attempt& attempt);
  /// The password of who is signed in, once more, before something that matters.
  SignInResult confirm_password(const http::Caller& caller, const std::string& password,
                                const Attempt& attempt);

  void sign_out(const http::Caller& caller, const Attempt& attempt);

 private:
  std::optional<Refused> must_wait(const std::string& user, const Attempt& attempt);
  /// Counts a failure and tells the ledger. `user` is empty when there is none of that name.
  Refused refuse(const std::string& key, const std::string& user, std::string_view why,
                 Refused::Why answer, const Attempt& attempt);
  enum class Factor : unsigned char { fine, missing, wrong };
  /// Takes the second factor, when the user has one.
  Factor take_code(store::Writer& writer, store::StoredUser& user, const std::string& code);
  cases::Act act_of(const std::string& user, std::string_view role, const Attempt& attempt) const;

  store::Store& store_;
  Sessions& sessions_;
  Hashing& hashing_;
  Throttle by_user_, by_address_;
};

}  // namespace weighbridge::people
