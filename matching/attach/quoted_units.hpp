// How the units of a document line relate by what the line says itself, before it stands on any
// order line: section 9 compares documents that will never be attached.
#pragma once

#include <span>

#include "matching/attach/rung.hpp"

namespace weighbridge::matching {

/// The order line that a line quotes tells first, with the packs that the order states; where it
/// quotes none, the item that it names does (M-5.1). Borrows.
class QuotedUnits {
 public:
  explicit QuotedUnits(const LadderContext& in) : in_(in) {}

  /// The quantity of `line` in base units; as stated where they are not known.
  Rational base_quantity(const LiveDocument& document, const ReceiptLine& line) const;
  /// Fills in the `price_units` of each of `documents` whose amounts depend on them.
  void relate(std::span<LiveDocument> documents) const;

 private:
  struct Reading;
  Reading reading_of(const LiveDocument& document, const ReceiptLine& line) const;
  Rational price_units(const LiveDocument& document, const ReceiptLine& line) const;

  LadderContext in_;
};

}  // namespace weighbridge::matching
