// A case on a desk, and the people who may work it.
#pragma once

#include <string>
#include <vector>

#include "cases/casework/decide.hpp"
#include "tests/cases/discrepancies.hpp"

namespace weighbridge::cases::testing {

inline Person person(std::string id, std::vector<Duty> duties, bool lead = false) {
  Person value;
  value.id = std::move(id);
  for (const Duty duty : duties) value.grants.push_back({duty, {}, lead});
  return value;
}

inline Person clerk(std::string id = "clara") {
  return person(std::move(id), {Duty::ap_clerk});
}
inline Person manager(std::string id = "mara") {
  return person(std::move(id), {Duty::ap_manager, Duty::ap_clerk}, true);
}

/// A case of one invoice: a charge that nobody agreed to, 120 dollars, for the clerks.
inline Case charge_case(CaseState state = CaseState::triaged) {
  Case value;
  value.id = "DC-2026-00000001";
  value.anchor.supplier = SupplierId("ACME");
  value.anchor.invoice = "INV-1";
  value.state = state;
  value.owner = "clerk";
  value.at_stake = amount("120");
  value.currency = currency("USD");
  value.opened_at = value.changed_at = at("2026-03-02T09:00:00Z");
  CaseItem& item = value.items.emplace_back();
  item.key = "C01|INV-1|1";
  item.rule = "C01";
  item.code = "CHARGE_NOT_AGREED";
  item.impact_class = matching::ImpactClass::cash;
  item.owner = "clerk";
  item.document = "INV-1";
  item.impact = amount("120");
  item.currency = currency("USD");
  return value;
}

inline Dossier dossier(Person who, CaseState state = CaseState::triaged) {
  Dossier value;
  value.value = charge_case(state);
  value.person = std::move(who);
  value.latest_wait = *parse_date("2026-03-20");
  value.now = at("2026-03-03T10:00:00Z");
  return value;
}

inline ActionRequest ask(Action action) {
  ActionRequest request;
  request.action = action;
  return request;
}

inline ActionRequest ask_to_accept() {
  ActionRequest request = ask(Action::propose);
  request.resolution = "ACC";
  request.reason_code = "AGREED_BY_PHONE";
  request.reason = "the buyer agreed to the charge by phone";
  return request;
}

/// What was decided becomes what there is.
inline void take_over(Dossier& desk, const Outcome& outcome) {
  desk.value = outcome.value;
  desk.work = outcome.work;
}

/// A case of `assignee` with the proposal to accept it.
inline Dossier proposed(const std::string& assignee = "clara") {
  Dossier desk = dossier(clerk(assignee), CaseState::in_review);
  desk.value.assignee = assignee;
  take_over(desk, *decide(desk, ask_to_accept()));
  return desk;
}

}  // namespace weighbridge::cases::testing
