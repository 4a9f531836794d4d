// What a document itself claims, before anything is matched.
#pragma once

#include <functional>
#include <optional>

#include "mappings/canonical/rational.hpp"
#include "mappings/canonical/receipt.hpp"

namespace weighbridge::matching {

/// How many of the price's units one unit of a line is.
using PriceUnits = std::function<Rational(const ReceiptLine&)>;

/// Quantity times price over the price basis, rounded once (M-1.3a, M-5.5). Without `units` the
/// price is taken to be for the line's own unit. Nothing without a price.
std::optional<Money> own_extension(const ReceiptLine& line, Currency currency,
                                   const PriceUnits& units = {});

/// Whether the line's amount can only be told by who knows how its units relate: it states none,
/// and its price is for another unit.
bool needs_units(const ReceiptLine& line);
/// Whether that is so of the gross.
bool gross_needs_units(const Receipt& invoice);

/// The stated amount, else the extension, else zero (M-5.6). Negative on credits.
Money own_amount(const ReceiptLine& line, Currency currency, bool credit,
                 const PriceUnits& units = {});

/// Lines plus charges, allowances (negative charges) and taxes. Negative on credits.
Money computed_total(const Receipt& invoice, bool credit, const PriceUnits& units = {});

/// The stated total, else the computed one.
Money gross_of(const Receipt& invoice, bool credit, const PriceUnits& units = {});

/// The tax the document claims: its tax lines, else its total of taxes.
Money tax_of(const Receipt& invoice);

}  // namespace weighbridge::matching
