// Which identifiers name one item, as far as that is beyond doubt (M-4.3).
#pragma once

#include <cstdint>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "matching/screen/names.hpp"

namespace weighbridge::matching::screen {

/// Identifiers that ever stood on one line of an order or the item tables are one group. A group is
/// sure when it has exactly one item number of the buyer's: then whatever is known of it, and in
/// whichever order it became known, its identifiers all mean that item.
class ItemGroups {
 public:
  explicit ItemGroups(const ReferenceData& reference);

  /// The first identifier of `item` in the order in which they are trusted (sku, GTIN, UPC, the
  /// supplier's own); 0 when there is none.
  NameId first_of(const ItemRef& item, const SupplierId& supplier);
  /// An order line that names `item`; returns its first identifier.
  NameId teach(const ItemRef& item, const SupplierId& supplier);
  /// All identifiers of `item` that were ever seen, for a line that is looked at twice.
  std::vector<NameId> known_of(const ItemRef& item, const SupplierId& supplier) const;

  /// Names the group of an identifier; changes when groups grow together.
  NameId group_of(NameId identifier) const {
    while (parents_[identifier] != identifier) identifier = parents_[identifier];
    return identifier;
  }
  bool same(NameId a, NameId b) const { return a == b || group_of(a) == group_of(b); }
  /// Known, and by one item number only.
  bool sure(NameId identifier) const {
    const Facts& facts = facts_[group_of(identifier)];
    return facts.sku != 0 && !facts.conflict;
  }
  /// Known from the item tables, whatever orders say.
  bool in_reference(NameId identifier) const { return identifier < reference_end_; }
  /// Whether quantities in `uom` are in base units as they stand.
  bool is_base_unit(NameId identifier, NameId uom) const {
    const Facts& facts = facts_[group_of(identifier)];
    return !facts.odd_packs && (facts.base_uom == 0 || facts.base_uom == uom);
  }
  /// Whether the item comes in whole units only (M-5.4).
  bool integral(NameId identifier) const { return facts_[group_of(identifier)].integral; }

  /// Unit codes have their names here, so that base units can be compared.
  Names& units() { return units_; }
  std::size_t end() const { return parents_.size(); }
  std::size_t bytes() const;

 private:
  struct Facts {
    NameId sku = 0;
    NameId base_uom = 0;  ///< 0: the ordered unit
    std::uint32_t size = 1;
    bool conflict = false;
    bool integral = false;
    bool odd_packs = false;  ///< packs that leave the base unit, or a misreading, to be worked out
  };

  NameId identifier(std::string_view text, std::uint32_t scope);
  std::uint32_t vendor_scope(const SupplierId& supplier);
  void join(NameId a, NameId b);
  void learn_items(const ReferenceData& reference);
  void learn_packs(const ReferenceData& reference);

  Names identifiers_, suppliers_, units_;
  NameId reference_end_ = 1;     ///< identifiers below come from the item tables
  std::vector<NameId> parents_;  ///< by identifier
  std::vector<Facts> facts_;     ///< by identifier; those of a group stand at its root
};

}  // namespace weighbridge::matching::screen
