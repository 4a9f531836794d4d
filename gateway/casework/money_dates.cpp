#include "gateway/casework/money_dates.hpp"

#include <algorithm>

#include "gateway/casework/dossier.hpp"

namespace weighbridge::casework {
namespace {

void keep_earlier(std::optional<Date>& earliest, const std::optional<Date>& date) {
  if (date && (!earliest || *date < *earliest)) earliest = date;
}

}  // namespace

cases::MoneyDates money_dates_of(const cases::Case& value, std::span<const cases::Hold> holds,
                                 store::Reader& reader) {
  cases::MoneyDates dates;
  const bool pays_late = std::any_of(holds.begin(), holds.end(), [](const cases::Hold& hold) {
    return hold.is_open() && hold.scope != cases::HoldScope::posting;
  });
  if (!pays_late) return dates;
  for (const matching::AcceptedReceipt& accepted : documents_of(value, reader)) {
    const Receipt& receipt = accepted.receipt;
    const bool held = receipt.stage == Stage::invoiced &&
                      std::any_of(holds.begin(), holds.end(), [&](const cases::Hold& hold) {
                        return hold.is_open() && hold.document == receipt.document.number;
                      });
    if (!held || !receipt.terms) continue;
    keep_earlier(dates.due, receipt.terms->due);
    keep_earlier(dates.discount, receipt.terms->discount_date);
  }
  return dates;
}

}  // namespace weighbridge::casework
