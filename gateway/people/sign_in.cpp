#include "gateway/people/sign_in.hpp"

#include <algorithm>

#include "gateway/api/person.hpp"
#include "gateway/people/links.hpp"
#include "gateway/people/records.hpp"
#include "gateway/people/secrets.hpp"
#include "gateway/people/totp.hpp"
#include "gateway/people/user_id.hpp"

namespace weighbridge::people {
namespace {

using Why = Refused::Why;

Throttle::Time steady_now() {
  return std::chrono::steady_clock::now();
}

std::string leading_role(const store::StoredUser& user) {
  http::Caller caller;
  caller.roles = user.roles;
  return std::string(api::leading_role(caller));
}

cases::CanonicalObject from(const Attempt& attempt, std::string_view way) {
  cases::CanonicalObject after;
  after.text("from", attempt.remote).text("way", way);
  return after;
}

}  // namespace

SignIn::SignIn(store::Store& store, Sessions& sessions, Hashing& hashing)
    : store_(store),
      sessions_(sessions),
      hashing_(hashing),
      by_user_(sessions.settings().user_attempts),
      by_address_(sessions.settings().address_attempts) {}

cases::Act SignIn::act_of(const std::string& user, std::string_view role,
                          const Attempt& attempt) const {
  return {sessions_.now(), user, std::string(role), attempt.request};
}

std::optional<Refused> SignIn::must_wait(const std::string& user, const Attempt& attempt) {
  std::optional<std::chrono::seconds> wait = by_user_.wait(user, steady_now());
  if (sessions_.settings().address_attempts != 0)
    wait = std::max(wait, by_address_.wait(attempt.remote, steady_now()));
  if (!wait) return std::nullopt;
  return Refused{Why::wait, *wait};
}

Refused SignIn::refuse(const std::string& key, const std::string& user, std::string_view why,
                       Why answer, const Attempt& attempt) {
  by_user_.failed(key, steady_now());
  by_address_.failed(attempt.remote, steady_now());
  // What was typed in the place of a name may be a password: only names that there are are told.
  const std::string object = user.empty() ? "user" : object_of(user);
  store_.write([&](store::Writer& writer) {
    writer.append(cases::happened(act_of(user.empty() ? "unknown" : user, "", attempt),
                                  "session.refused", object, from(attempt, ""), why));
  });
  return {answer};
}

SignIn::Factor SignIn::take_code(store::Writer& writer, store::StoredUser& user,
                                 const std::string& code) {
  if (!user.totp || !user.totp->confirmed) return Factor::fine;
  if (code.empty()) return Factor::missing;
  const auto step = matching_step(user.totp->secret, code, sessions_.now(), user.totp->step);
  if (step) {
    user.totp->step = *step;
    writer.put_user(user);
    return Factor::fine;
  }
  if (!writer.use_recovery_code(user.id, recovery_digest(user.id, code))) return Factor::wrong;
  writer.append(cases::happened({sessions_.now(), user.id, leading_role(user), ""},
                                "user.recovery_code_used", object_of(user.id), {}));
  return Factor::fine;
}

SignInResult SignIn::by_password(const std::string& name, const std::string& password,
                                 const std::string& code, std::string_view old_session,
                                 const Attempt& attempt) {
  const std::string id = user_id(name).value_or("");
  const std::string key = id.empty() ? digest_of(name) : id;
  if (const auto wait = must_wait(key, attempt)) return *wait;
  std::optional<store::StoredUser> user;
  store_.read([&](store::Reader& reader) { user = reader.user(id); });
  const std::string known = user ? user->id : "";
  const bool holds = hashing_.holds(user ? user->password_hash : std::nullopt, password);
  if (!holds) return refuse(key, known, "wrong password", Why::unknown, attempt);
  if (user->disabled_at) return refuse(key, known, "disabled", Why::unknown, attempt);

  Factor factor = Factor::fine;
  std::string session;
  bool gone = false;
  store_.write([&](store::Writer& writer) {
    // What was hashed a moment ago must still be what is kept.
    std::optional<store::StoredUser> current = writer.user(id);
    gone = !current || current->disabled_at || current->password_hash != user->password_hash;
    if (gone) return;
    factor = take_code(writer, *current, code);
    if (factor != Factor::fine) return;
    if (!old_session.empty()) writer.drop_session(digest_of(old_session));
    session = sessions_.open(writer, id, "password");
    writer.append(cases::happened(act_of(id, leading_role(*current), attempt), "session.opened",
                                  object_of(id), from(attempt, "password")));
  });
  if (gone) return refuse(key, known, "changed meanwhile", Why::unknown, attempt);
  if (factor == Factor::missing) return Refused{Why::code_missing};
  if (factor == Factor::wrong) return refuse(key, known, "wrong code", Why::code_wrong, attempt);
  by_user_.succeeded(key);
  return SignedIn{id, session};
}

std::optional<std::string> SignIn::user_of_link(const std::string& link_code) {
  std::optional<store::StoredUser> user;
  store_.read([&](store::Reader& reader) {
    user = people::user_of_link(reader, link_code, sessions_.now());
  });
  if (!user) return std::nullopt;
  return user->id;
}

SignInResult SignIn::by_link(const std::string& link_code, const std::string& password,
                             const std::string& code, const Attempt& attempt) {
  const std::string key = "link " + attempt.remote;
  if (const auto wait = must_wait(key, attempt)) return *wait;
  const std::string hash = hashing_.hash(password);
  std::optional<store::StoredUser> user;
  Factor factor = Factor::fine;
  std::string session;
  store_.write([&](store::Writer& writer) {
    user = people::user_of_link(writer, link_code, sessions_.now());
    if (!user) return;
    factor = take_code(writer, *user, code);
    if (factor != Factor::fine) return;
    user->password_hash = hash;
    writer.put_user(*user);
    writer.drop_sign_in_links(user->id);
    writer.drop_sessions_of(user->id);
    session = sessions_.open(writer, user->id, "link");
    const cases::Act act = act_of(user->id, leading_role(*user), attempt);
    writer.append(cases::happened(act, "user.password_set", object_of(user->id), {}));
    writer.append(
        cases::happened(act, "session.opened", object_of(user->id), from(attempt, "link")));
  });
  if (!user) return refuse(key, "", "no such link", Why::unknown, attempt);
  if (factor == Factor::missing) return Refused{Why::code_missing};
  if (factor == Factor::wrong) return refuse(key, user->id, "wrong code", Why::code_wrong, attempt);
  by_user_.succeeded(user->id);
  return SignedIn{user->id, session};
}

SignInResult SignIn::confirm_password(const http::Caller& caller, const std::string& password,
                                      const Attempt& attempt) {
  if (const auto wait = must_wait(caller.id, attempt)) return *wait;
  std::optional<store::StoredUser> user;
  store_.read([&](store::Reader& reader) { user = reader.user(caller.id); });
  const bool holds = hashing_.holds(user ? user->password_hash : std::nullopt, password);
  if (!holds) return refuse(caller.id, caller.id, "wrong password", Why::unknown, attempt);
  return SignedIn{caller.id, ""};
}

SignInResult SignIn::change_password(const http::Caller& caller, const std::string& current,
                                     const std::string& next, std::string_view session,
                                     const Attempt& attempt) {
  SignInResult confirmed = confirm_password(caller, current, attempt);
  if (std::holds_alternative<Refused>(confirmed)) return confirmed;
  const std::string hash = hashing_.hash(next);
  std::optional<std::string> renewed;
  store_.write([&](store::Writer& writer) {
    std::optional<store::StoredUser> user = writer.user(caller.id);
    const std::optional<store::StoredSession> old = writer.session(digest_of(session));
    if (!user || user->disabled_at || !old) return;
    user->password_hash = hash;
    writer.put_user(*user);
    writer.drop_sign_in_links(user->id);
    renewed = sessions_.renew(writer, session);
    if (!renewed) return;
    const store::StoredSession kept = *writer.session(digest_of(*renewed));
    writer.drop_sessions_of(user->id);
    writer.add_session(kept);
    writer.append(cases::happened(act_of(user->id, leading_role(*user), attempt),
                                  "user.password_set", object_of(user->id), {}));
  });
  if (!renewed) return Refused{Why::unknown};
  return SignedIn{caller.id, *renewed};
}

void SignIn::sign_out(const http::Caller& caller, const Attempt& attempt) {
  store_.write([&](store::Writer& writer) {
    if (writer.drop_session(caller.session))
      writer.append(cases::happened(act_of(caller.id, api::leading_role(caller), attempt),
                                    "session.closed", object_of(caller.id), {}));
  });
}

}  // namespace weighbridge::people
