// Document lines beside their order lines, or left loose with the reason.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matching/orders/order_book.hpp"

namespace weighbridge::matching {

/// (A part of) a document line on an order line. Borrows from the evidence.
struct AttachedLine {
  OrderLineId order_line = 0;
  std::uint32_t document_index = 0;  ///< in its list of LiveDocuments
  std::uint32_t line_index = 0;      ///< in the document
  const LiveDocument* live = nullptr;
  const ReceiptLine* line = nullptr;
  Rational quantity;      ///< base units, of this part
  Rational before{};      ///< base units of the document line's parts before this one (K3)
  bool last_part = true;  ///< the part that ends at the line's claimed amount (M-1.4)
  Moment at;              ///< t_event
  Decimal confidence;
  std::string_view rung;                       ///< "K1" to "K6", or "MANUAL"
  const Substitution* substitution = nullptr;  ///< by which it stands here (M-11.6)
  bool identity_doubtful = false;              ///< a substitute that nobody approved (Q11)

  const Receipt& receipt() const { return live->receipt(); }
  const std::string& document() const { return receipt().document.number; }
};

/// Why a line stands with no order line.
enum class LooseReason : std::uint8_t {
  order_not_found,    ///< R01
  item_not_found,     ///< R02
  item_not_on_order,  ///< Q12 for receipts, else R01
  party_mismatch,     ///< R03
  unit_unmapped,      ///< U01
  non_po              ///< allowed to stand without an order (M-8.7)
};

struct LooseLine {
  LooseReason reason = LooseReason::order_not_found;
  Stage stage = Stage::shipped;
  std::uint32_t document_index = 0;
  std::uint32_t line_index = 0;
  const LiveDocument* live = nullptr;
  const ReceiptLine* line = nullptr;
  const OrderLine* order_line = nullptr;  ///< only for unit_unmapped
  std::optional<ItemId> item;
  Moment at;
  std::string text;                     ///< a clause for the reason sentence
  std::vector<std::string> candidates;  ///< best first (M-4.2)

  const Receipt& receipt() const { return live->receipt(); }
};

/// When what a document tells happened in the world (t_event).
Moment event_time(const Receipt& receipt);

/// The unit in which a line's quantity is converted: its own, else that of the pack it names.
std::string_view quantity_unit(const ReceiptLine& line, const ItemCatalogue& items);

/// How the units of an attached line convert.
UnitContext unit_context(const AttachedLine& line);

/// The order number that a line quotes, its own or the document's.
std::string_view quoted_order(const Receipt& receipt, const ReceiptLine& line);

}  // namespace weighbridge::matching
