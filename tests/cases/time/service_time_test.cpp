#include "cases/time/service_time.hpp"

#include <catch2/catch.hpp>

#include "../discrepancies.hpp"
#include "calendars.hpp"

namespace weighbridge::cases {
namespace {

using matching::Severity;
using testing::at;
using enum CaseState;
using namespace std::chrono_literals;

const testing::PlainCalendar kCalendar;
const BusinessTime kBusiness(kCalendar, "DC01");

ServiceTime time_of(const std::vector<StateSince>& history, Severity severity, Instant now) {
  return service_time(history, severity, kBusiness, now);
}

TEST_CASE("M-16.3: targets by severity, in business time") {
  CHECK(targets_of(Severity::critical) == ServiceTargets{2h, 8h});
  CHECK(targets_of(Severity::high) == ServiceTargets{4h, 24h});
  CHECK(targets_of(Severity::medium) == ServiceTargets{8h, 40h});
  CHECK(targets_of(Severity::low) == ServiceTargets{16h, 80h});
}

TEST_CASE("M-16.3: the response clock ends when the case leaves ASSIGNED") {
  const std::vector<StateSince> history{{new_, at("2026-03-02T09:00:00Z")},
                                        {assigned, at("2026-03-02T10:00:00Z")},
                                        {in_review, at("2026-03-02T11:00:00Z")}};
  const ServiceTime open = time_of({history.begin(), history.begin() + 2}, Severity::critical,
                                   at("2026-03-02T11:00:00Z"));
  CHECK(open.response_used == 2h);
  CHECK_FALSE(open.responded);
  CHECK_FALSE(open.response_breached());  // a limit that is just met is met (M-1.5)
  const ServiceTime reviewed = time_of(history, Severity::critical, at("2026-03-02T16:00:00Z"));
  CHECK(reviewed.responded);
  CHECK(reviewed.response_used == 2h);
  CHECK(reviewed.resolve_used == 7h);
  CHECK(time_of(history, Severity::critical, at("2026-03-02T17:00:01Z")).resolve_used == 8h);
  CHECK(time_of(history, Severity::critical, at("2026-03-03T09:00:01Z")).resolve_breached());
}

TEST_CASE("M-16.3: waiting for the supplier stops the clock, for 40 business hours in all") {
  std::vector<StateSince> history{{new_, at("2026-03-02T09:00:00Z")},
                                  {in_review, at("2026-03-02T10:00:00Z")},
                                  {awaiting_supplier, at("2026-03-02T11:00:00Z")},
                                  {in_review, at("2026-03-05T11:00:00Z")}};
  ServiceTime time = time_of(history, Severity::medium, at("2026-03-05T12:00:00Z"));
  CHECK(time.paused == 24h);
  CHECK(time.resolve_used == 3h);
  // A second wait has only what the first left.
  history.push_back({awaiting_supplier, at("2026-03-05T12:00:00Z")});
  time = time_of(history, Severity::medium, at("2026-03-16T12:00:00Z"));  // 56 hours on
  CHECK(time.paused == 40h);
  CHECK(time.resolve_used == 3h + 56h - 16h);
}

TEST_CASE("M-16.3: waiting inside the house does not stop the clock") {
  const std::vector<StateSince> history{{new_, at("2026-03-02T09:00:00Z")},
                                        {awaiting_internal, at("2026-03-02T10:00:00Z")}};
  CHECK(time_of(history, Severity::low, at("2026-03-03T10:00:00Z")).resolve_used == 9h);
}

TEST_CASE("M-16.3: settled, no time passes; reopened, it goes on where it stopped") {
  std::vector<StateSince> history{{new_, at("2026-03-02T09:00:00Z")},
                                  {in_review, at("2026-03-02T10:00:00Z")},
                                  {resolved, at("2026-03-02T12:00:00Z")}};
  ServiceTime time = time_of(history, Severity::low, at("2026-03-20T12:00:00Z"));
  CHECK(time.resolved);
  CHECK(time.resolve_used == 3h);
  CHECK(due_escalations(time, {}).empty());
  history.push_back({reopened, at("2026-03-20T12:00:00Z")});
  time = time_of(history, Severity::low, at("2026-03-20T13:00:00Z"));
  CHECK_FALSE(time.resolved);
  CHECK(time.resolve_used == 4h);
}

TEST_CASE("M-16.4: 75, 100 and 150 percent each fire once") {
  const std::vector<StateSince> history{{new_, at("2026-03-02T09:00:00Z")},
                                        {in_review, at("2026-03-02T09:30:00Z")}};
  const auto due = [&](std::string_view now, const std::vector<std::string>& fired) {
    std::vector<std::string> ids;
    for (const Escalation& step :
         due_escalations(time_of(history, Severity::critical, at(now)), fired))
      ids.emplace_back(step.id);
    return ids;
  };
  using Ids = std::vector<std::string>;
  CHECK(due("2026-03-02T14:59:59Z", {}).empty());
  CHECK(due("2026-03-02T15:00:00Z", {}) == Ids{"WARNED"});
  CHECK(due("2026-03-02T16:00:00Z", {"WARNED"}).empty());
  CHECK(due("2026-03-02T17:00:00Z", {"WARNED"}) == Ids{"BREACHED"});
  CHECK(due("2026-03-03T13:00:00Z", {"WARNED", "BREACHED"}) == Ids{"CONTROLLER"});
  CHECK(due("2026-03-03T13:00:00Z", {}) == Ids{"WARNED", "BREACHED", "CONTROLLER"});
}

TEST_CASE("M-16.4: when severity rises the targets count from the opening") {
  const std::vector<StateSince> history{{new_, at("2026-03-02T09:00:00Z")}};
  const Instant now = at("2026-03-03T10:00:00Z");
  CHECK(time_of(history, Severity::low, now).resolve_used_permille() == 1000 * 9 / 80);
  CHECK(time_of(history, Severity::critical, now).resolve_used_permille() == 1125);
}

TEST_CASE("M-16.5: the due date within 3 business days and the discount within 2 raise it") {
  // Monday 2026-03-02.
  const Instant now = at("2026-03-02T10:00:00Z");
  const auto near = [&](std::optional<std::string_view> due,
                        std::optional<std::string_view> discount) {
    MoneyDates dates;
    if (due) dates.due = parse_date(*due);
    if (discount) dates.discount = parse_date(*discount);
    return money_date_near(dates, kCalendar, "DC01", now);
  };
  CHECK(near("2026-03-05", {}));
  CHECK_FALSE(near("2026-03-06", {}));
  CHECK(near("2026-02-20", {}));  // overdue is as near as can be
  CHECK(near({}, "2026-03-04"));
  CHECK_FALSE(near({}, "2026-03-05"));
  CHECK_FALSE(near({}, "2026-02-20"));  // a discount that is gone is at risk no more
  CHECK_FALSE(near({}, {}));
  // Over a weekend: from Friday on, Wednesday is three business days away.
  CHECK(money_date_near({parse_date("2026-03-11"), {}}, kCalendar, "DC01",
                        at("2026-03-06T10:00:00Z")));
  CHECK_FALSE(money_date_near({parse_date("2026-03-12"), {}}, kCalendar, "DC01",
                              at("2026-03-06T10:00:00Z")));
}

TEST_CASE("M-16.6: the queue's order, one criterion after the other") {
  const auto place = [](Severity severity, bool money, std::int64_t used, int exposure,
                        std::string_view opened, std::string id) {
    return QueuePlace{severity,   money,        used, Money(Decimal::from_integer(exposure)),
                      at(opened), std::move(id)};
  };
  const std::vector<QueuePlace> in_order{
      place(Severity::critical, false, 0, 1, "2026-03-02T09:00:00Z", "9"),
      place(Severity::high, true, 0, 1, "2026-03-02T09:00:00Z", "8"),
      place(Severity::high, false, 900, 1, "2026-03-02T09:00:00Z", "7"),
      place(Severity::high, false, 100, 500, "2026-03-02T09:00:00Z", "6"),
      place(Severity::high, false, 100, 400, "2026-03-01T09:00:00Z", "5"),
      place(Severity::high, false, 100, 400, "2026-03-02T09:00:00Z", "3"),
      place(Severity::high, false, 100, 400, "2026-03-02T09:00:00Z", "4"),
      place(Severity::low, true, 2000, 9000, "2026-01-01T09:00:00Z", "1")};
  for (std::size_t i = 0; i < in_order.size(); ++i)
    for (std::size_t j = 0; j < in_order.size(); ++j)
      CHECK(before_in_queue(in_order[i], in_order[j]) == (i < j));
}

}  // namespace
}  // namespace weighbridge::cases
