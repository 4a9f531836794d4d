#include "gateway/pipeline/case_keeping.hpp"

#include <map>
#include <utility>

#include "cases/casework/execution.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {

namespace {

int year_of(Instant at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return static_cast<int>(day.year());
}

/// A decision that people took or prepared is void where the judgement changed what it is about.
void void_decisions(cases::CaseChanges& changes, Instant now, store::Writer& writer) {
  for (const cases::Case& value : changes.changed) {
    if (!writer.has_current_proposal(value.id)) continue;
    cases::CaseWork work = writer.case_work(value.id);
    for (cases::CaseEvent& event : cases::void_stale_decisions(value, work, now))
      changes.events.push_back(std::move(event));
    writer.put_case_work(value.id, work);
  }
}

std::vector<cases::Hold> keep_holds(const Touched& touched, Instant as_of,
                                    std::string_view cleared_by, store::Writer& writer) {
  store::Words owners = touched.owners;
  for (const matching::Discrepancy& d : touched.judgement.discrepancies)
    if (d.hold != "-" && !d.hold.empty()) owners.insert(matching::owner_of(d));
  const std::vector<cases::Hold> known =
      touched.everything ? writer.holds() : writer.holds_of(owners);
  cases::HoldChanges changes =
      cases::rehold(known, touched.judgement.discrepancies, as_of, cleared_by);
  std::vector<cases::Hold> kept;
  for (const auto* list : {&changes.placed, &changes.released})
    for (const cases::Hold& hold : *list) kept.push_back(writer.put_hold(hold));
  return kept;
}

/// The case that works each discrepancy; of several the one that changed last.
std::map<std::string, std::string> cases_by_discrepancy(const std::vector<cases::Case>& reached,
                                                        const cases::CaseChanges& changes) {
  std::map<std::string, std::string> found;
  for (const auto* list : {&reached, &changes.changed})
    for (const cases::Case& value : *list)
      for (const cases::CaseItem& item : value.items) found[item.key] = value.id;
  return found;
}

/// What is accepted by itself has no case.
void record_holds(const std::vector<cases::Hold>& holds, const std::vector<cases::Case>& reached,
                  const cases::CaseChanges& changes, const cases::Act& act, store::Writer& writer) {
  if (holds.empty()) return;
  const auto by_discrepancy = cases_by_discrepancy(reached, changes);
  std::vector<cases::CaseEvent> events;
  for (const cases::Hold& hold : holds) {
    const auto found = by_discrepancy.find(hold.discrepancy);
    events.push_back(
        cases::hold_event(hold, found == by_discrepancy.end() ? std::string() : found->second));
  }
  for (cases::LedgerEntry& entry : cases::case_entries(act, events))
    writer.append(std::move(entry));
}

}  // namespace

KeptCases keep_cases(const Touched& touched, const cases::Act& act, Instant as_of,
                     std::string_view cleared_by, store::Writer& writer) {
  KeptCases kept;
  const std::vector<cases::Case> reached = cases_reached(touched, writer);
  kept.cases = cases::rejudge(reached, touched.judgement, as_of,
                              writer.next_case_number(year_of(as_of)), cleared_by);
  for (const cases::Case& value : kept.cases.changed) writer.put_case(value);
  void_decisions(kept.cases, as_of, writer);
  for (cases::LedgerEntry& entry : cases::case_entries(act, kept.cases.events))
    writer.append(std::move(entry));
  kept.holds = keep_holds(touched, as_of, cleared_by, writer);
  record_holds(kept.holds, reached, kept.cases, act, writer);
  return kept;
}

}  // namespace weighbridge::pipeline
