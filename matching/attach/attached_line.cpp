#include "matching/attach/attached_line.hpp"

namespace weighbridge::matching {

Moment event_time(const Receipt& r) {
  const bool shipped = r.stage == Stage::shipped;
  if (shipped && r.dates.shipped) return *r.dates.shipped;
  if (!shipped && r.stage != Stage::invoiced && r.dates.posted) return *r.dates.posted;
  if (r.document.time && r.stage != Stage::invoiced) return Moment::of(*r.document.time);
  if (r.document.date) return Moment::of(*r.document.date);
  if (r.document.time) return Moment::of(*r.document.time);
  return r.recorded ? Moment::of(*r.recorded) : Moment{};
}

std::string_view quoted_order(const Receipt& receipt, const ReceiptLine& line) {
  return line.po.empty() ? receipt.references.po : line.po.str();
}

std::string_view quantity_unit(const ReceiptLine& line, const ItemCatalogue& items) {
  return line.uom.empty() ? items.pack_named(line.item) : std::string_view(line.uom);
}

UnitContext unit_context(const AttachedLine& line) {
  return {line.receipt().supplier, std::chrono::floor<std::chrono::days>(line.at.at),
          line.substitution};
}

}  // namespace weighbridge::matching
