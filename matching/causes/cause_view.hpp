// What the evidence of section 15 looks at.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matching/causes/root_cause.hpp"

namespace weighbridge::matching {

/// Everything raised and pending, found by what evidence asks for. Borrows.
class CauseIndex {
 public:
  CauseIndex(const std::vector<Raised>& raised, const CauseInput& input);

  const OrderBook& orders() const { return input_.orders; }
  const OrderBook& other_orders() const { return input_.other_orders; }
  const UnitBook& units() const { return input_.units; }
  /// Messages that wait for the order line of `raised`.
  const std::vector<const PendingMessage*>& pending_for(const Raised& raised) const;
  /// Others of the same supplier, item and rule, itself included; oldest first.
  const std::vector<const Raised*>& alike(const Raised& raised) const;
  /// The days of all alike, here and beyond what is judged now; sorted.
  std::span<const Date> days_alike(const Raised& raised) const;
  /// The invoices of the supplier of `raised` that are off the ordered price by its ratio.
  std::size_t invoices_off_alike(const Raised& raised) const;
  /// How many lines of `file` are off the ordered price by `ratio`, within half a percent of it.
  std::size_t lines_near(const InvoiceFile& file, const Rational& ratio) const;
  /// How long the ledger took for 95 of 100 receipts in the last 30 days; nothing when it posted
  /// none whose times are known.
  std::optional<std::chrono::seconds> usual_posting_latency() const;
  Instant as_of() const { return input_.windows.as_of(); }
  /// Others raised on the same document, itself included.
  const std::vector<const Raised*>& on_document(const Raised& raised) const;
  /// Shipment gaps of this size at this site.
  const std::vector<const Raised*>& shipment_gaps(std::string_view site,
                                                  const Rational& quantity) const;

 private:
  using Index = std::unordered_map<std::string, std::vector<const Raised*>>;
  std::optional<std::chrono::seconds> measured_latency() const;
  std::vector<Date> days_of(const std::string& key, const std::vector<const Raised*>& rows) const;

  CauseInput input_;
  std::unordered_map<std::string, std::vector<const PendingMessage*>> pending_;
  Index alike_, by_document_, by_gap_;
  std::unordered_map<std::string, std::vector<Date>> days_alike_;
  std::unordered_map<std::string, std::set<std::string_view>> invoices_by_deviation_;
  mutable std::unordered_map<const InvoiceFile*, std::vector<Rational>> ratios_;  ///< sorted
  mutable std::optional<std::optional<std::chrono::seconds>> latency_;  ///< once it was asked for
};

/// How far a line's price is off the ordered one; nothing where either is not known, or the goods
/// were ordered free of charge.
std::optional<Rational> price_ratio(const InvoicedLine& line);

// Names of what weighs several discrepancies together; empty where `raised` takes no part.

/// The same supplier, item and rule.
std::string alike_key(const Raised& raised);
/// One deviation from the ordered price.
std::string deviation_key(const Raised& raised);
/// A shipment's gap, by site and size.
std::string gap_key(const Raised& raised);

struct CauseView {
  const Raised& raised;
  const CauseIndex& index;
};

// Each tells whether its evidence is there and says so in a sentence (evidence.cpp).
bool message_pending(const CauseView&, std::string&);
bool pending_quantity_equals_gap(const CauseView&, std::string&);
bool younger_than_usual_latency(const CauseView&, std::string&);
bool transit_covers_gap(const CauseView&, std::string&);
bool reference_rule_hit(const CauseView&, std::string&);
bool seen_three_times(const CauseView&, std::string&);
bool pack_changed_lately(const CauseView&, std::string&);
bool ratio_is_a_pack(const CauseView&, std::string&);
bool ratio_is_a_common_factor(const CauseView&, std::string&);
bool money_agrees(const CauseView&, std::string&);
bool same_ratio_on_another_line(const CauseView&, std::string&);
bool goods_marked_damaged_or_short(const CauseView&, std::string&);
bool gap_is_whole_cartons(const CauseView&, std::string&);
bool carton_never_scanned(const CauseView&, std::string&);
bool opposite_gap_nearby(const CauseView&, std::string&);
bool price_is_another_known_price(const CauseView&, std::string&);
bool same_ratio_on_most_lines(const CauseView&, std::string&);
bool price_changed_before_shipment(const CauseView&, std::string&);
bool same_deviation_on_three_invoices(const CauseView&, std::string&);
bool duplicate_found(const CauseView&, std::string&);
bool received_twice_in_a_row(const CauseView&, std::string&);
bool same_content_under_another_number(const CauseView&, std::string&);

// The same for transfers and counts (stock_evidence.cpp).
bool transfer_arrived_damaged(const CauseView&, std::string&);
bool opposite_stock_gap_nearby(const CauseView&, std::string&);

}  // namespace weighbridge::matching
