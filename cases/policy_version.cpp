#include "cases/policy_version.hpp"

#include <algorithm>
#include <array>

#include "cases/sha256.hpp"

namespace weighbridge::cases {
namespace {

constexpr std::array<std::string_view, 5> kStates{"proposed", "in_force", "retired", "rejected",
                                                  "withdrawn"};
constexpr std::array<std::string_view, 3> kDecisions{"activate", "reject", "withdraw"};

template <class Value, std::size_t kCount>
std::optional<Value> find_name(const std::array<std::string_view, kCount>& names,
                               std::string_view text) {
  const auto* const found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin());
}

bool has(const std::vector<std::string>& people, const std::string& id) {
  return std::find(people.begin(), people.end(), id) != people.end();
}

}  // namespace

std::string_view to_string_view(PolicyState state) {
  return kStates.at(static_cast<std::size_t>(state));
}

std::optional<PolicyState> policy_state_from(std::string_view text) {
  return find_name<PolicyState>(kStates, text);
}

std::optional<PolicyDecision> policy_decision_from(std::string_view text) {
  return find_name<PolicyDecision>(kDecisions, text);
}

std::string policy_version_name(std::string_view text) {
  return text.empty() ? "built in" : sha256_hex(text).substr(0, 12);
}

std::optional<Refusal> why_not_decide(const PolicyVersion& version, PolicyDecision decision,
                                      const Person& person) {
  if (version.state != PolicyState::proposed)
    return Refusal{"STATE",
                   "it was decided already: " + std::string(to_string_view(version.state))};
  const bool wrote = has(version.authors, person.id);
  if (decision == PolicyDecision::withdraw) {
    if (wrote) return std::nullopt;
    return Refusal{"DUTY", "who proposed it withdraws it; others reject it"};
  }
  if (wrote) return Refusal{"S6", "who wrote a version does not decide about it"};
  for (const std::string& absent : person.stands_in_for)
    if (has(version.authors, absent))
      return Refusal{"S8", "you stand in for " + absent + ", who wrote it"};
  return std::nullopt;
}

}  // namespace weighbridge::cases
