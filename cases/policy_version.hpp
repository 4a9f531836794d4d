// A version of the policy on its way: who proposed it, who let it take effect, and when it ruled
// (S6 of section 16: each version needs a second person's approval before it takes effect).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/duties/approval.hpp"
#include "cases/duties/person.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::cases {

enum class PolicyState : std::uint8_t { proposed, in_force, retired, rejected, withdrawn };
std::string_view to_string_view(PolicyState);
std::optional<PolicyState> policy_state_from(std::string_view text);

struct PolicyVersion {
  std::uint64_t number = 0;  ///< given by the store: 1, 2, 3 ...
  std::string text;          ///< of policy.yaml; empty: the standard policy
  bool from_file = false;    ///< it stood in the configuration folder; people proposed the others
  PolicyState state = PolicyState::proposed;
  std::vector<std::string> authors;  ///< by what they sign in with; who proposed it is the first
  Instant proposed_at{};             ///< of a file: when it was first read
  std::string reason;                ///< why it was proposed
  std::string decided_by;            ///< empty: nobody did yet, or the file names nobody
  std::optional<Instant> decided_at;
  std::string decision;  ///< why it was decided so
  std::optional<Instant> in_force_from, in_force_until;
  bool operator==(const PolicyVersion&) const = default;
};

/// What results and people call a policy of that text: the first twelve digits of its SHA-256, or
/// "built in".
std::string policy_version_name(std::string_view text);

enum class PolicyDecision : std::uint8_t { activate, reject, withdraw };
std::optional<PolicyDecision> policy_decision_from(std::string_view text);

/// Why `person` may not decide so on `version`; nothing when all is well. Authors let nothing of
/// their own take effect, nor does who stands in for one (S6, S8); only they withdraw it.
std::optional<Refusal> why_not_decide(const PolicyVersion& version, PolicyDecision decision,
                                      const Person& person);

}  // namespace weighbridge::cases
