// Section 19 against its oracle, on transfers, counts and adjustments made up at random.
#include "tests/matching/oracle/stock_oracle.hpp"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "matching/judge.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

constexpr Date kDayZero = Date{std::chrono::days{20513}};

int draw(int from, int to) {
  return *rc::gen::inRange(from, to + 1);
}

bool one_in(int n) {
  return draw(1, n) == 1;
}

Moment on_day(int day) {
  return Moment::of(kDayZero + std::chrono::days{day});
}

Moment at_hour(int hour) {
  return Moment::of(Instant{kDayZero} + std::chrono::hours{hour});
}

class Events {
 public:
  InventoryEvent& add(EventKind kind, const std::string& id, int quantity, const Moment& at) {
    AcceptedEvent& accepted = events.emplace_back();
    accepted.sequence = events.size();
    InventoryEvent& e = accepted.event;
    e.kind = kind;
    e.id = id;
    e.at = at;
    e.sku = "A-1";
    e.uom = "EA";
    e.site = "DC01";
    e.quantity = Quantity(Decimal::from_integer(quantity));
    return e;
  }
  void cost(InventoryEvent& e, int cents) {
    e.unit_cost = UnitPrice(Decimal::from_millionths(Int128{cents} * 10'000));
  }

  std::string judged(Instant as_of) const {
    Evidence evidence;
    evidence.events = events;
    return shown(judge(evidence, standard_policy(), as_of));
  }

  std::vector<AcceptedEvent> events;

 private:
  static std::string shown(const Judgement& j) {
    std::ostringstream out;
    for (const Discrepancy& d : j.discrepancies) {
      out << d.rule << ' ' << (d.quantity ? d.quantity->to_string() : "") << " = "
          << static_cast<std::int64_t>(d.impact.value.millionths() / 10'000) << '\n';
    }
    return out.str();
  }
};

std::string shown(const std::vector<oracle::Finding>& findings) {
  std::ostringstream out;
  for (const oracle::Finding& f : findings)
    out << f.rule << ' ' << f.quantity << " = " << f.cents << '\n';
  return out.str();
}

oracle::Transfer any_transfer() {
  oracle::Transfer t;
  t.shipped = one_in(5) ? 0 : draw(1, 100);
  t.ship_day = draw(0, 5);
  t.eta = t.ship_day + draw(0, 4);
  t.cancelled = t.shipped > 1 && one_in(3) ? draw(1, t.shipped - 1) : 0;
  t.cost = draw(1, 5000);
  for (int n = draw(0, 3); n > 0; --n) {
    const int good = draw(0, 60);
    const int damaged = good == 0 || one_in(3) ? draw(1, 9) : 0;
    t.arrivals.push_back({draw(0, 12), good, damaged, one_in(3)});
  }
  int arrived = 0;
  for (const auto& a : t.arrivals) arrived += a.good + a.damaged;
  // What came beyond what left is said to be all.
  if (t.shipped > 0 && arrived > t.shipped - t.cancelled) t.arrivals.back().final = true;
  return t;
}

}  // namespace

TEST_CASE("Transfers and their oracle agree (M-19.1 to M-19.3)") {
  CHECK(rc::check([] {
    const oracle::Transfer t = any_transfer();
    Events told;
    const auto about = [&](InventoryEvent& e) -> InventoryEvent& {
      e.order = "TO-1";
      e.line = "1";
      e.to_site = "DC02";
      told.cost(e, t.cost);
      return e;
    };
    if (t.shipped > 0) {
      about(told.add(EventKind::transfer_ship, "S", t.shipped, on_day(t.ship_day))).eta =
          on_day(t.eta);
    }
    if (t.cancelled > 0)
      about(told.add(EventKind::transfer_cancel, "X", t.cancelled, on_day(t.ship_day)));
    int n = 0;
    for (const auto& a : t.arrivals) {
      const std::string id = "R" + std::to_string(++n);
      const bool split = a.good > 0 && a.damaged > 0;
      if (a.good > 0) {
        InventoryEvent& e = about(told.add(EventKind::transfer_receive, id, a.good, on_day(a.day)));
        e.site = "DC02";
        e.final = a.final && !split;
      }
      if (a.damaged > 0) {
        InventoryEvent& e =
            about(told.add(EventKind::transfer_receive, id + "D", a.damaged, on_day(a.day)));
        e.site = "DC02";
        e.condition = Condition::damaged;
        e.final = a.final;
      }
    }
    const int as_of = draw(0, 20);
    RC_ASSERT(told.judged(Instant{kDayZero + std::chrono::days{as_of}}) ==
              shown(oracle::judge(t, as_of)));
  }));
}

TEST_CASE("Counts and their oracle agree (M-19.5 to M-19.8)") {
  CHECK(rc::check([] {
    oracle::Counted c;
    c.cost = draw(1, 3000);
    for (int n = draw(0, 5); n > 0; --n) {
      const int happened = draw(0, 40);
      const int booked = one_in(2) ? happened : draw(0, 40);
      c.movements.push_back({happened, booked, draw(-20, 20)});
    }
    int at = draw(5, 20);
    for (int n = draw(1, 3); n > 0; --n) {
      oracle::Count count;
      count.book = draw(200, 600);
      count.frozen = at - draw(0, 5);
      count.counted_at = at;
      count.counted = count.book + draw(-20, 20);
      count.by = one_in(2) ? "diaz" : "kim";
      c.counts.push_back(count);
      at += draw(1, 8);
    }
    Events told;
    int id = 0;
    for (const auto& m : c.movements) {
      InventoryEvent& e = told.add(EventKind::movement, "M" + std::to_string(++id), m.quantity,
                                   at_hour(m.happened));
      e.location = "A-01";
      e.booked_at = at_hour(m.booked);
    }
    id = 0;
    for (const auto& count : c.counts) {
      InventoryEvent& e = told.add(EventKind::count, "C" + std::to_string(++id), count.counted,
                                   at_hour(count.counted_at));
      e.location = "A-01";
      e.book = Quantity(Decimal::from_integer(count.book));
      e.frozen_at = at_hour(count.frozen);
      e.counter = count.by;
      told.cost(e, c.cost);
      if (id > 1) e.recount_of = "C1";
    }
    RC_ASSERT(told.judged(Instant{kDayZero + std::chrono::days{5}}) == shown(oracle::judge(c)));
  }));
}

TEST_CASE("Adjustments and their oracle agree (K02)") {
  CHECK(rc::check([] {
    const oracle::Adjusted a{draw(1, 200) * (one_in(2) ? 1 : -1), draw(1, 300), !one_in(3),
                             one_in(3)};
    Events told;
    InventoryEvent& e = told.add(EventKind::adjustment, "A", a.quantity, on_day(1));
    told.cost(e, a.cost);
    if (a.has_reason) e.reason = standard_policy().adjustments.reasons.front();
    if (a.has_evidence) e.evidence = "photo 7";
    RC_ASSERT(told.judged(Instant{kDayZero + std::chrono::days{5}}) == shown(oracle::judge(a)));
  }));
}
