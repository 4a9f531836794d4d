#include "tests/matching/card_events.hpp"

#include <utility>

namespace weighbridge::matching::cards {

std::optional<InventoryEvent> EventReader::read(const std::string& verb, Cursor words) {
  if (verb == "transfer") return transfer(words);
  if (verb == "count") return count(words);
  if (verb == "move") return move(words);
  if (verb == "adjust") return adjust(words);
  return std::nullopt;
}

/// TO-7/1 ships 120 EA 2026-03-02 from DC01 to DC02 eta 2026-03-04 cost 14.00
InventoryEvent EventReader::transfer(Cursor& words) {
  static const std::map<std::string, EventKind> kKinds{{"ships", EventKind::transfer_ship},
                                                       {"receives", EventKind::transfer_receive},
                                                       {"cancels", EventKind::transfer_cancel}};
  const std::string name = words.next();
  const std::string what = words.next();
  const auto kind = kKinds.find(what);
  if (kind == kKinds.end()) throw std::runtime_error("a transfer ships, receives or cancels");
  InventoryEvent event;
  event.kind = kind->second;
  event.id = name + "/" + std::to_string(++transfers_[name]);
  const auto slash = name.find('/');
  event.order = name.substr(0, slash);
  if (slash != std::string::npos) event.line = name.substr(slash + 1);
  quantity_of(event, words);
  event.at = moment(words.next());
  const InventoryEvent& shipped = shipped_[name];
  event.sku = shipped.sku.empty() ? "A-1" : shipped.sku;
  event.site = what == "receives" ? shipped.to_site : shipped.site;
  if (event.site.empty()) event.site = what == "receives" ? "DC02" : "DC01";
  if (what == "ships") event.to_site = "DC02";
  while (!words.done()) word_of(event, words);
  if (what == "ships") shipped_[name] = event;
  return event;
}

/// C-1 2026-03-10T10:00:00Z DC01/A-01 488 EA book 500 by diaz cost 9.50
InventoryEvent EventReader::count(Cursor& words) {
  InventoryEvent event;
  event.kind = EventKind::count;
  event.id = words.next();
  event.at = moment(words.next());
  place_of(event, words.next());
  quantity_of(event, words);
  event.sku = "A-1";
  while (!words.done()) word_of(event, words);
  return event;
}

/// M-1 2026-03-10T09:00:00Z DC01/A-01 -12 EA pick
InventoryEvent EventReader::move(Cursor& words) {
  InventoryEvent event = count(words);
  event.kind = EventKind::movement;
  return event;
}

/// J-1 2026-03-10 DC01 -5 EA reason DAMAGE evidence PHOTO-1 cost 9.50
InventoryEvent EventReader::adjust(Cursor& words) {
  InventoryEvent event = count(words);
  event.kind = EventKind::adjustment;
  return event;
}

void EventReader::place_of(InventoryEvent& event, const std::string& place) {
  const auto slash = place.find('/');
  event.site = place.substr(0, slash);
  if (slash != std::string::npos) event.location = place.substr(slash + 1);
}

void EventReader::quantity_of(InventoryEvent& event, Cursor& words) {
  event.quantity = Quantity(decimal(words.next()));
  event.uom = words.next();
}

void EventReader::word_of(InventoryEvent& event, Cursor& words) {
  static const std::map<std::string, std::string InventoryEvent::*> kTexts{
      {"id", &InventoryEvent::id},
      {"from", &InventoryEvent::site},
      {"at", &InventoryEvent::site},
      {"to", &InventoryEvent::to_site},
      {"item", &InventoryEvent::sku},
      {"by", &InventoryEvent::counter},
      {"lot", &InventoryEvent::lot},
      {"recounts", &InventoryEvent::recount_of},
      {"number", &InventoryEvent::count_no},
      {"reason", &InventoryEvent::reason},
      {"evidence", &InventoryEvent::evidence}};
  static const std::map<std::string, Condition> kConditions{{"good", Condition::good},
                                                            {"damaged", Condition::damaged},
                                                            {"rejected", Condition::rejected},
                                                            {"quarantined", Condition::quarantined},
                                                            {"missing", Condition::short_}};
  static const std::map<std::string, std::optional<Moment> InventoryEvent::*> kMoments{
      {"eta", &InventoryEvent::eta},
      {"frozen", &InventoryEvent::frozen_at},
      {"booked", &InventoryEvent::booked_at}};
  const std::string word = words.next();
  if (const auto text = kTexts.find(word); text != kTexts.end())
    event.*text->second = words.next();
  else if (const auto time = kMoments.find(word); time != kMoments.end())
    event.*time->second = moment(words.next());
  else if (const auto condition = kConditions.find(word); condition != kConditions.end())
    event.condition = condition->second;
  else if (word == "cost")
    event.unit_cost = UnitPrice(decimal(words.next()));
  else if (word == "book")
    event.book = Quantity(decimal(words.next()));
  else if (word == "final")
    event.final = true;
  else if (word == "pick" || word == "putaway")
    event.reason = word;
  else
    throw std::runtime_error("unknown word: " + word);
}

}  // namespace weighbridge::matching::cards
