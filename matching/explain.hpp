// The arithmetic of an order line, step by step with the rules' ids: for people who ask why.
#pragma once

#include <string>
#include <vector>

#include "matching/evidence.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// An order, or with `line` one line of it.
struct OrderRef {
  PoNumber po;
  std::string line;
};

struct LineExplanation {
  SupplierId supplier;
  PoNumber po;
  std::string po_line;
  std::vector<std::string> steps;  ///< "M-6.1 P = ...", in the order of the calculation
};

/// How `judge` comes to what it says of these lines; sorted by supplier and line. Empty when the
/// order is not known.
std::vector<LineExplanation> explain(const Evidence& evidence, const Policy& policy, Instant as_of,
                                     const OrderRef& order);

}  // namespace weighbridge::matching
