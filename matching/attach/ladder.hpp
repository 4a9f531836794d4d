// Finds the order line of every document line: the ladder K1 to K6 (section 4).
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "matching/attach/given_rungs.hpp"
#include "matching/attach/placement.hpp"
#include "matching/attach/rung.hpp"
#include "matching/attach/shipment_rung.hpp"

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
  void remember(Stage stage, std::span<const AttachedLine> attached) {
    shipments_.remember(stage, attached);
  }
  std::vector<LooseLine> take_loose() { return std::move(loose_); }

 private:
  using Shared = std::vector<std::pair<Quote, Rung>>;

  void attach_line(const Quote& quote, Placement& placement, Shared& several);
  std::optional<Rung> climb(const Quote& quote, const Placement& placement, LooseLine& loose) const;
  std::optional<Rung> by_order(const Quote& quote, LooseLine& loose) const;

  LadderContext in_;
  HandLinks links_;
  SubstituteRung substitutes_;
  ShipmentRung shipments_;
  Judgement& out_;
  std::vector<LooseLine> loose_;
};

}  // namespace weighbridge::matching
