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

bool names_two_persons(const PolicyVersion& version) {
  return !version.authors.empty() && !version.decided_by.empty();
}

std::vector<cases::LedgerEntry> approvals(store::Reader& reader) {
  std::vector<cases::LedgerEntry> told = reader.ledger_of(cases::kPolicyObject);
  std::erase_if(
      told, [](const cases::LedgerEntry& entry) { return entry.action != cases::kPolicyApproved; });
  return told;
}

/// Whether the file says nothing new: it is as it was when last read, what rules anyway, or gone
/// since people decide in the workbench.
bool is_settled(const std::string& file_text, const std::optional<PolicyVersion>& ruling,
                store::Reader& reader) {
  if (!ruling) return false;
  if (file_text.empty() && !ruling->from_file) return true;
  const auto known = reader.policy_of_file();
  return ruling->text == file_text || (known && known->text == file_text);
}

void tell(std::string_view action, const PolicyVersion& version, const cases::Act& act,
          store::Writer& writer) {
  const auto after = cases::CanonicalObject()
                         .number("number", version.number)
                         .text("version", cases::policy_version_name(version.text));
  writer.append(cases::happened(act, action, std::string(cases::kPolicyObject), after,
                                "policy.yaml was changed"));
}

void tell_persons(const PolicyVersion& version, const cases::Act& act, store::Writer& writer) {
  if (!names_two_persons(version)) return;
  const auto after =
      cases::CanonicalObject().text("version", cases::policy_version_name(version.text));
  // Before versions were kept in a table of their own, the ledger alone knew of them.
  const std::vector<cases::LedgerEntry> told = approvals(writer);
  if (!told.empty() && told.back().after == after.str()) return;
  const auto tell_of = [&](const std::string& person, std::string_view action) {
    cases::Act by = act;
    by.actor = person;
    writer.append(cases::happened(by, action, std::string(cases::kPolicyObject), after,
                                  "as policy.yaml says"));
  };
  for (const std::string& author : version.authors) tell_of(author, cases::kPolicyWritten);
  tell_of(version.decided_by, cases::kPolicyApproved);
}

}  // namespace

std::optional<TableError> why_not_in_force(const std::string& file_text, store::Reader& reader) {
  const auto ruling = reader.policy_in_force();
  if (!ruling || is_settled(file_text, ruling, reader) || approvals(reader).empty())
    return std::nullopt;
  if (file_text.empty())
    return TableError{"policy.yaml", 0, 0, "it is missing; its last version goes on ruling",
                      "put it back, or let another version take effect in the workbench"};
  if (names_two_persons(version_of_file(file_text, {}))) return std::nullopt;
  return TableError{"policy.yaml", 1, 1,
                    "it was changed and names no `authors` and `approved_by`, though two persons "
                    "let a version take effect before; that one goes on ruling",
                    "name both (S6), or propose the text in the workbench"};
}

SettledPolicy settle_policy(const std::string& file_text, const cases::Act& act,
                            store::Writer& writer) {
  auto ruling = writer.policy_in_force();
  if (is_settled(file_text, ruling, writer)) return {ruling->text, std::nullopt};
  if (auto refused = why_not_in_force(file_text, writer)) return {ruling->text, std::move(refused)};
  if (ruling) {
    ruling->state = PolicyState::retired;
    ruling->in_force_until = act.at;
    writer.put_policy_version(*ruling);
    tell("policy.retired", *ruling, act, writer);
  }
  PolicyVersion version = version_of_file(file_text, act.at);
  version.number = writer.add_policy_version(version);
  if (ruling || !file_text.empty()) tell("policy.put_in_force", version, act, writer);
  tell_persons(version, act, writer);
  return {file_text, std::nullopt};
}

}  // namespace weighbridge::serve
