#include "gateway/pipeline/case_keeping.hpp"

#include <utility>

namespace weighbridge::pipeline {

namespace {

int year_of(Instant at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return static_cast<int>(day.year());
}

}  // namespace

cases::CaseChanges keep_cases(const Touched& touched, const cases::Act& act, Instant as_of,
                              std::string_view cleared_by, store::Writer& writer) {
  cases::CaseChanges changes =
      cases::rejudge(cases_reached(touched, writer), touched.judgement, as_of,
                     writer.next_case_number(year_of(as_of)), cleared_by);
  for (const cases::Case& value : changes.changed) writer.put_case(value);
  for (cases::LedgerEntry& entry : cases::case_entries(act, changes.events))
    writer.append(std::move(entry));
  return changes;
}

}  // namespace weighbridge::pipeline
