#include "gateway/cli/user_text.hpp"

#include "gateway/cli/administration.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/people/records.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {
namespace {

std::string_view state_of(const store::StoredUser& user) {
  if (user.disabled_at) return "disabled";
  return user.password_hash || user.identity ? "may sign in" : "has no password";
}

std::string_view factor_of(const store::StoredUser& user) {
  return user.totp && user.totp->confirmed ? "totp" : "";
}

std::vector<std::string> grants_of(const store::StoredUser& user) {
  std::vector<std::string> grants;
  for (const cases::Grant& grant : user.grants) grants.push_back(people::to_string(grant));
  return grants;
}

void write_list(json::Writer& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

}  // namespace

std::string users_text(const std::vector<store::StoredUser>& users,
                       const std::vector<store::StandIn>& stand_ins, const Style& style) {
  if (users.empty()) return "No users.\n";
  Table table(
      {{"User"}, {"Name"}, {"State"}, {"Roles"}, {"Grants"}, {"Suppliers"}, {"Sites"}, {"Factor"}});
  for (const store::StoredUser& user : users)
    table.add({user.id, user.name, std::string(state_of(user)), joined(user.roles, ""),
               joined(grants_of(user), ""), joined(user.suppliers, "all"),
               joined(user.sites, "all"), std::string(factor_of(user))});
  std::string text = table.render(style);
  for (const store::StandIn& row : stand_ins)
    text += row.stand_in + " stands in for " + row.absent + " from " + to_string(row.starts_at) +
            " until " + to_string(row.ends_at) + '\n';
  return text;
}

std::string users_json(const std::vector<store::StoredUser>& users,
                       const std::vector<store::StandIn>& stand_ins) {
  std::string out;
  json::Writer json(out, 2, 2);
  json.begin_object().key("users").begin_array();
  for (const store::StoredUser& user : users) {
    json.begin_object().member("id", user.id).member("name", user.name);
    json.member("state", state_of(user));
    write_list(json, "roles", user.roles);
    write_list(json, "grants", grants_of(user));
    write_list(json, "suppliers", user.suppliers);
    write_list(json, "sites", user.sites);
    json.key("totp").boolean(!factor_of(user).empty());
    json.member("created", to_string(user.created_at)).end_object();
  }
  json.end_array().key("stand_ins").begin_array();
  for (const store::StandIn& row : stand_ins) {
    json.begin_object().member("stand_in", row.stand_in).member("for", row.absent);
    json.member("from", to_string(row.starts_at)).member("until", to_string(row.ends_at));
    json.end_object();
  }
  json.end_array().end_object();
  return out + '\n';
}

}  // namespace weighbridge::cli
