// One order line with everything known of it, side by side. The stages fill it in from top to
// bottom; the rules only read it. Letters in quotes are the specification's symbols.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "matching/attach/attached_line.hpp"
#include "matching/tolerance.hpp"

namespace weighbridge::matching {

struct ReceivedLine : AttachedLine {
  Rational good, rejected, on_hold;  ///< net of reversals, after inspections
  Rational missing;                  ///< stated as short: joins no bucket (M-0.5)
  Rational reversed;

  Rational total() const { return good + rejected + on_hold; }
};

/// What of a shipment came by one receipt.
struct Arrival {
  const ReceivedLine* receipt = nullptr;
  Rational quantity;
};

struct ShippedLine : AttachedLine {
  Date eta{};
  Rational received;
  std::vector<Arrival> arrivals;  ///< attached by M-4.5
  bool final = false;             ///< a receipt against it is the last (M-6.3)
  bool closed = false, overdue = false, cancelled = false;
};

struct PostedLine : AttachedLine {
  std::optional<Money> value;  ///< net of reversals, in `currency`
  Currency currency;
};

/// Goods that went back, with the credit that is expected for them (M-11.3).
struct ReturnedLine {
  const InventoryEvent* event = nullptr;
  OrderLineId order_line = 0;
  Rational quantity;
  bool from_rejected = false;
  Moment at;
  Rational billed;          ///< units of it that had been billed: only these are credited
  Money expected;           ///< the credit for them, less agreed restocking
  Rational credited_units;  ///< what credits have taken back of `billed`
  Money credited;
  std::string_view last_credit;  ///< the newest credit's number
  std::vector<std::string> arithmetic;

  Rational open_units() const { return max(Rational(), billed - credited_units); }
  bool answered() const { return !last_credit.empty(); }
};

/// Consignment stock that was used (M-11.4).
struct ConsumedLine {
  OrderLineId order_line = 0;
  Rational quantity;
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
  const OrderTerms* terms = nullptr;      ///< in effect at the price date (M-8.6)
  std::optional<Rational> ordered_price;  ///< per base unit, by those terms, "p_o"
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
  Rational released;   ///< units that may be paid by decision (M-8.3)

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

/// Which credit it is (M-11.1). `parked`: the invoice that it corrects has not arrived.
enum class CreditKind : std::uint8_t { unapplied, quantity, price, charge, parked };

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
  Rational value;  ///< of that, in the order's currency
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

/// Received units with the terms that price them (M-3.9, M-8.6).
struct PricedReceipt {
  const ReceivedLine* receipt = nullptr;
  Rational units;
  const OrderTerms* terms = nullptr;
};

struct LineEvidence {
  OrderLineId id = 0;
  const OrderLine* order = nullptr;
  const OrderTerms* terms = nullptr;  ///< in effect now
  /// In effect at the price date of what came last.
  const OrderTerms* goods_terms = nullptr;
  std::vector<PricedReceipt> goods;  ///< the oldest first; empty where one version prices them all
  Rational unit_cost;                ///< of the item table; zero when it has none
  std::span<ShippedLine> shipments;
  std::span<ReceivedLine> receipts;
  std::span<PostedLine> postings;
  std::span<InvoicedLine> invoices;  ///< in business order (M-3.6)
  std::span<CreditLine> credits;
  std::span<ReturnedLine> returns;
  std::span<ConsumedLine> consumption;
  std::optional<Rational> weight_per_unit;  ///< as received, in the order's unit of weight (M-5.9)
  Buckets buckets;
  bool over_receipt = false;        ///< outside tolerance: P is capped (M-6.1)
  std::optional<Date> cover_until;  ///< of the invoice cover, where no shipment was ever announced
  Excess excess;
  Verdict excess_verdict = Verdict::within;  ///< M-8.2
  AccrualLeg accrual;

  bool in_mode_receipt() const { return order->mode != MatchMode::two_way; }
  bool in_mode_all() const { return order->mode == MatchMode::n_way; }
  /// Stock that stays the supplier's until it is used (M-11.4): so agreed, or used so.
  bool consignment() const {
    return order->bill_basis ? *order->bill_basis == BillBasis::consumed : !consumption.empty();
  }
  /// The ordered price of a base unit; of goods paid by weight, at the weight that was received.
  std::optional<Rational> price_by(const OrderTerms& at) const {
    if (at.weight_price && weight_per_unit) return *at.weight_price * *weight_per_unit;
    return at.price;
  }
  /// What a unit is worth for stock and accruals: the ordered price, else the item's cost.
  Rational unit_value() const { return unit_value(*goods_terms); }
  Rational unit_value(const OrderTerms& at) const { return price_by(at).value_or(unit_cost); }
};

}  // namespace weighbridge::matching
