#include "gateway/cli/user_access.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

#include "gateway/cli/administration.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/typed_password.hpp"
#include "gateway/people/password.hpp"
#include "gateway/people/records.hpp"

namespace weighbridge::cli {
namespace {

template <class Value>
bool has(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <class Value>
void add_new(std::vector<Value>& values, const std::vector<Value>& more) {
  for (const Value& value : more)
    if (!has(values, value)) values.push_back(value);
}

void drop(std::vector<std::string>& values, const std::vector<std::string>& unwanted) {
  std::erase_if(values, [&](const std::string& value) { return has(unwanted, value); });
}

/// The first line of a file, or of standard input.
std::optional<std::string> first_line(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path);
  std::istream& in = path == "-" ? std::cin : file;
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace

bool is_unbound_supplier(const store::StoredUser& user) {
  const bool granted =
      std::any_of(user.grants.begin(), user.grants.end(),
                  [](const cases::Grant& grant) { return grant.duty == cases::Duty::supplier; });
  return user.suppliers.empty() && (granted || has<std::string>(user.roles, "supplier"));
}

bool give(const AccessWords& words, store::StoredUser& user, const Screen& screen) {
  if (!are_roles(words.roles, screen)) return false;
  store::StoredUser changed = user;
  for (const std::string& text : words.grants) {
    const std::optional<cases::Grant> grant = people::grant_from(text);
    if (!grant) {
      screen.err.write(complaint("--grant", "'" + text + "' is no duty with its place",
                                 "write AP_CLERK, or AP_CLERK@ENTITY/SITE/GROUP, or with ,lead"));
      return false;
    }
    std::erase_if(changed.grants, [&](const cases::Grant& had) {
      return had.duty == grant->duty && had.scope == grant->scope;
    });
    changed.grants.push_back(*grant);
  }
  add_new(changed.roles, words.roles);
  add_new(changed.suppliers, words.suppliers);
  add_new(changed.sites, words.sites);
  if (is_unbound_supplier(changed)) {
    screen.err.write(
        complaint("--role", "a supplier is bound to its supplier", "add --supplier ID"));
    return false;
  }
  user = std::move(changed);
  return true;
}

void take(const AccessWords& words, store::StoredUser& user) {
  drop(user.roles, words.roles);
  drop(user.suppliers, words.suppliers);
  drop(user.sites, words.sites);
  std::erase_if(user.grants, [&](const cases::Grant& grant) {
    return has(words.grants, people::to_string(grant));
  });
}

std::optional<ChosenPassword> choose_password(const PasswordWay& way, const std::string& user,
                                              std::size_t length_min, const Screen& screen) {
  std::optional<std::string> password;
  if (!way.file.empty()) {
    password = first_line(way.file);
    if (!password) {
      screen.err.write(complaint(way.file, "holds no password", "write it on the first line"));
      return std::nullopt;
    }
  } else if (way.link || !has_terminal()) {
    return ChosenPassword{};
  } else {
    password = typed_password(user);
    if (!password) {
      screen.err.write(complaint({}, "what was typed was not the same twice", "try again"));
      return std::nullopt;
    }
  }
  if (const std::string flaw = people::password_flaw(*password, user, length_min); !flaw.empty()) {
    screen.err.write(complaint({}, flaw, "choose another, or --one-time-link"));
    return std::nullopt;
  }
  return ChosenPassword{people::hash_password(*password)};
}

bool read_period(const UserDelegateOptions& options, store::StandIn& row, const Screen& screen) {
  const auto complain = [&](std::string_view option) {
    screen.err.write(complaint(option, "wants a time", "write 2026-08-15 or 2026-08-15T12:00:00Z"));
    return false;
  };
  if (!options.from.empty()) {
    const std::optional<Moment> from = parse_moment(options.from);
    if (!from) return complain("--from");
    row.starts_at = from->at;
  }
  const std::optional<Moment> until = parse_moment(options.until);
  if (!until) return complain("--until");
  row.ends_at = until->date_only ? until->at + std::chrono::days{1} : until->at;
  if (row.ends_at > row.starts_at) return true;
  screen.err.write(complaint("--until", "is not after --from", "name a later time"));
  return false;
}

}  // namespace weighbridge::cli
