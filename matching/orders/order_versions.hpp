// Orders and their changes, line by line (M-3.9).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matching/identity/versions.hpp"

namespace weighbridge::matching {

struct OrderedVersion {
  const Receipt* document = nullptr;
  const ReceiptLine* line = nullptr;  ///< of the last version that describes the line
  Quantity quantity;                  ///< in the line's own unit
  Moment effective;
  std::optional<Moment> due;
  bool cancelled = false;
};

/// One order line with all its versions, oldest first.
struct OrderedLine {
  SupplierId supplier;
  PoNumber po;
  std::string line;
  std::vector<OrderedVersion> versions;
};

/// Every line of `orders` (oldest version first), sorted by supplier, order and line. A
/// replacement drops the lines it does not repeat; a change leaves them as they were.
std::vector<OrderedLine> gather_order_lines(std::span<const LiveDocument> orders);

}  // namespace weighbridge::matching
