// What a case says of itself, worked out from its open items.
#pragma once

#include <string>

#include "cases/canonical_json.hpp"
#include "cases/case.hpp"

namespace weighbridge::cases {

/// Sets title, owner, severity, cause, currency and amount at stake from the items that are not
/// cleared. All but severity and amount follow the item with the most at stake (then the higher
/// severity, then the smaller key). The owner stays once somebody is assigned: to re-route a case
/// then is a person's decision. With no open item only the amount changes, to nothing.
void summarise(Case& value);

/// "ACME order PO-1 line 10"
std::string anchor_words(const matching::Anchor& anchor);

/// "QTY_SHORT_RECEIVED" as "quantity short received".
std::string code_words(std::string_view code);

/// What the ledger says of a case and of an item; only what can change, and for an item what it is.
CanonicalObject summary_json(const Case& value);
CanonicalObject item_json(const CaseItem& item);
CanonicalObject anchor_json(const matching::Anchor& anchor);

}  // namespace weighbridge::cases
