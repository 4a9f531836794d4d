// An order line: what every other document is compared with. One line is one match group (M-4.1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "matching/items/catalogue.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// What one version of an order says about a line (M-3.9).
struct OrderTerms {
  Moment effective;
  const Receipt* document = nullptr;
  Rational ordered;               ///< base units; zero once cancelled
  std::optional<Rational> price;  ///< per base unit, exact, less the line's own discounts (M-8.6)
  std::string discounted;         ///< the document's line whose discounts are in the price
  Rational price_basis{1, 1};     ///< the stated basis quantity, for M-5.7
  /// Of one `weight_uom`, where no factor leads from it to the base unit (M-5.9).
  std::optional<Rational> weight_price;
  std::string weight_uom;
  Currency currency;
  std::optional<Moment> due;
  bool cancelled = false;
};

/// How many base units one `uom` is, as a version of an order says itself (M-5.1).
struct StatedPack {
  std::string uom;
  Rational per_base;
  Date from;  ///< the day on which the version takes effect (M-5.2)
};

struct OrderLine {
  SupplierId supplier;
  PoNumber po;
  std::string line;
  std::optional<ItemId> item;
  std::string sku, item_group, site;
  std::string uom;                   ///< the base unit
  std::string ordered_uom;           ///< what a document without a unit means
  std::vector<StatedPack> packs;     ///< oldest first
  std::vector<OrderTerms> versions;  ///< oldest first, never empty
  std::string unit_problem;          ///< set when the ordered unit can not be converted (U01)

  MatchMode mode = MatchMode::n_way;
  std::optional<BillBasis> bill_basis;
  bool estimated_price = false;
  bool asn_required = false;
  bool self_billing = false;
  bool ship_complete = false;
  std::optional<Percent> over_receipt_pct, under_receipt_pct;

  /// The order's own pack of that unit on `day`; before the first one, the first. Null when none.
  const StatedPack* pack_of(std::string_view unit, Date day) const {
    const StatedPack* found = nullptr;
    for (const StatedPack& pack : packs) {
      if (pack.uom == unit && (found == nullptr || pack.from <= day)) found = &pack;
    }
    return found;
  }
  /// The highest version in effect at `at`; before the first one, the first.
  const OrderTerms& terms_at(Instant at) const {
    const OrderTerms* in_effect = &versions.front();
    for (const OrderTerms& terms : versions) {
      if (terms.effective.at <= at) in_effect = &terms;
    }
    return *in_effect;
  }
};

}  // namespace weighbridge::matching
