#include "gateway/people/records.hpp"

#include <algorithm>
#include <vector>

namespace weighbridge::people {
namespace {

constexpr std::string_view kLead = ",lead";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Takes the part up to `mark` off the front of `rest`.
std::string_view take_part(std::string_view& rest, char mark) {
  const std::string_view part = rest.substr(0, rest.find(mark));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

}  // namespace

std::string object_of(const std::string& user) {
  return "user:" + user;
}

cases::CanonicalObject described(const store::StoredUser& user) {
  std::vector<std::string> grants;
  for (const cases::Grant& grant : user.grants) grants.push_back(to_string(grant));
  cases::CanonicalObject object;
  object.text("name", user.name).text("roles", joined(user.roles)).text("grants", joined(grants));
  object.text("suppliers", joined(user.suppliers)).text("sites", joined(user.sites));
  return object;
}

std::string to_string(const cases::Grant& grant) {
  std::string scope =
      grant.scope.entity + '/' + grant.scope.site + '/' + grant.scope.supplier_group;
  while (!scope.empty() && scope.back() == '/') scope.pop_back();
  std::string text(cases::to_string_view(grant.duty));
  if (!scope.empty()) text += '@' + scope;
  return grant.lead ? text + std::string(kLead) : text;
}

std::optional<cases::Grant> grant_from(std::string_view text) {
  cases::Grant grant;
  grant.lead = text.ends_with(kLead);
  if (grant.lead) text.remove_suffix(kLead.size());
  const std::optional<cases::Duty> duty = cases::duty_from(take_part(text, '@'));
  if (!duty) return std::nullopt;
  grant.duty = *duty;
  grant.scope.entity = take_part(text, '/');
  grant.scope.site = take_part(text, '/');
  grant.scope.supplier_group = take_part(text, '/');
  if (!text.empty()) return std::nullopt;
  return grant;
}

}  // namespace weighbridge::people
