// Who is signed in: sessions by the id in a cookie, and the caller behind one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/message.hpp"
#include "gateway/people/settings.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::people {

/// What the user may do now, with what was taken over from those he stands in for. A disabled user
/// may nothing.
http::Caller caller_of(const store::StoredUser& user, store::Reader& reader, Instant now,
                       const SignInSettings& settings);

class Sessions {
 public:
  /// What it refers to must outlive it.
  Sessions(store::Store& store, const SignInSettings& settings, std::function<Instant()> clock)
      : store_(store), settings_(settings), clock_(std::move(clock)) {}

  /// The caller whose cookie holds `id`; nothing when the session is over. Reads the store, and
  /// writes into it once a minute at most.
  /// A page that only listens does not use its session: left alone it ends as idle.
  std::optional<http::Caller> caller(std::string_view id, bool is_use = true);

  /// Begins a session within a transaction: what to put into the cookie. `way` is password, link or
  /// oidc.
  std::string open(store::Writer& writer, const std::string& user, std::string_view way) const;
  /// The same session under a new id, because it may do something else from now on. Nothing when it
  /// is over.
  std::optional<std::string> renew(store::Writer& writer, std::string_view id) const;

  Instant now() const { return clock_(); }
  const SignInSettings& settings() const { return settings_; }
  /// When the session ends however much it is used.
  std::optional<Instant> ends_at(std::string_view digest);

 private:
  bool is_over(const store::StoredSession& session, Instant now) const;

  store::Store& store_;
  const SignInSettings& settings_;
  std::function<Instant()> clock_;
};

/// The value that a page sends back in X-CSRF-Token.
std::string csrf_token_of(std::string_view id);

/// The value of a cookie in the Cookie field; empty when there is none.
std::string_view cookie_value(const http::Request& request, std::string_view name);
/// The session id in the Cookie field; empty when there is none.
std::string_view session_cookie(const http::Request& request, bool over_tls);
/// `Set-Cookie` that puts it there; an empty id takes it away.
std::string set_session_cookie(std::string_view id, bool over_tls);

}  // namespace weighbridge::people
