#include "matching/items/units.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weighbridge::matching {

namespace {

enum class Dimension : std::uint8_t { count, mass, length, area, volume };

struct Unit {
  std::string_view code;
  Dimension dimension;
  std::int64_t numerator, denominator;  ///< of the dimension's first unit
};

// Exact by definition of the international pound, yard and US gallon. X12 element 355 codes stand
// beside the UN/ECE Recommendation 20 ones. Packs (CA, CS, CT, BX, PL) are not here: how much they
// hold is the item's affair (M-5.3).
constexpr std::array kUnits{
    Unit{"EA", Dimension::count, 1, 1},
    Unit{"PC", Dimension::count, 1, 1},
    Unit{"PCE", Dimension::count, 1, 1},
    Unit{"C62", Dimension::count, 1, 1},
    Unit{"H87", Dimension::count, 1, 1},
    Unit{"UN", Dimension::count, 1, 1},
    Unit{"PR", Dimension::count, 2, 1},
    Unit{"DZ", Dimension::count, 12, 1},
    Unit{"DZN", Dimension::count, 12, 1},
    Unit{"HC", Dimension::count, 100, 1},
    Unit{"CEN", Dimension::count, 100, 1},
    Unit{"GRO", Dimension::count, 144, 1},
    Unit{"TH", Dimension::count, 1000, 1},
    Unit{"MIL", Dimension::count, 1000, 1},
    Unit{"GR", Dimension::mass, 1, 1},
    Unit{"GRM", Dimension::mass, 1, 1},
    Unit{"KG", Dimension::mass, 1000, 1},
    Unit{"KGM", Dimension::mass, 1000, 1},
    Unit{"TNE", Dimension::mass, 1'000'000, 1},
    Unit{"OZ", Dimension::mass, 45'359'237, 1'600'000},
    Unit{"ONZ", Dimension::mass, 45'359'237, 1'600'000},
    Unit{"LB", Dimension::mass, 45'359'237, 100'000},
    Unit{"LBR", Dimension::mass, 45'359'237, 100'000},
    Unit{"MM", Dimension::length, 1, 1000},
    Unit{"MMT", Dimension::length, 1, 1000},
    Unit{"CM", Dimension::length, 1, 100},
    Unit{"CMT", Dimension::length, 1, 100},
    Unit{"M", Dimension::length, 1, 1},
    Unit{"MR", Dimension::length, 1, 1},
    Unit{"MTR", Dimension::length, 1, 1},
    Unit{"IN", Dimension::length, 254, 10'000},
    Unit{"INH", Dimension::length, 254, 10'000},
    Unit{"FT", Dimension::length, 3048, 10'000},
    Unit{"FOT", Dimension::length, 3048, 10'000},
    Unit{"YD", Dimension::length, 9144, 10'000},
    Unit{"YRD", Dimension::length, 9144, 10'000},
    Unit{"SM", Dimension::area, 1, 1},
    Unit{"MTK", Dimension::area, 1, 1},
    Unit{"SF", Dimension::area, 9'290'304, 100'000'000},
    Unit{"FTK", Dimension::area, 9'290'304, 100'000'000},
    Unit{"ML", Dimension::volume, 1, 1000},
    Unit{"MLT", Dimension::volume, 1, 1000},
    Unit{"LT", Dimension::volume, 1, 1},
    Unit{"LTR", Dimension::volume, 1, 1},
    Unit{"GA", Dimension::volume, 3'785'411'784, 1'000'000'000},
    Unit{"GLL", Dimension::volume, 3'785'411'784, 1'000'000'000},
};

bool same_code(std::string_view a, std::string_view b) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return upper(x) == upper(y); });
}

const Unit* find_unit(std::string_view code) {
  const auto* found = std::find_if(kUnits.begin(), kUnits.end(),
                                   [&](const Unit& unit) { return same_code(unit.code, code); });
  return found == kUnits.end() ? nullptr : found;
}

bool in_force(const PackRow& pack, Date day) {
  return (!pack.from || day >= *pack.from) && (!pack.to || day <= *pack.to);
}

}  // namespace

std::optional<Rational> unit_table_factor(std::string_view from, std::string_view to) {
  const Unit* a = find_unit(from);
  const Unit* b = find_unit(to);
  if (a == nullptr || b == nullptr || a->dimension != b->dimension) return std::nullopt;
  return Rational(a->numerator, a->denominator) / Rational(b->numerator, b->denominator);
}

UnitBook::UnitBook(const ReferenceData& reference, const ItemCatalogue& items)
    : items_(&items), packs_(items.size()) {
  const SupplierId anyone;
  for (const PackRow& row : reference.packs) {
    if (row.per_base <= Rational()) continue;
    const auto item = items.find(ItemRef{row.sku.str(), {}, {}, {}, {}}, anyone);
    if (item) packs_[*item].push_back(&row);
  }
}

std::optional<Rational> UnitBook::factor(ItemId item, const SupplierId& supplier,
                                         std::string_view uom, std::string_view base,
                                         Date day) const {
  if (same_code(uom, base)) return Rational(1, 1);
  const PackRow* general = nullptr;
  for (const PackRow* pack : packs_[item]) {
    if (!same_code(pack->uom, uom) || !in_force(*pack, day)) continue;
    if (pack->supplier && *pack->supplier == supplier) return pack->per_base;
    if (!pack->supplier) general = pack;
  }
  if (general != nullptr) return general->per_base;
  return unit_table_factor(uom, base);
}

std::string_view UnitBook::base_uom(ItemId item, std::string_view ordered_uom) const {
  const Item& known = (*items_)[item];
  if (!known.base_uom.empty()) return known.base_uom;
  const Rational one(1, 1);
  bool ordered_in_packs = false;
  for (const PackRow* pack : packs_[item]) {
    if (pack->per_base == one) return pack->uom;
    ordered_in_packs = ordered_in_packs || same_code(pack->uom, ordered_uom);
  }
  // An item whose ordered unit is a pack of several must have a smaller unit: single pieces.
  return ordered_in_packs ? std::string_view("EA") : ordered_uom;
}

}  // namespace weighbridge::matching
