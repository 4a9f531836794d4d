#include "gateway/pipeline/case_keeping.hpp"

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

}  // namespace

KeptCases keep_cases(const Touched& touched, const cases::Act& act, Instant as_of,
                     std::string_view cleared_by, store::Writer& writer) {
  KeptCases kept;
  kept.cases = cases::rejudge(cases_reached(touched, writer), touched.judgement, as_of,
                              writer.next_case_number(year_of(as_of)), cleared_by);
  for (const cases::Case& value : kept.cases.changed) writer.put_case(value);
  void_decisions(kept.cases, as_of, writer);
  for (cases::LedgerEntry& entry : cases::case_entries(act, kept.cases.events))
    writer.append(std::move(entry));
  kept.holds = keep_holds(touched, as_of, cleared_by, writer);
  return kept;
}

}  // namespace weighbridge::pipeline
