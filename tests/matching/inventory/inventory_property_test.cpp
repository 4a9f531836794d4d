// Histories of stock made up at random: what must hold for any of them (24.1, 24.2, 24.5), and a
// slow second opinion on the figures of section 19.
#include <algorithm>
#include <map>
#include <random>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "matching/judge.hpp"
#include "tests/matching/printed.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

using std::chrono::minutes;

constexpr Instant kStart{std::chrono::sys_days{std::chrono::days{20500}}};

int draw(int from, int to) {
  return *rc::gen::inRange(from, to + 1);
}

Instant any_time() {
  return kStart + minutes{draw(0, 20) * 30};  // few enough for events to meet
}

Decimal whole(int value) {
  return Decimal::from_integer(value);
}

InventoryEvent any_event(EventKind kind, int number) {
  InventoryEvent e;
  e.kind = kind;
  e.id = std::string(to_string_view(kind)) + "-" + std::to_string(number);
  e.at = draw(0, 9) == 0 ? Moment::of(std::chrono::floor<std::chrono::days>(kStart))
                         : Moment::of(any_time());
  e.sku = "A-" + std::to_string(draw(1, 2));
  e.site = "DC" + std::to_string(draw(1, 2));
  e.uom = "EA";
  return e;
}

InventoryEvent any_transfer(int number) {
  const int what = draw(0, 5);
  const EventKind kind = what < 2   ? EventKind::transfer_ship
                         : what < 5 ? EventKind::transfer_receive
                                    : EventKind::transfer_cancel;
  InventoryEvent e = any_event(kind, number);
  e.order = "TO-" + std::to_string(draw(1, 2));
  if (draw(0, 4) != 0) e.line = draw(0, 3) == 0 ? "01" : "1";
  e.quantity = Quantity(whole(draw(draw(0, 9) == 0 ? -20 : 0, 60)));
  if (kind == EventKind::transfer_ship) {
    e.to_site = "DC2";
    e.unit_cost = UnitPrice(whole(draw(1, 9)));
    if (draw(0, 2) != 0) e.eta = Moment::of(any_time());
  }
  if (kind == EventKind::transfer_receive) {
    if (draw(0, 4) == 0) e.condition = Condition::damaged;
    e.final = draw(0, 3) == 0;
  }
  if (kind == EventKind::transfer_cancel && draw(0, 1) == 0) e.sku.clear();
  return e;
}

InventoryEvent any_count(int number) {
  InventoryEvent e = any_event(EventKind::count, number);
  e.location = "L" + std::to_string(draw(1, 2));
  e.quantity = Quantity(whole(draw(0, 100)));
  if (draw(0, 5) != 0) e.book = Quantity(whole(draw(0, 100)));
  if (draw(0, 2) == 0) e.frozen_at = Moment::of(any_time());
  if (draw(0, 3) != 0) e.unit_cost = UnitPrice(whole(draw(1, 9)));
  if (draw(0, 4) != 0) e.counter = "p" + std::to_string(draw(1, 3));
  if (draw(0, 2) == 0) e.count_no = std::to_string(draw(1, 3));
  if (draw(0, 2) == 0) e.recount_of = "count-" + std::to_string(draw(0, 9));
  return e;
}

InventoryEvent any_change(EventKind kind, int number) {
  InventoryEvent e = any_event(kind, number);
  e.location = "L" + std::to_string(draw(1, 2));
  e.quantity = Quantity(whole(draw(-15, 15)));
  if (kind == EventKind::movement && draw(0, 3) == 0) e.booked_at = Moment::of(any_time());
  if (kind == EventKind::adjustment) {
    if (draw(0, 3) != 0) e.reason = "DAMAGE";
    if (draw(0, 2) == 0) e.evidence = "PHOTO";
    e.unit_cost = UnitPrice(whole(draw(1, 30)));
  }
  return e;
}

