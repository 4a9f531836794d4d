// What people said beforehand of where a line belongs: links by hand, and goods that may stand for
// others.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "matching/attach/rung.hpp"

namespace weighbridge::matching {

/// Links made by hand: they stay (M-3.5). Borrows the decisions.
class HandLinks {
 public:
  explicit HandLinks(std::span<const Decision> decisions);
  std::optional<Rung> find(const Quote& quote, const OrderBook& orders) const;

 private:
  std::vector<const Decision*> links_;
};

/// M-11.6: the ordered item that a substitute may stand for. Borrows the policy.
class SubstituteRung {
 public:
  explicit SubstituteRung(const Policy& policy);
  /// On exactly one line of `orders`.
  std::optional<Rung> find(const Quote& quote, const Orders& orders, const LadderContext& in) const;

 private:
  std::unordered_map<std::string_view, std::vector<const Substitution*>> rules_;
};

}  // namespace weighbridge::matching
