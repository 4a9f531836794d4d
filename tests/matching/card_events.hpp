// The inventory events of a card: transfers, counts, movements and adjustments.
#pragma once

#include <map>
#include <optional>

#include "mappings/canonical/event.hpp"
#include "tests/matching/card_words.hpp"

namespace weighbridge::matching::cards {

/// Reads one line of a card. It remembers what a transfer's shipment said, so that its receipts
/// need not say it again.
class EventReader {
 public:
  /// The event of a line that begins with `verb`; nothing when it is none of ours.
  std::optional<InventoryEvent> read(const std::string& verb, Cursor words);

 private:
  InventoryEvent transfer(Cursor& words);
  static InventoryEvent count(Cursor& words);
  static InventoryEvent move(Cursor& words);
  static InventoryEvent adjust(Cursor& words);
  static void place_of(InventoryEvent& event, const std::string& place);
  static void quantity_of(InventoryEvent& event, Cursor& words);
  static void word_of(InventoryEvent& event, Cursor& words);

  std::map<std::string, int> transfers_;           ///< events of each line so far
  std::map<std::string, InventoryEvent> shipped_;  ///< by transfer line
};

}  // namespace weighbridge::matching::cards
