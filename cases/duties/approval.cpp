#include "cases/duties/approval.hpp"

#include <algorithm>

namespace weighbridge::cases {
namespace {

using boost::system::result;

Money absolute(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

/// Whose word counts for one more approval of this height.
struct Band {
  const Money* up_to;  ///< null: without limit
  std::vector<Duty> cash, stock;
};

std::vector<Duty> approvers_of(Money amount, bool about_stock, const ApprovalLimits& limits) {
  const Band bands[] = {
      {&limits.clerk,
       {Duty::ap_clerk, Duty::ap_manager, Duty::controller},
       {Duty::wh_supervisor, Duty::inventory_control, Duty::controller}},
      {&limits.manager,
       {Duty::ap_manager, Duty::controller},
       {Duty::inventory_control, Duty::controller}},
      {nullptr, {Duty::controller}, {Duty::controller}},
  };
  const auto* const band = std::find_if(std::begin(bands), std::end(bands), [&](const Band& b) {
    return b.up_to == nullptr || amount <= *b.up_to;
  });
  return about_stock ? band->stock : band->cash;
}

bool has(const std::vector<Duty>& duties, Duty duty) {
  return std::find(duties.begin(), duties.end(), duty) != duties.end();
}

/// Price acceptance needs who bought to agree that the price is right.
bool needs_consent(const Proposal& proposal) {
  return proposal.resolution == "ACC" &&
         std::find(proposal.rules.begin(), proposal.rules.end(), "P01") != proposal.rules.end();
}

/// What counts against the limits: slices of one supplier's amounts count together.
Money height_of(const Proposal& proposal, std::span<const Approval> given) {
  Money height = absolute(proposal.amount);
  for (const Approval& approval : given)
    if (!approval.consent) height = std::max(height, approval.counted);
  return height;
}

Money counted_with(Money amount, std::span<const Approval> earlier, const std::string& supplier,
                   Instant now) {
  for (const Approval& approval : earlier)
    if (!approval.consent && approval.supplier == supplier &&
        now - approval.at < std::chrono::hours(24))
      amount += approval.amount;
  return amount;
}

Refusal no_duty(const Person& person, Duty duty) {
  return {"DUTY", person.id + " does not hold " + std::string(to_string_view(duty)) + " here"};
}

Refusal above_limit(const Person& person, Duty as, Money counted, Money amount) {
  std::string reason = counted.value.to_string(2) + " is above what " +
                       std::string(to_string_view(as)) + " may approve";
  if (counted != amount)
    reason += ": " + person.id + " approved " + (counted - amount).value.to_string(2) +
              " for this supplier within 24 hours";
  return {"LIMIT", std::move(reason)};
}

}  // namespace

std::vector<Lacking> lacking(const Proposal& proposal, std::span<const Approval> given,
                             const ApprovalLimits& limits) {
  std::vector<Lacking> missing;
  const Money height = height_of(proposal, given);
  const auto words = std::count_if(given.begin(), given.end(),
                                   [](const Approval& approval) { return !approval.consent; });
  const bool by_controller = std::any_of(given.begin(), given.end(), [](const Approval& approval) {
    return !approval.consent && approval.as == Duty::controller;
  });
  if (height <= limits.controller) {
    if (words == 0) missing.push_back({approvers_of(height, proposal.about_stock, limits)});
  } else {
    // Two persons: a controller, and a manager or another controller.
    if (!by_controller) missing.push_back({{Duty::controller}});
    if (words - (by_controller ? 1 : 0) == 0)
      missing.push_back({{Duty::ap_manager, Duty::controller}});
  }
  const bool consented = std::any_of(given.begin(), given.end(),
                                     [](const Approval& approval) { return approval.consent; });
  if (needs_consent(proposal) && !consented)
    missing.push_back({{Duty::buyer}, true, absolute(proposal.amount) > limits.buyer});
  return missing;
}

namespace {

std::optional<Refusal> barred(const Person& person, const Decision& decision,
                              std::span<const Approval> given, Involvement involved, Instant now) {
  for (const Approval& approval : given) involved.approvers.insert(approval.person);
  const std::vector<Bar> found = bars(person, decision, involved, now);
  if (found.empty()) return std::nullopt;
  return Refusal{std::string(found.front().rule), found.front().reason};
}

/// Whether `as` may say the word that is missing, given what counts against it.
bool may_say(Duty as, Money counted, const Proposal& proposal, const std::vector<Lacking>& missing,
             const ApprovalLimits& limits) {
  const bool is_missing = std::any_of(missing.begin(), missing.end(), [as](const Lacking& word) {
    return !word.consent && has(word.any_of, as);
  });
  if (!is_missing) return false;
  if (absolute(proposal.amount) > limits.controller) return true;  // one of the two
  return as == Duty::controller || has(approvers_of(counted, proposal.about_stock, limits), as);
}

}  // namespace

result<Approval, Refusal> approve(const Proposal& proposal, const Person& person, Duty as,
                                  std::span<const Approval> given,
                                  std::span<const Approval> earlier, const Involvement& involved,
                                  const ApprovalLimits& limits, Instant now) {
  const Decision decision{Decision::Kind::approve, proposal.rules, true, as};
  if (auto refusal = barred(person, decision, given, involved, now)) return *refusal;
  if (!person.holds(as, proposal.scope)) return no_duty(person, as);

  const std::vector<Lacking> missing = lacking(proposal, given, limits);
  if (missing.empty()) return Refusal{"COMPLETE", "every approval that it needs is given"};
  const Money amount = absolute(proposal.amount);
  if (as == Duty::buyer) {
    const auto word =
        std::find_if(missing.begin(), missing.end(), [](const Lacking& w) { return w.consent; });
    if (word == missing.end()) return Refusal{"DUTY", "it needs no consent of a buyer"};
    if (word->lead && !person.leads(as, proposal.scope))
      return Refusal{"LIMIT",
                     amount.value.to_string(2) + " needs the consent of who leads the buyers"};
    return Approval{person.id, as, true, amount, amount, proposal.supplier, now};
  }
  if (!has(approvers_of({}, proposal.about_stock, limits), as))
    return Refusal{"DUTY", std::string(to_string_view(as)) + " approves no decisions about " +
                               (proposal.about_stock ? "stock" : "money")};
  const Money counted = counted_with(amount, earlier, proposal.supplier, now);
  if (!may_say(as, counted, proposal, missing, limits))
    return above_limit(person, as, counted, amount);
  return Approval{person.id, as, false, amount, counted, proposal.supplier, now};
}

}  // namespace weighbridge::cases
