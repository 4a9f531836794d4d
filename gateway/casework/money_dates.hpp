// When money is lost by waiting (M-16.5).
#pragma once

#include "cases/case.hpp"
#include "cases/time/service_time.hpp"
#include "store/store.hpp"

namespace weighbridge::casework {

/// The earliest due and discount dates of the invoices that open holds of the case keep from being
/// paid; nothing for a case that holds none.
cases::MoneyDates money_dates_of(const cases::Case& value, std::span<const cases::Hold> holds,
                                 store::Reader& reader);

}  // namespace weighbridge::casework
