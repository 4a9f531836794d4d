#include "gateway/serve/policy_authors.hpp"

#include "cases/sha256.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::serve {
namespace {

/// As GET /api/v1/policy names it.
std::string version_of(const std::string& policy_text) {
  return cases::sha256_hex(policy_text).substr(0, 12);
}

bool is_the_last(const std::string& after, store::Reader& reader) {
  const std::vector<cases::LedgerEntry> told = reader.ledger_of(cases::kPolicyObject);
  return !told.empty() && told.back().after == after;
}

}  // namespace

bool record_policy(const std::string& policy_text, const cases::Act& act, store::Writer& writer) {
  Findings mistakes;  // were told when it was read as a policy
  const yaml::Node root = yaml::read(policy_text, mistakes);
  const yaml::Node* authors = root.find("authors");
  const yaml::Node* approved_by = root.find("approved_by");
  if (authors == nullptr || approved_by == nullptr || authors->items.empty()) return false;
  const auto after = cases::CanonicalObject().text("version", version_of(policy_text));
  if (is_the_last(after.str(), writer)) return false;
  const auto tell = [&](const std::string& person, std::string_view action) {
    cases::Act by = act;
    by.actor = person;
    writer.append(cases::happened(by, action, std::string(cases::kPolicyObject), after,
                                  "as policy.yaml says"));
  };
  for (const yaml::Node& author : authors->items) tell(author.text, cases::kPolicyWritten);
  tell(approved_by->text, cases::kPolicyApproved);
  return true;
}

}  // namespace weighbridge::serve
