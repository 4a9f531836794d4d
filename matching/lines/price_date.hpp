// Which version of an order a price is compared with (M-3.9, M-8.6).
#pragma once

#include "matching/orders/order_line.hpp"

namespace weighbridge::matching {

/// The terms in effect at a price date. Of a date its last instant counts, so that a change of the
/// same day is in effect.
inline const OrderTerms& terms_priced(const OrderLine& order, const Moment& date) {
  const Instant end = date.at + std::chrono::days{1} - std::chrono::seconds{1};
  return order.terms_at(date.date_only ? end : date.at);
}

}  // namespace weighbridge::matching
