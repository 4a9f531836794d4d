// What a document itself claims, before anything is matched.
#pragma once

#include <optional>

#include "mappings/canonical/rational.hpp"
#include "mappings/canonical/receipt.hpp"
#include "matching/identity/versions.hpp"

namespace weighbridge::matching {

/// Quantity times price over the price basis, rounded once (M-1.3a, M-5.5). `price_units` is how
/// many of the price's units one unit of the line is. Nothing without a price.
std::optional<Money> own_extension(const ReceiptLine& line, Currency currency,
                                   const Rational& price_units = Rational(1, 1));

/// Whether the line's amount can only be told by who knows how its units relate: it states none,
/// and its price is for another unit.
bool needs_units(const ReceiptLine& line);
/// Whether that is so of the gross.
bool gross_needs_units(const Receipt& invoice);

/// What `line` of `document` claims: the stated amount, else the extension, else zero (M-5.6).
/// Negative on credits.
Money own_amount(const LiveDocument& document, const ReceiptLine& line, Currency currency);

/// Lines plus charges, allowances (negative charges) and taxes. Negative on credits.
Money computed_total(const LiveDocument& invoice);

/// The stated total, else the computed one.
Money gross_of(const LiveDocument& invoice);
/// The same from the document alone: wrong where `gross_needs_units`.
Money gross_of(const Receipt& invoice);

/// The tax the document claims: its tax lines, else its total of taxes.
Money tax_of(const Receipt& invoice);

}  // namespace weighbridge::matching
