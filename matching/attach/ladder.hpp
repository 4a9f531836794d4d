// Finds the order line of every document line: the ladder K1 to K6 (section 4).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matching/attach/attached_line.hpp"
#include "matching/evidence.hpp"
#include "matching/identity/supplier_groups.hpp"

namespace weighbridge::matching {

/// Attaches one stage after the other: shipments, receipts, postings, invoices. Each stage may
/// lean on those before it (K5). Borrows everything it is given.
class Ladder {
 public:
  Ladder(const OrderBook& orders, const Conversion& conversion, const SupplierGroups& groups,
         const Policy& policy, std::span<const Decision> decisions, Judgement& out);

  /// Lines of `documents`, attached and sorted by order line, then time, document and line.
  /// `skip[i]` leaves document i out (held duplicates). What fits nowhere is added to `loose()`.
  std::vector<AttachedLine> attach(Stage stage, std::span<const LiveDocument> documents,
                                   const std::vector<bool>& skip = {});
  /// Makes shipment or receipt lines known to rung K5.
  void remember(Stage stage, std::span<const AttachedLine> attached);
  std::vector<LooseLine> take_loose() { return std::move(loose_); }

 private:
  struct Quote;
  struct Rung {
    std::vector<OrderLineId> lines;  ///< one, or several of one order (K3)
    Decimal confidence;
    std::string_view name;
    const Substitution* substitution = nullptr;
  };

  void attach_line(const Quote& quote, std::vector<AttachedLine>& attached,
                   std::vector<std::pair<Quote, Rung>>& several);
  std::optional<Rung> climb(const Quote& quote, LooseLine& loose) const;
  std::optional<Rung> linked_by_hand(const Quote& quote) const;
  std::optional<Rung> substituted(const Quote& quote,
                                  std::span<const OrderBook::Order* const> orders) const;
  std::string stripped_number(std::string_view po) const;
  bool too_weak(const Rung& rung, LooseLine& loose) const;
  bool same_party(const OrderBook::Order& order, const Receipt& receipt) const;
  void allow_without_order(std::size_t first_loose);
  std::optional<Rung> within_orders(const Quote& quote,
                                    std::span<const OrderBook::Order* const> orders) const;
  std::optional<Rung> normalised_order(const Quote& quote) const;
  std::optional<Rung> shipment_evidence(const Quote& quote) const;
  std::optional<Rung> weak_candidate(const Quote& quote, LooseLine& loose) const;
  bool item_agrees(const Quote& quote, const OrderLine& line) const;
  void place(const Quote& quote, const Rung& rung, std::vector<AttachedLine>& attached);
  void place_over_several(const Quote& quote, const Rung& rung,
                          std::vector<AttachedLine>& attached);
  void note_line_mismatch(const Quote& quote, const OrderLine& line);

  const OrderBook& orders_;
  const Conversion& conversion_;
  const SupplierGroups& groups_;
  const Policy& policy_;
  std::vector<const Decision*> links_;
  std::unordered_map<std::string_view, std::vector<const Substitution*>> substitutions_;
  Judgement& out_;
  std::vector<LooseLine> loose_;
  std::vector<Rational> taken_;  ///< by order line, in the stage at hand: for open quantities
  std::unordered_map<std::string, std::vector<OrderLineId>> by_evidence_;
};

}  // namespace weighbridge::matching
