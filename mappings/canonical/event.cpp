#include "mappings/canonical/event.hpp"

#include "mappings/canonical/words.hpp"

namespace weighbridge {

namespace {

constexpr Words<EventKind, 10> kEventKinds{{{
    {EventKind::transfer_ship, "transfer_ship"},
    {EventKind::transfer_receive, "transfer_receive"},
    {EventKind::transfer_cancel, "transfer_cancel"},
    {EventKind::count, "count"},
    {EventKind::movement, "movement"},
    {EventKind::adjustment, "adjustment"},
    {EventKind::return_ship, "return_ship"},
    {EventKind::consume, "consume"},
    {EventKind::inspection, "inspection"},
    {EventKind::response, "response"},
}}};

}  // namespace

std::string_view to_string_view(EventKind value) {
  return kEventKinds.word(value);
}
std::optional<EventKind> event_kind_from(std::string_view word) {
  return kEventKinds.value(word);
}

}  // namespace weighbridge
