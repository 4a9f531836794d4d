// Which item a document means, whatever identifier it uses (M-4.3).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mappings/canonical/reference_data.hpp"
#include "matching/identity/versions.hpp"

namespace weighbridge::matching {

using ItemId = std::uint32_t;

/// One item, known from the item table, an alias or an order.
struct Item {
  std::string sku;       ///< the buyer's number; without one, the identifier an order gave it
  std::string base_uom;  ///< empty when the item table does not name it
  bool integral = false;
  std::optional<UnitPrice> unit_cost;
  std::string group;
};

/// The names that the lines of `orders` teach, each once, in an order that does not depend on the
/// orders': those with the buyer's number first.
std::vector<TaughtName> names_taught(std::span<const AcceptedReceipt* const> documents);
/// Brings names into that order.
void sort_names(std::vector<TaughtName>& names);

/// All known items. Orders teach it too: a line that names an item by the buyer's and the
/// supplier's number ties the two together.
class ItemCatalogue {
 public:
  /// `names` in the order of sort_names().
  ItemCatalogue(const ReferenceData& reference, std::span<const TaughtName> names);

  /// The first identifier that is known decides: sku, GTIN, UPC, the supplier's own number. The
  /// number of a pack names its item.
  std::optional<ItemId> find(const ItemRef& item, const SupplierId& supplier) const;
  /// The unit that a line means which names a pack by its own number; empty for any other (M-4.3).
  std::string_view pack_named(const ItemRef& item) const;
  const Item& operator[](ItemId id) const { return items_[id]; }
  /// Calls `visit(identifier, item)` for all of them, in no order.
  template <class Visit>
  void each_identifier(Visit visit) const {
    for (const auto& [identifier, item] : by_identifier_) visit(identifier, item);
  }
  std::size_t size() const { return items_.size(); }

 private:
  ItemId find_or_add(const ItemRef& item, const SupplierId& supplier);
  void learn(const ItemRef& item, const SupplierId& supplier, ItemId id);

  std::vector<Item> items_;
  std::unordered_map<std::string, ItemId> by_identifier_;
  std::unordered_map<std::string, std::string_view> pack_by_gtin_;
};

/// The identifiers of `item` as keys, the most trusted first; empty ones stay empty. The supplier's
/// own number counts within the supplier.
std::array<std::string, 4> identifiers_of(const ItemRef& item, const SupplierId& supplier);

/// A GTIN of 8, 12 or 13 digits, or a UPC, with zeros before it to 14 (M-4.3). Empty stays empty.
std::string padded_gtin(std::string_view gtin);

}  // namespace weighbridge::matching
