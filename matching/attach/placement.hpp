// Puts lines on the order lines that a rung led to, in base units.
#pragma once

#include <span>
#include <vector>

#include "matching/attach/rung.hpp"

namespace weighbridge::matching {

/// One stage of documents on its order lines, and how much it took of each. Borrows the context
/// and the judgement, to which it adds notes.
class Placement {
 public:
  Placement(const LadderContext& in, std::vector<LooseLine>& loose, Judgement& out);

  /// On the one line; loose (U01) where its unit has no factor.
  void place(const Quote& quote, const Rung& rung);
  /// K3: lines at the document's price first, then the earliest due, then the lowest number, each
  /// up to its open quantity; what is beyond all of them stays on the last.
  void place_over_several(const Quote& quote, const Rung& rung);
  /// Base units, by order line.
  std::span<const Rational> taken() const { return taken_; }
  /// By order line, then time, document and line.
  std::vector<AttachedLine> sorted() &&;

 private:
  std::vector<OrderLineId> in_order_of_choice(const Quote& quote, const Rung& rung) const;
  void note_line_mismatch(const Quote& quote, const OrderLine& line);

  const LadderContext& in_;
  std::vector<LooseLine>& loose_;
  Judgement& out_;
  std::vector<Rational> taken_;
  std::vector<AttachedLine> attached_;
};

}  // namespace weighbridge::matching
