// What a document itself claims, before anything is matched.
#pragma once

#include <optional>

#include "mappings/canonical/receipt.hpp"

namespace weighbridge::matching {

/// Quantity times price over the price basis, rounded once (M-1.3a, M-5.5), for a price in the
/// line's own unit. Nothing without a price.
std::optional<Money> own_extension(const ReceiptLine& line, Currency currency);

/// The stated amount, else the extension, else zero (M-5.6). Negative on credits.
Money own_amount(const ReceiptLine& line, Currency currency, bool credit);

/// Lines plus charges, allowances (negative charges) and taxes. Negative on credits.
Money computed_total(const Receipt& invoice, bool credit);

/// The stated total, else the computed one.
Money gross_of(const Receipt& invoice, bool credit);

/// The tax the document claims: its tax lines, else its total of taxes.
Money tax_of(const Receipt& invoice);

}  // namespace weighbridge::matching
