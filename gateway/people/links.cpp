#include "gateway/people/links.hpp"

#include <algorithm>
#include <chrono>

#include "gateway/people/records.hpp"
#include "gateway/people/secrets.hpp"

namespace weighbridge::people {
namespace {

constexpr std::chrono::hours kHolds{24};

}  // namespace

std::string make_link(store::Writer& writer, const std::string& user, const cases::Act& act) {
  std::string code = new_secret();
  const Instant until = act.at + kHolds;
  writer.put_sign_in_link({digest_of(code), user, until});
  cases::CanonicalObject after;
  after.text("until", weighbridge::to_string(until));
  writer.append(cases::happened(act, "user.link_made", object_of(user), after));
  return code;
}

std::optional<store::StoredUser> user_of_link(store::Reader& reader, std::string_view code,
                                              Instant now) {
  const std::optional<store::SignInLink> link = reader.sign_in_link(digest_of(code));
  if (!link || link->expires_at <= now) return std::nullopt;
  std::optional<store::StoredUser> user = reader.user(link->user);
  if (!user || user->disabled_at) return std::nullopt;
  return user;
}

std::string first_administrator(store::Writer& writer, const cases::Act& act) {
  std::string id = "admin";
  if (writer.user(id)) return id;
  store::StoredUser user;
  user.id = id;
  user.name = "Administrator";
  user.roles = {"admin"};
  user.created_at = act.at;
  writer.put_user(user);
  writer.append(cases::happened(act, "user.added", object_of(id), described(user)));
  return id;
}

bool nobody_signs_in(store::Reader& reader) {
  const std::vector<store::StoredUser> users = reader.users();
  return std::none_of(users.begin(), users.end(), [](const store::StoredUser& user) {
    return !user.disabled_at && (user.password_hash || user.identity);
  });
}

std::string link_address(const std::string& base, const std::string& code) {
  return base + "/#/welcome?code=" + code;
}

}  // namespace weighbridge::people
