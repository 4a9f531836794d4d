// Policy: the tolerances, windows and switches that the specification calls (cfg). A value; STD-1
// is its default.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/decimal.hpp"
#include "mappings/canonical/names.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge::matching {

enum class Leg : std::uint8_t {
  qty_asn_po,
  qty_rcv_asn,
  qty_rcv_po,
  qty_inv_payable,
  price,
  price_est,
  charge,
  charge_new,
  allowance,
  tax,
  total,
  erp_qty,
  erp_value,
  credit,
  date,
  xfer,
  count,
  fx
};
enum class Direction : std::uint8_t { over, under };
enum class ToleranceMode : std::uint8_t { both, either };

std::string_view to_string_view(Leg);
std::optional<Leg> leg_from(std::string_view);

struct ToleranceScope {
  std::string supplier, item, item_group, site;
  bool operator==(const ToleranceScope&) const = default;
};

/// One whole record (M-7.1). An absent limit is not set; zero allows nothing. The two are never
/// interchanged.
struct Tolerance {
  Leg leg = Leg::price;
  Direction direction = Direction::over;
  std::optional<Percent> pct;
  std::optional<Quantity> abs_qty;
  std::optional<Money> abs_amt;
  std::optional<std::chrono::days> days;  ///< only for `date`
  ToleranceMode mode = ToleranceMode::both;
  ToleranceScope scope;
  std::optional<Date> valid_from, valid_to;
  int version = 1;
};

struct Windows {
  std::chrono::seconds erp_posting = std::chrono::hours{4};
  std::chrono::seconds asn_close = std::chrono::hours{24};
  std::chrono::days transit_grace{2};
  std::chrono::days invoice_cover{5};
  std::chrono::days received_not_billed{30};
  std::chrono::days credit{30};
  std::chrono::days transfer_grace{3};
  std::chrono::seconds transfer_orphan = std::chrono::hours{4};
  std::chrono::seconds compensation = std::chrono::hours{48};
  std::chrono::days line_due{5};
  std::chrono::days duplicate{300};
  std::chrono::days po_candidate{180};
  int default_lead_days = 7;
};

struct AutoAccept {
  Money each{Decimal::from_integer(5)};
  Money monthly_per_supplier{Decimal::from_integer(50)};
};

/// Section 19: what an adjustment of stock must say of itself.
struct AdjustmentPolicy {
  std::vector<std::string> reasons;  ///< the closed list of reason codes
  Money evidence_above{Decimal::from_integer(100)};
};

/// Goods that may come in place of others (M-11.6). Without an approver it is known, not approved.
struct Substitution {
  std::string item, substitute;              ///< the buyer's numbers
  SupplierId supplier;                       ///< empty means any
  Decimal ratio = Decimal::from_integer(1);  ///< how many of `item` one `substitute` stands for
  std::optional<UnitPrice> price;  ///< highest, per base unit of `substitute`; else the item's own
  std::optional<Date> from, to;
  std::string approver;

  bool approved_on(Date day) const {
    return !approver.empty() && (!from || day >= *from) && (!to || day <= *to);
  }
};

/// A supplier that may bill without an order, up to a ceiling an invoice (M-8.7); with a `kind`,
/// only charges of that kind.
struct NonPoAllowance {
  SupplierId supplier;
  std::string kind;
  Money ceiling;
};

/// Which event's date decides the price in effect (M-8.6); the later ones stand in for it.
enum class PriceDate : std::uint8_t { shipped, received, invoiced };

enum class MatchMode : std::uint8_t { two_way, three_way, n_way };
enum class BillBasis : std::uint8_t { accepted, received, ordered, consumed };

struct AgreedCharge {
  std::string kind;
  std::optional<Money> amount;
  std::optional<Percent> pct;
};

/// Overrides for one order, or one line of it.
struct OrderPolicy {
  SupplierId supplier;  ///< empty means any
  PoNumber po;
  std::string po_line;  ///< empty means every line
  std::optional<MatchMode> mode;
  std::optional<BillBasis> bill_basis;
  std::optional<bool> estimated_price, asn_required, ship_complete, self_billing;
  std::vector<AgreedCharge> charges, allowances;
  std::optional<Percent> over_receipt_pct, under_receipt_pct;
};

struct Policy {
  std::string id = "STD-1";
  Currency functional_currency = *Currency::parse("USD");
  std::vector<Tolerance> tolerances;  ///< STD-1 first, then the file's
  Windows windows;
  AutoAccept auto_accept;
  AdjustmentPolicy adjustments;
  MatchMode mode = MatchMode::n_way;
  Decimal attach_confidence = Decimal::from_millionths(800'000);
  Decimal duplicate_score = Decimal::from_millionths(700'000);
  std::vector<OrderPolicy> orders;
  std::vector<std::string> asn_required_suppliers;
  std::vector<Substitution> substitutions;
  std::vector<NonPoAllowance> non_po;
  PriceDate price_date = PriceDate::shipped;
  /// What partners write before or behind an order's number (K4), as normalised numbers.
  std::vector<std::string> po_prefixes, po_suffixes;
};

/// STD-1 exactly as section 7 prints it.
Policy standard_policy();

/// Reads policy.yaml over STD-1. Every mistake is reported with line and column; unknown keys are
/// mistakes.
Policy parse_policy(std::string_view file, std::string_view text, std::vector<TableError>& errors);

}  // namespace weighbridge::matching