std::vector<AcceptedEvent> any_history() {
  std::vector<AcceptedEvent> history;
  for (int number = draw(0, 25); number > 0; --number) {
    AcceptedEvent accepted;
    switch (draw(0, 3)) {
      case 0:
        accepted.event = any_transfer(number);
        break;
      case 1:
        accepted.event = any_count(number % 10);
        break;
      case 2:
        accepted.event = any_change(EventKind::movement, number);
        break;
      default:
        accepted.event = any_change(EventKind::adjustment, number);
    }
    accepted.sequence = history.size() + 1;
    history.push_back(std::move(accepted));
  }
  return history;
}

Judgement judged(const std::vector<AcceptedEvent>& events, int hours) {
  Evidence evidence;
  evidence.events = events;
  return judge(evidence, standard_policy(), kStart + std::chrono::hours{hours});
}

/// Origin, transit, destination and unresolved difference against what they were before (24.5).
Rational balance(const TransferResult& t) {
  const bool nothing_left = t.state == "ORPHANED" || t.state == "AWAITING_SHIPMENT";
  const Rational origin = -(t.shipped - t.cancelled);
  const Rational destination = nothing_left ? Rational() : t.received + t.damaged;
  return origin + t.in_transit + destination - t.difference;
}

}  // namespace

TEST_CASE("Stock: any order of any history gives the same judgement (24.1, M-3.5)") {
  CHECK(rc::check([] {
    std::vector<AcceptedEvent> events = any_history();
    const int hours = draw(0, 300);
    const std::string expected = printed(judged(events, hours));
    std::mt19937 random(static_cast<unsigned>(draw(0, 1'000'000)));
    std::shuffle(events.begin(), events.end(), random);
    RC_ASSERT(printed(judged(events, hours)) == expected);
  }));
}

TEST_CASE("Stock: delivering any event twice changes nothing (24.2, M-3.2)") {
  CHECK(rc::check([] {
    const std::vector<AcceptedEvent> events = any_history();
    std::vector<AcceptedEvent> twice = events;
    for (AcceptedEvent again : events) {
      if (draw(0, 2) == 0) continue;
      again.sequence += events.size();
      twice.push_back(std::move(again));
    }
    RC_ASSERT(printed(judged(twice, 200)) == printed(judged(events, 200)));
  }));
}

TEST_CASE("Transfers: nothing appears and nothing is lost under any event (24.5)") {
  CHECK(rc::check([] {
    std::vector<AcceptedEvent> events;
    for (int number = draw(1, 20); number > 0; --number) {
      AcceptedEvent accepted;
      accepted.event = any_transfer(number);
      accepted.sequence = events.size() + 1;
      events.push_back(std::move(accepted));
      for (const TransferResult& t : judged(events, draw(0, 300)).transfers) {
        RC_ASSERT(balance(t).is_zero());
        for (const Rational* bucket :
             {&t.shipped, &t.cancelled, &t.received, &t.damaged, &t.in_transit, &t.overdue}) {
          RC_ASSERT(!bucket->is_negative());
        }
        RC_ASSERT(t.overdue <= t.in_transit);
        RC_ASSERT(t.cancelled <= t.shipped);
      }
    }
  }));
}

TEST_CASE("Transfers: every unit of an event is in the sums, unless it was refused") {
  CHECK(rc::check([] {
    std::vector<AcceptedEvent> events;
    for (int number = draw(1, 15); number > 0; --number) {
      AcceptedEvent accepted;
      accepted.event = any_transfer(number);
      accepted.event.line = "1";
      accepted.event.sku = "A-1";
      events.push_back(std::move(accepted));
    }
    const Judgement j = judged(events, 100);
    std::map<std::string, Decimal> shipped;
    std::map<std::string, Decimal> received;
    for (const AcceptedEvent& accepted : events) {
      const InventoryEvent& e = accepted.event;
      const bool refused = std::any_of(j.refusals.begin(), j.refusals.end(),
                                       [&](const Refusal& r) { return r.document == e.id; });
      if (refused) continue;
      if (e.kind == EventKind::transfer_ship) shipped[e.order] += e.quantity->value;
      if (e.kind == EventKind::transfer_receive) received[e.order] += e.quantity->value;
    }
    for (const TransferResult& t : j.transfers) {
      RC_ASSERT(t.shipped == Rational(shipped[t.order]));
      RC_ASSERT(t.received + t.damaged == Rational(received[t.order]));
    }
  }));
}

