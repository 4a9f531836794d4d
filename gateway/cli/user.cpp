#include "gateway/cli/user.hpp"

#include <algorithm>
#include <chrono>
#include <functional>

#include "gateway/cli/administration.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/user_access.hpp"
#include "gateway/cli/user_text.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/people/links.hpp"
#include "gateway/people/records.hpp"
#include "gateway/people/user_id.hpp"

namespace weighbridge::cli {
namespace {

std::optional<std::string> read_id(const std::string& text, const Screen& screen) {
  std::optional<std::string> id = people::user_id(text);
  if (!id)
    screen.err.write(complaint(text, "people sign in with letters, digits and . _ - @ +",
                               "choose a name such as m.ortiz"));
  return id;
}

ExitStatus no_such_user(const std::string& id, const std::string& config, const Screen& screen) {
  screen.err.write(complaint(id, "there is no such user",
                             "see who there is: weighbridge user list --config " + config));
  return ExitStatus::rejected;
}

void print_link(const std::string& code, const serve::Settings& settings, const Screen& screen) {
  const std::string base = serve::browser_address(settings, settings.http.listen);
  screen.out.write(people::link_address(base, code) + '\n');
}

/// What changed of a user, in the ledger.
cases::LedgerEntry changed(const cases::Act& act, std::string_view action,
                           const store::StoredUser& before, const store::StoredUser& after) {
  cases::LedgerEntry entry =
      cases::happened(act, action, people::object_of(after.id),
                      people::described(after).without_equals(people::described(before)));
  entry.before = people::described(before).without_equals(people::described(after)).str();
  return entry;
}

using Change =
    std::function<void(store::Writer& writer, store::StoredUser& user, const cases::Act& act)>;

/// Changes the user in one transaction; whoever is signed in as such has to sign in again. False
/// when there is no such user.
bool change_in(store::Store& store, const std::string& id, const Change& change) {
  const cases::Act act = act_now("user");
  bool found = false;
  store.write([&](store::Writer& writer) {
    std::optional<store::StoredUser> user = writer.user(id);
    found = user.has_value();
    if (!found) return;
    change(writer, *user, act);
    writer.put_user(*user);
    writer.drop_sessions_of(id);
  });
  return found;
}

ExitStatus change_user(const std::string& text, const std::string& config, const Screen& screen,
                       const Change& change) {
  const std::optional<std::string> id = read_id(text, screen);
  if (!id) return ExitStatus::usage;
  return with_gateway_store(config, screen, [&](store::Store& store, const serve::Settings&) {
    return change_in(store, *id, change) ? ExitStatus::well : no_such_user(*id, config, screen);
  });
}

}  // namespace

ExitStatus user_add(const UserAddOptions& options, const Screen& screen) {
  const std::optional<std::string> id = read_id(options.id, screen);
  if (!id) return ExitStatus::usage;
  store::StoredUser user;
  user.id = *id;
  user.name = options.name.empty() ? *id : options.name;
  if (!give(options.access, user, screen)) return ExitStatus::usage;
  return with_gateway_store(
      options.config, screen, [&](store::Store& store, const serve::Settings& settings) {
        const auto password =
            choose_password(options.password, *id, settings.sign_in.password_length_min, screen);
        if (!password) return ExitStatus::usage;
        user.password_hash = password->hash;
        const cases::Act act = act_now("user");
        user.created_at = act.at;
        bool known = false;
        std::string code;
        store.write([&](store::Writer& writer) {
          known = writer.user(*id).has_value();
          if (known) return;
          writer.put_user(user);
          writer.append(
              cases::happened(act, "user.added", people::object_of(*id), people::described(user)));
          if (!password->hash) code = people::make_link(writer, *id, act);
        });
        if (known) {
          screen.err.write(complaint(*id, "there is such a user already",
                                     "change it: weighbridge user grant " + *id));
          return ExitStatus::rejected;
        }
        if (!code.empty()) print_link(code, settings, screen);
        return ExitStatus::well;
      });
}

ExitStatus user_list(const UserListOptions& options, const Screen& screen) {
  return with_gateway_store(options.config, screen,
                            [&](store::Store& store, const serve::Settings&) {
                              std::vector<store::StoredUser> users;
                              std::vector<store::StandIn> stand_ins;
                              store.read([&](store::Reader& reader) {
                                users = reader.users();
                                stand_ins = reader.stand_ins();
                              });
                              screen.out.write(options.format == Format::json
                                                   ? users_json(users, stand_ins)
                                                   : users_text(users, stand_ins, screen.style));
                              return ExitStatus::well;
                            });
}

ExitStatus user_grant(const UserGrantOptions& options, const Screen& screen) {
  store::StoredUser check;
  check.suppliers = {"any"};  // whether a supplier is bound is seen with the user
  if (!give(options.given, check, screen)) return ExitStatus::usage;
  bool unbound = false;
  const ExitStatus status =
      change_user(options.id, options.config, screen,
                  [&](store::Writer& writer, store::StoredUser& user, const cases::Act& act) {
                    const store::StoredUser before = user;
                    take(options.taken, user);
                    give(options.given, user, screen);
                    unbound = is_unbound_supplier(user);
                    if (unbound)
                      user = before;
                    else
                      writer.append(changed(act, "user.granted", before, user));
                  });
  if (!unbound) return status;
  screen.err.write(
      complaint(options.id, "a supplier is bound to its supplier", "add --supplier ID"));
  return ExitStatus::usage;
}

ExitStatus user_disable(const UserDisableOptions& options, const Screen& screen) {
  return change_user(
      options.id, options.config, screen,
      [&](store::Writer& writer, store::StoredUser& user, const cases::Act& act) {
        user.disabled_at = options.enable ? std::nullopt : std::optional<Instant>(act.at);
        if (!options.enable) writer.drop_sign_in_links(user.id);
        writer.append(cases::happened(act, options.enable ? "user.enabled" : "user.disabled",
                                      people::object_of(user.id), {}));
      });
}

ExitStatus user_reset(const UserResetOptions& options, const Screen& screen) {
  if (options.totp)
    return change_user(
        options.id, options.config, screen,
        [&](store::Writer& writer, store::StoredUser& user, const cases::Act& act) {
          user.totp.reset();
          writer.put_recovery_codes(user.id, {});
          writer.append(cases::happened(act, "user.totp_removed", people::object_of(user.id), {}));
        });
  const std::optional<std::string> id = read_id(options.id, screen);
  if (!id) return ExitStatus::usage;
  return with_gateway_store(
      options.config, screen, [&](store::Store& store, const serve::Settings& settings) {
        const auto password =
            choose_password(options.password, *id, settings.sign_in.password_length_min, screen);
        if (!password) return ExitStatus::usage;
        std::string code;
        const bool found = change_in(
            store, *id, [&](store::Writer& writer, store::StoredUser& user, const cases::Act& act) {
              user.password_hash = password->hash;
              writer.drop_sign_in_links(user.id);
              writer.append(
                  cases::happened(act, "user.password_reset", people::object_of(user.id), {}));
              if (!password->hash) code = people::make_link(writer, user.id, act);
            });
        if (!found) return no_such_user(*id, options.config, screen);
        if (!code.empty()) print_link(code, settings, screen);
        return ExitStatus::well;
      });
}

ExitStatus user_link(const UserLinkOptions& options, const Screen& screen) {
  if (options.id.empty() != options.admin) {
    screen.err.write(complaint({}, "whose link is not said, or said twice", "USER, or --admin"));
    return ExitStatus::usage;
  }
  return with_gateway_store(options.config, screen,
                            [&](store::Store& store, const serve::Settings& settings) {
                              const cases::Act act = act_now("user");
                              std::string id = people::user_id(options.id).value_or("");
                              std::string code;
                              store.write([&](store::Writer& writer) {
                                if (options.admin) id = people::first_administrator(writer, act);
                                const std::optional<store::StoredUser> user = writer.user(id);
                                if (user && !user->disabled_at)
                                  code = people::make_link(writer, id, act);
                              });
                              if (code.empty())
                                return no_such_user(options.id, options.config, screen);
                              print_link(code, settings, screen);
                              return ExitStatus::well;
                            });
}

ExitStatus user_delegate(const UserDelegateOptions& options, const Screen& screen) {
  const std::optional<std::string> absent = read_id(options.id, screen);
  const std::optional<std::string> stand_in = read_id(options.to, screen);
  if (!absent || !stand_in) return ExitStatus::usage;
  const cases::Act act = act_now("user");
  store::StandIn row{*stand_in, *absent, act.at, act.at};
  if (!options.end && !read_period(options, row, screen)) return ExitStatus::usage;
  return with_gateway_store(
      options.config, screen, [&](store::Store& store, const serve::Settings&) {
        std::string missing;
        store.write([&](store::Writer& writer) {
          missing = !writer.user(*absent) ? *absent : !writer.user(*stand_in) ? *stand_in : "";
          if (!missing.empty()) return;
          cases::CanonicalObject after;
          after.text("stand_in", *stand_in);
          if (options.end) {
            writer.drop_stand_in(*stand_in, *absent);
          } else {
            writer.put_stand_in(row);
            after.text("from", to_string(row.starts_at)).text("until", to_string(row.ends_at));
          }
          writer.drop_sessions_of(*stand_in);
          writer.append(cases::happened(act,
                                        options.end ? "user.delegation_ended" : "user.delegated",
                                        people::object_of(*absent), after));
        });
        return missing.empty() ? ExitStatus::well : no_such_user(missing, options.config, screen);
      });
}

}  // namespace weighbridge::cli
