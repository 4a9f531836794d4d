// What is at stake: the money of several discrepancies about one thing, counted once (M-0.3).
#pragma once

#include <map>
#include <span>

#include "matching/discrepancy.hpp"

namespace weighbridge::cases {

/// Sums by class of the discrepancies of one anchor in one currency. Classes are never added
/// together.
struct ClassSums {
  Money cash;   ///< positive impacts only: what is in the buyer's favour puts nothing at stake
  Money claim;  ///< signed
  Money stock, accrual;

  void add(matching::ImpactClass impact_class, Money impact);
  /// The largest of cash + claim, stock and accrual; never below zero.
  Money at_stake() const;
};

/// The amount at stake of one anchor, per currency; a currency in which nothing is at stake is left
/// out. The caller hands in the discrepancies of that anchor only (case_anchor), and leaves out
/// those that were accepted automatically.
std::map<Currency, Money> at_stake(std::span<const matching::Discrepancy* const> discrepancies);

}  // namespace weighbridge::cases
