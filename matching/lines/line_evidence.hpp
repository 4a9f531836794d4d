// One order line with everything known of it, side by side. The stages fill it in from top to
// bottom; the rules only read it. Letters in quotes are the specification's symbols.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "matching/attach/attached_line.hpp"

namespace weighbridge::matching {

struct ReceivedLine : AttachedLine {
  Rational good, rejected, on_hold;  ///< net of reversals, after inspections
  Rational missing;                  ///< stated as short: joins no bucket (M-0.5)
  Rational reversed;

  Rational total() const { return good + rejected + on_hold; }
};

struct ShippedLine : AttachedLine {
  Date eta{};
  Rational received;
  std::vector<const ReceivedLine*> receipts;  ///< attached by M-4.5
  bool final = false;                         ///< a receipt against it is the last (M-6.3)
  bool closed = false, overdue = false, cancelled = false;
};

struct PostedLine : AttachedLine {
  std::optional<Money> value;  ///< net of reversals, in `currency`
  Currency currency;
};

struct ReturnedLine {
  const InventoryEvent* event = nullptr;
  OrderLineId order_line = 0;
  Rational quantity;
  bool from_rejected = false;
  Moment at;
};

/// The pools that billed units come from, in the order in which invoices consume them (M-8.3).
enum class Pool : std::uint8_t {
  payable,
  waiting,
  returned,
  not_received,
  rejected,
  beyond_order,
  credited
};
inline constexpr std::size_t kPools = 7;

/// Units of an invoice line out of one pool, and what they are worth at the invoiced price (M-1.4).
struct Segment {
  Rational units;
  Money amount;
};

struct InvoicedLine : AttachedLine {
  const OrderTerms* terms = nullptr;  ///< in effect at the price date (M-8.6)
  Currency currency;
  bool credit = false;
  bool foreign_currency = false;  ///< not the order's (C06)
  std::optional<Rational> price;  ///< per base unit, "p_i"
  Money claimed;                  ///< of this part of the line, "a"
  Money extension;                ///< quantity times price
  bool extension_error = false;   ///< the two differ by more than a minor unit (M-5.6)
  std::optional<Rational> pack;   ///< "k" of a suspected pack mix-up; quantity is re-read with it
  Rational stated_quantity;       ///< before re-reading
  std::optional<Rational> basis;  ///< the price ratio of a suspected wrong basis (M-5.7)
  std::array<Segment, kPools> segments{};
  Money price_credit;  ///< granted on the price (M-11.2)

  const Segment& of(Pool pool) const { return segments[static_cast<std::size_t>(pool)]; }
  Segment& of(Pool pool) { return segments[static_cast<std::size_t>(pool)]; }
  /// "q_ok": the units whose price counts (M-8.4).
  Rational ok_units() const {
    return of(Pool::payable).units + of(Pool::waiting).units + of(Pool::returned).units;
  }
  Money ok_amount() const {
    return of(Pool::payable).amount + of(Pool::waiting).amount + of(Pool::returned).amount;
  }
};

enum class CreditKind : std::uint8_t { unapplied, quantity, price };

struct CreditLine : InvoicedLine {
  CreditKind kind = CreditKind::unapplied;
  Money unexpected;                       ///< what it grants beyond anything open (V03)
  const InvoicedLine* applied = nullptr;  ///< the invoice line it corrects
};

/// Section 6, in base units.
struct Buckets {
  Rational ordered;     ///< "O'"
  Rational shipped;     ///< "S"
  Rational in_transit;  ///< "L"
  Rational received;    ///< "R"
  Rational rejected;    ///< "J"
  Rational on_hold;     ///< "Q"
  Rational accepted;    ///< "A" = R - J - Q
  Rational returned;    ///< "T", out of accepted stock
  Rational returned_rejects;
  Rational returned_open;  ///< "T°", billed and not yet credited
  Rational kept;           ///< "K" = R - J - T
  Rational payable;        ///< "P"
  Rational invoiced;       ///< "I"
  Rational credited;       ///< "C"
  Rational billed;         ///< "B" = I - C
  Rational posted;         ///< "G"
  Rational consumed;
  Rational over_received;  ///< "v" = K - O', less what a decision keeps; may be negative
};

/// The partition of the excess (section 8).
struct Excess {
  Rational total;         ///< "e"
  Rational waiting;       ///< "w"
  Rational returned;      ///< "ret"
  Rational beyond_order;  ///< "q07"
  Rational rejected;      ///< "q09"
  Rational not_received;  ///< "q06"
};

/// A receipt document's part of the accrual leg.
struct ReceiptAccrual {
  const ReceivedLine* receipt = nullptr;  ///< the document's first line here
  Rational expected;
  Money expected_value;
  Rational posted;
  std::size_t postings = 0;
};

/// The accrual leg of one order line (section 12).
struct AccrualLeg {
  std::vector<ReceiptAccrual> missing;     ///< past the window without any posting (E01)
  std::vector<const PostedLine*> orphans;  ///< no receipt stands behind them (E03)
  bool differs = false;                    ///< E02, with the four sums below
  bool value_checked = true;
  Rational expected, posted;
  Money expected_value, posted_value;
  Currency currency;
  bool matched = true;
  std::optional<Rational> rate;  ///< functional per order currency, as accrued (M-8.11)
};

struct LineEvidence {
  OrderLineId id = 0;
  const OrderLine* order = nullptr;
  const OrderTerms* terms = nullptr;  ///< in effect now
  Rational unit_cost;                 ///< of the item table; zero when it has none
  std::span<ShippedLine> shipments;
  std::span<ReceivedLine> receipts;
  std::span<PostedLine> postings;
  std::span<InvoicedLine> invoices;  ///< in business order (M-3.6)
  std::span<CreditLine> credits;
  std::span<ReturnedLine> returns;
  Buckets buckets;
  bool over_receipt = false;        ///< outside tolerance: P is capped (M-6.1)
  std::optional<Date> cover_until;  ///< of the invoice cover, where no shipment was ever announced
  Excess excess;
  bool excess_tolerated = false;  ///< M-8.2
  AccrualLeg accrual;

  bool in_mode_receipt() const { return order->mode != MatchMode::two_way; }
  bool in_mode_all() const { return order->mode == MatchMode::n_way; }
  /// What a unit is worth for stock and accruals: the ordered price, else the item's cost.
  Rational unit_value() const { return terms->price.value_or(unit_cost); }
};

}  // namespace weighbridge::matching
