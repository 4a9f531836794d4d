// What ties documents together: whatever the judgement of one may look at in another, the two share
// a key. A set of documents that no key leads out of is judged by itself exactly as among all
// others, which is what lets an arriving document re-judge only what it touches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matching/discrepancy.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::matching {

/// The keys of one document or event, sorted, each once. Keys are texts without meaning to others;
/// they only widen what is judged together, never narrow it, so they leave suppliers out wherever a
/// group of suppliers may count as one.
struct Links {
  /// Its own name and versions (section 3), its orders however they are written (K1 to K4),
  /// shipments and receipts that it quotes (K5, M-3.7), invoices that it corrects (M-11.1) or may
  /// repeat (section 9).
  std::vector<std::string> keys;
  /// What it looks at in others without having the key itself: whole keys, and beginnings of keys.
  std::vector<std::string> asks, asks_from;
  /// The identifiers by which its lines name items.
  std::vector<std::string> items;
  /// A line quotes no order: every order of its item is a candidate (K6).
  bool without_order = false;
};

Links links_of(const Receipt& receipt);
/// Of an event that concerns an order (a return, an inspection or consumption) the keys that it
/// shares with documents; of one about stock as such keys that only such events have: its item, its
/// transfer order, the count that it is or repeats, and the place that was counted.
Links links_of(const InventoryEvent& event);
/// Whether `event` is about an order and not about stock as such (section 19).
bool concerns_order(EventKind kind);

/// The key of an order; equal for all spellings of its number (K4).
std::string order_key(std::string_view po);
/// The key that events about stock have of their item; `item` is an identifier of Links::items.
std::string stock_item_key(std::string_view item);
/// The key of a transfer order.
std::string transfer_key(std::string_view order);
/// The key of a case, for the credits that name it (M-11.1).
std::string case_key(std::string_view id);
/// The key of a document by its own name.
std::string document_key(const SupplierId& supplier, std::string_view number);

/// The key under which a result is kept: that of its order, else of its document. A result belongs
/// to the documents that have this key.
std::string owner_of(const Anchor& anchor);
std::string owner_of(const Discrepancy& discrepancy);
std::string owner_of(const Note& note);
std::string owner_of(const LineResult& line);
std::string owner_of(const InvoiceResult& invoice);
std::string owner_of(const Refusal& refusal);
std::string owner_of(const TransferResult& transfer);
std::string owner_of(const CountResult& count);
std::string owner_of(const AdjustmentResult& adjustment);

/// Whether a key of a document can be an owner.
bool is_owner(std::string_view key);

/// The owner of what is said of stock as such and of no order or document.
inline constexpr std::string_view kStockOwner = "stock";
/// Results about stock as such belong to no document but to their transfer order or event.
bool is_of_stock(const Anchor& anchor);
bool is_stock_owner(std::string_view key);

}  // namespace weighbridge::matching
