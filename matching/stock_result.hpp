// What the judge says of stock that is not of an order: transfers, counts and adjustments, whether
// or not something is wrong with them (section 19). Quantities in base units.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"
#include "mappings/canonical/time.hpp"

namespace weighbridge::matching {

/// Whether the ledger may be told (M-17.5).
enum class Posting : std::uint8_t { none, released, held };
std::string_view to_string_view(Posting posting);

/// Something that happened around a difference of stock, attached to its case (M-16.2, M-19.6).
struct HistoryEntry {
  std::string_view
      kind;  ///< "movement", "count", "adjustment", "transfer", "delivery" or "discrepancy"
  std::string id, at, location;
  std::optional<Rational> quantity;
  std::string text;
};

struct TransferResult {
  std::string order, line, sku, uom, from_site, to_site;
  std::string_view state;
  Rational shipped, cancelled, received, damaged, in_transit, difference, overdue;
  std::optional<Rational> unit_cost;
  std::optional<Date> eta, last_day;
  bool is_final = false;
  Posting posting = Posting::none;
};

/// One counting of a count line.
struct CountingResult {
  std::string event, at, counter;
  Rational counted;
  std::optional<Rational> expected, variance;
  std::vector<HistoryEntry> pending;  ///< the movements that `expected` takes account of (M-19.5)
  bool decides = false;
};

struct CountResult {
  std::string event, site, location, lot, sku, uom;  ///< `event` is the first count's
  std::string_view state;
  Money value;  ///< of the deciding variance, signed
  Currency currency;
  Posting posting = Posting::none;
  bool may_post = false;  ///< a person may propose to post the variance (M-19.7)
  std::vector<CountingResult> countings;
};

struct AdjustmentResult {
  std::string event, at, site, location, sku, uom, reason;
  Rational quantity;
  Money value;  ///< signed
  Currency currency;
  Posting posting = Posting::none;
  std::string compensates;  ///< the id of the adjustment that it undoes or that undoes it
};

}  // namespace weighbridge::matching
