// Terms of payment that stand in free text, in the one form that a rule book gives them.
#pragma once

#include <optional>
#include <string_view>

#include "mappings/canonical/decimal.hpp"

namespace weighbridge::maps {

/// A discount for paying within so many days of the document's date.
struct WrittenDiscount {
  Decimal days, percent;
};

/// The first offer for the whole amount that `text` makes as XRechnung writes them (its rule
/// BR-DE-18, of BT-20): #SKONTO#TAGE=14#PROZENT=2.25#. Offers for a part of the amount
/// (BASISBETRAG) are passed over, and so is what is not written so.
std::optional<WrittenDiscount> written_discount(std::string_view text);

}  // namespace weighbridge::maps
