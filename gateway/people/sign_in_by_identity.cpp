#include <algorithm>

#include "cases/journal.hpp"
#include "gateway/people/records.hpp"
#include "gateway/people/secrets.hpp"
#include "gateway/people/sign_in.hpp"
#include "gateway/people/user_id.hpp"

namespace weighbridge::people {
namespace {

/// What the groups come to in roles: "GROUP=role" rows.
std::vector<std::string> roles_of(const Identity& identity, const OidcSettings& settings) {
  std::vector<std::string> roles;
  for (const std::string& row : settings.roles) {
    const std::size_t equals = row.rfind('=');
    const std::string group = row.substr(0, equals), role = row.substr(equals + 1);
    const auto& groups = identity.groups;
    if (std::find(groups.begin(), groups.end(), group) != groups.end() &&
        std::find(roles.begin(), roles.end(), role) == roles.end())
      roles.push_back(role);
  }
  return roles;
}

/// A user's id from what the provider calls the person, or one made of the subject.
std::string id_for(const Identity& identity) {
  constexpr std::size_t kDigits = 12;
  return user_id(identity.user).value_or("oidc-" + digest_of(identity.key()).substr(0, kDigits));
}

}  // namespace

std::variant<SignedIn, OidcFailure> SignIn::by_identity(const Identity& identity,
                                                        std::string_view old_session,
                                                        const Attempt& attempt) {
  const std::vector<std::string> roles = roles_of(identity, sessions_.settings().oidc);
  std::variant<SignedIn, OidcFailure> result;
  store_.write([&](store::Writer& writer) {
    std::optional<store::StoredUser> user = writer.user_of_identity(identity.key());
    const bool is_new = !user;
    if (is_new) {
      const std::string id = id_for(identity);
      // A name alone proves nothing: whoever has the user already keeps it.
      if (writer.user(id)) {
        result = OidcFailure{"there is a user " + id + " who signs in otherwise"};
        return;
      }
      user.emplace();
      user->id = id;
      user->identity = identity.key();
      user->created_at = sessions_.now();
    }
    if (user->disabled_at) {
      result = OidcFailure{"the user " + user->id + " is disabled"};
      return;
    }
    if (roles.empty() && user->grants.empty()) {
      result = OidcFailure{"no group of the person has a role in sign_in.oidc.roles"};
      return;
    }
    const cases::Act act = act_of(user->id, "", attempt);
    if (is_new || user->roles != roles || user->name != identity.name) {
      const bool other_roles = user->roles != roles;
      user->roles = roles;
      user->name = identity.name.empty() ? user->id : identity.name;
      writer.put_user(*user);
      if (other_roles) writer.drop_sessions_of(user->id);
      writer.append(cases::happened(act, is_new ? "user.added" : "user.granted",
                                    object_of(user->id), described(*user)));
    }
    if (!old_session.empty()) writer.drop_session(digest_of(old_session));
    result = SignedIn{user->id, sessions_.open(writer, user->id, "oidc")};
    cases::CanonicalObject after;
    after.text("from", attempt.remote).text("way", "oidc").text("issuer", identity.issuer);
    writer.append(cases::happened(act, "session.opened", object_of(user->id), after));
  });
  return result;
}

void SignIn::refuse_identity(const std::string& why, const Attempt& attempt) {
  cases::CanonicalObject after;
  after.text("from", attempt.remote).text("way", "oidc");
  store_.write([&](store::Writer& writer) {
    writer.append(
        cases::happened(act_of("unknown", "", attempt), "session.refused", "user", after, why));
  });
}

}  // namespace weighbridge::people
