// Inventory events (weighbridge.event/1) of a document that states no receipt: one for each of its
// lines.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/maps/gathered.hpp"
#include "mappings/maps/line_choice.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

class EventBuilder {
 public:
  EventBuilder(const Plan& plan, const Gathered& gathered, std::span<const FrameChoice> choices,
               ValueReader& values)
      : plan_(plan), gathered_(gathered), choices_(choices), values_(values) {}

  /// `head` holds what the document says of itself: number, date, site, supplier. The events' ids
  /// are the document's number and the line's place in it, so that the same document gives the same
  /// ids again.
  std::vector<InventoryEvent> build(const Receipt& head);

 private:
  bool read(const Frame& frame, InventoryEvent& event);
  std::string text(const Frame& frame, Field field) {
    return values_.text(gathered_.line(frame, field));
  }

  const Plan& plan_;
  const Gathered& gathered_;
  std::span<const FrameChoice> choices_;
  ValueReader& values_;
};

}  // namespace weighbridge::maps
