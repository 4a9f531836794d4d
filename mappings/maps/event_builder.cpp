#include "mappings/maps/event_builder.hpp"

#include <utility>

namespace weighbridge::maps {

std::vector<InventoryEvent> EventBuilder::build(const Receipt& head) {
  std::vector<InventoryEvent> events;
  const auto frames = gathered_.frames();
  std::size_t position = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (choices_[i].role == FrameRole::unquantified)
      values_.report(FindingLevel::error, "QUANTITY_MISSING", frames[i].spot,
                     "the item has no quantity, so it is no event", "send the quantity");
    if (choices_[i].role != FrameRole::line) continue;
    ++position;
    InventoryEvent event;
    event.kind = *plan_.event;
    event.id = head.document.number + "/" + std::to_string(position);
    if (head.dates.posted)
      event.at = head.dates.posted;
    else if (head.document.time)
      event.at = Moment::of(*head.document.time);
    else if (head.document.date)
      event.at = Moment::of(*head.document.date);
    event.site = head.site;
    event.order = head.references.po;
    if (read(frames[i], event)) events.push_back(std::move(event));
  }
  if (events.empty())
    values_.report(FindingLevel::error, "LINES_MISSING", kNone, "the document has no lines",
                   "send the items with their quantities");
  return events;
}

/// False when the quantity cannot be read.
bool EventBuilder::read(const Frame& frame, InventoryEvent& event) {
  const Cell* cell = gathered_.line(frame, Field::line_quantity);
  const auto quantity = values_.decimal(cell);
  if (!quantity) {
    values_.report(FindingLevel::error, "LINE_LEFT_OUT", cell,
                   "the quantity cannot be read, so the item is no event",
                   "correct the quantity and send the document again");
    return false;
  }
  event.quantity = Quantity(*quantity);
  event.uom = text(frame, Field::line_uom);
  event.lot = text(frame, Field::line_lot);
  event.reason = text(frame, Field::line_reason);
  event.evidence = text(frame, Field::line_evidence);
  event.line = text(frame, Field::line_number);
  if (frame.has(Field::line_site)) event.site = text(frame, Field::line_site);
  if (frame.has(Field::line_po)) event.order = text(frame, Field::line_po);
  event.condition = condition_from(text(frame, Field::line_condition));
  if (const auto cost = values_.decimal(gathered_.line(frame, Field::line_unit_price)))
    event.unit_cost = UnitPrice(*cost);
  // Events know the buyer's item only; another identifier stands in until the items are known.
  for (const Field field : {Field::line_sku, Field::line_gtin, Field::line_upc, Field::line_vendor})
    if (event.sku.empty()) event.sku = text(frame, field);
  return true;
}

}  // namespace weighbridge::maps