TEST_CASE("M-1.1: stock that can not be calculated with is refused or held alone, never crashes") {
  ReferenceData reference;
  ItemRow& item = reference.items.emplace_back();
  item.sku = Sku("A-1");
  item.base_uom = "EA";
  PackRow& pack = reference.packs.emplace_back();
  pack.sku = Sku("A-1");
  pack.uom = "CA";
  pack.per_base = Rational(*Decimal::parse("999999999999.999999"));
  std::vector<AcceptedEvent> events;
  int number = 0;
  for (const EventKind kind : {EventKind::transfer_ship, EventKind::transfer_receive,
                               EventKind::count, EventKind::movement, EventKind::adjustment}) {
    for (const char* quantity : {"9999999999.999999", "99999999999", "1"}) {
      InventoryEvent e;
      e.kind = kind;
      e.id = std::to_string(++number);
      e.at = Moment::of(kStart + minutes{number});
      e.order = "TO-" + std::string(quantity, 1);
      e.sku = "A-1";
      e.site = "DC1";
      e.uom = "CA";
      e.quantity = Quantity(*Decimal::parse(quantity));
      e.book = e.quantity;
      e.unit_cost = UnitPrice(*Decimal::parse("999999999.999999"));
      if (kind == EventKind::count) e.frozen_at = Moment::of(kStart);
      events.push_back({e, {}, 0});
    }
  }
  Evidence evidence;
  evidence.events = events;
  evidence.reference = &reference;
  const Judgement j = judge(evidence, standard_policy(), kStart + std::chrono::hours{100});
  CHECK(j.refusals.size() == 5);
  for (const Refusal& refusal : j.refusals) CHECK(refusal.code == "TOO_LARGE");
  CHECK(!printed(j).empty());
}

TEST_CASE("Counts: expected is what M-19.5 says, counted by hand") {
  CHECK(rc::check([] {
    InventoryEvent count = any_count(1);
    count.recount_of.clear();
    count.count_no.clear();
    count.book = Quantity(whole(draw(0, 100)));
    std::vector<AcceptedEvent> events{{count, {}, 1}};
    Decimal expected = count.book->value;
    const Instant counted_at = count.at->at;
    const Instant frozen_at = count.frozen_at.value_or(*count.at).at;
    for (int number = draw(0, 12); number > 0; --number) {
      const InventoryEvent m = any_change(EventKind::movement, number);
      events.push_back({m, {}, 0});
      if (m.site != count.site || m.location != count.location || m.sku != count.sku) continue;
      const Instant booked_at = m.booked_at.value_or(*m.at).at;
      const bool in_book = booked_at <= frozen_at;
      if (m.at->at <= counted_at && !in_book) expected += m.quantity->value;
      if (m.at->at > counted_at && in_book) expected -= m.quantity->value;
    }
    const Judgement j = judged(events, 100);
    RC_ASSERT(j.counts.size() == 1U);
    RC_ASSERT(j.counts.front().countings.front().expected == Rational(expected));
  }));
}

TEST_CASE("Counts: only what is within tolerance with full evidence is posted by itself (M-19.6)") {
  CHECK(rc::check([] {
    const Judgement j = judged(any_history(), 100);
    for (const CountResult& count : j.counts) {
      const bool raised = std::any_of(
          j.discrepancies.begin(), j.discrepancies.end(),
          [&](const Discrepancy& d) { return d.rule == "K01" && d.anchor.event == count.event; });
      RC_ASSERT(raised == (count.posting == Posting::held));
      if (count.posting != Posting::released) continue;
      RC_ASSERT(count.value >= -Money(whole(100)));
      RC_ASSERT(count.value <= Money(whole(100)));
    }
  }));
}
