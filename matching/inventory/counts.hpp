// Cycle counts: what was counted, what the book and the movements around the count let expect, and
// who counted again (section 19).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matching/inventory/stock_events.hpp"
#include "matching/inventory/stock_units.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// A movement that the book and the count do not see alike (M-19.5), and what it changes of the
/// book to make it comparable.
struct PendingMovement {
  StockEvent movement;
  Rational effect;            ///< base units, signed
  bool booked_early = false;  ///< the book held it already, and it happened after the count
};

/// One counting of a place. Quantities in base units.
struct Counting {
  StockEvent event;
  Rational counted;
  std::optional<Rational> book;      ///< its own, else that of the count before it
  std::optional<Rational> expected;  ///< M-19.5; absent without a book
  std::vector<PendingMovement> pending;
  std::string missing;  ///< evidence that M-19.6 asks for and is not there; empty: complete
  bool is_same_person =
      false;  ///< counted again by who had counted before: decides nothing (M-19.7)
  Verdict verdict = Verdict::not_checked;

  std::optional<Rational> variance() const {
    return expected ? std::optional(counted - *expected) : std::nullopt;
  }
};

enum class CountState : std::uint8_t {
  agrees,       ///< counted as expected
  auto_posted,  ///< within tolerance with complete evidence: the variance is posted (M-19.6)
  held,         ///< K01
  not_checked,  ///< no book to compare with
  unmapped      ///< a quantity has no base unit (U01)
};

std::string_view to_string_view(CountState state);  ///< upper case, as on the wire

/// One count line: the first count and its recounts, by time. Borrows the events.
struct CountLine {
  std::string id;  ///< of the first count's event
  std::string site, location, lot;
  StockItem stock;
  std::vector<Counting> countings;
  std::size_t deciding = 0;  ///< the last counting that counts
  UnitCost cost;
  bool may_post = false;     ///< two counts in a row agree outside tolerance (M-19.7)
  std::string unit_problem;  ///< U01's reason; the figures then say nothing

  const Counting& decision() const { return countings[deciding]; }
  CountState state() const;
};

/// Follows every count line of `events`.
std::vector<CountLine> follow_counts(const StockEvents& events, const StockUnits& units,
                                     const Setting& setting);

}  // namespace weighbridge::matching
