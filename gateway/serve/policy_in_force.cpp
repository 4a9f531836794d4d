#include "gateway/serve/policy_in_force.hpp"

#include <algorithm>
#include <vector>

#include "cases/policy_version.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::serve {
namespace {

using cases::PolicyState;
using cases::PolicyVersion;

PolicyVersion version_of_file(const std::string& text, Instant now) {
  PolicyVersion version;
  version.text = text;
  version.from_file = true;
  version.state = PolicyState::in_force;
  version.proposed_at = now;
  version.reason = text.empty() ? "the standard policy" : "policy.yaml";
  version.in_force_from = now;
  Findings mistakes;  // were told when it was read as a policy
  const yaml::Node root = yaml::read(text, mistakes);
  const yaml::Node* authors = root.find("authors");
  const yaml::Node* approved_by = root.find("approved_by");
  if (authors == nullptr || approved_by == nullptr) return version;
  for (const yaml::Node& author : authors->items) version.authors.push_back(author.text);
  version.decided_by = approved_by->text;
  version.decided_at = now;
  return version;
}

/// Before versions were kept in a table of their own, the ledger alone knew of them.
bool is_told(const std::string& after, store::Reader& reader) {
  const std::vector<cases::LedgerEntry> told = reader.ledger_of(cases::kPolicyObject);
  const auto last = std::find_if(told.rbegin(), told.rend(), [](const cases::LedgerEntry& entry) {
    return entry.action == cases::kPolicyApproved;
  });
  return last != told.rend() && last->after == after;
}

void tell_ledger(const PolicyVersion& version, const cases::Act& act, store::Writer& writer) {
  if (version.authors.empty() || version.decided_by.empty()) return;
  const auto after =
      cases::CanonicalObject().text("version", cases::policy_version_name(version.text));
  if (is_told(after.str(), writer)) return;
  const auto tell = [&](const std::string& person, std::string_view action) {
    cases::Act by = act;
    by.actor = person;
    writer.append(cases::happened(by, action, std::string(cases::kPolicyObject), after,
                                  "as policy.yaml says"));
  };
  for (const std::string& author : version.authors) tell(author, cases::kPolicyWritten);
  tell(version.decided_by, cases::kPolicyApproved);
}

}  // namespace

std::string settle_policy(const std::string& file_text, const cases::Act& act,
                          store::Writer& writer) {
  auto ruling = writer.policy_in_force();
  if (const auto known = writer.policy_of_file(); known && known->text == file_text && ruling)
    return ruling->text;
  if (ruling) {
    ruling->state = PolicyState::retired;
    ruling->in_force_until = act.at;
    writer.put_policy_version(*ruling);
  }
  const PolicyVersion version = version_of_file(file_text, act.at);
  writer.add_policy_version(version);
  tell_ledger(version, act, writer);
  return file_text;
}

}  // namespace weighbridge::serve
