#include "cases/casework/timers.hpp"

#include <catch2/catch.hpp>

#include "desk.hpp"
#include "tests/cases/time/calendars.hpp"

namespace weighbridge::cases {
namespace {

using namespace testing;

const PlainCalendar kCalendar;
const BusinessTime kBusiness(kCalendar, "DC01");

/// A medium case (40 business hours) in `state` since its opening, Monday 2 March, 09:00.
struct Timed {
  explicit Timed(CaseState state) : value(charge_case(state)) {
    value.severity = matching::Severity::medium;
    work.states.push_back({state, value.opened_at});
  }
  Case value;
  CaseWork work;
};

std::vector<std::string> actions_at(Timed& timed, std::string_view time) {
  std::vector<std::string> actions;
  for (const CaseEvent& event : pass_time(timed.value, timed.work, kBusiness, at(time)))
    actions.push_back(event.action + (event.after.find("WARNED") != std::string::npos     ? " 75"
                                      : event.after.find("BREACHED") != std::string::npos ? " 100"
                                      : event.after.find("\"CONTROLLER\"") != std::string::npos
                                          ? " 150"
                                          : ""));
  return actions;
}

using Actions = std::vector<std::string>;

TEST_CASE("M-16.4: escalations at 75, 100 and 150 per cent, each once") {
  Timed timed(CaseState::in_review);
  CHECK(actions_at(timed, "2026-03-05T14:59:59Z") == Actions{});
  CHECK(actions_at(timed, "2026-03-05T15:00:00Z") == Actions{"case.escalated 75"});
  CHECK(actions_at(timed, "2026-03-05T16:00:00Z") == Actions{});
  CHECK(actions_at(timed, "2026-03-06T17:00:00Z") == Actions{"case.escalated 100"});
  CHECK(actions_at(timed, "2026-03-11T13:00:00Z") == Actions{"case.escalated 150"});
  CHECK(timed.value.flags.contains("BREACHED"));
  CHECK(actions_at(timed, "2026-04-11T13:00:00Z") == Actions{});
}

TEST_CASE("M-16.4: the next look is when the next mark is due") {
  Timed timed(CaseState::in_review);
  const auto look = [&](std::string_view now) {
    return next_look(timed.value, timed.work, kBusiness, at(now));
  };
  CHECK(look("2026-03-02T10:00:00Z") == at("2026-03-05T15:00:00Z"));
  timed.value.flags = {"WARNED"};
  CHECK(look("2026-03-05T15:00:00Z") == at("2026-03-06T17:00:00Z"));
  timed.value.state = CaseState::closed;
  CHECK_FALSE(look("2026-03-05T15:00:00Z"));
}

TEST_CASE("M-16.3: the clock stands still while the supplier is asked, and M-16.4 with it") {
  Timed timed(CaseState::awaiting_supplier);
  const CaseTimes times =
      case_times(timed.value, timed.work, kBusiness, at("2026-03-04T17:00:00Z"));
  CHECK(times.is_stopped);
  CHECK(times.service.resolve_used == std::chrono::seconds{0});
  CHECK_FALSE(times.resolve_due);
}

TEST_CASE("section 16: five business days without a word from the supplier end the waiting") {
  Timed timed(CaseState::awaiting_supplier);
  CHECK(next_look(timed.value, timed.work, kBusiness, at("2026-03-03T09:00:00Z")) ==
        at("2026-03-06T17:00:00Z"));
  CHECK(actions_at(timed, "2026-03-06T16:59:59Z") == Actions{});
  CHECK(actions_at(timed, "2026-03-06T17:00:00Z") == Actions{"case.supplier_silent"});
  CHECK(timed.value.state == CaseState::in_review);
  CHECK(timed.value.flags.contains("NO_RESPONSE"));
}

TEST_CASE("section 16: what is resolved is closed after five days") {
  Timed timed(CaseState::resolved);
  timed.value.settled_at = timed.value.opened_at;
  CHECK(next_look(timed.value, timed.work, kBusiness, at("2026-03-03T09:00:00Z")) ==
        at("2026-03-07T09:00:00Z"));
  CHECK(actions_at(timed, "2026-03-07T08:59:59Z") == Actions{});
  CHECK(actions_at(timed, "2026-03-07T09:00:00Z") == Actions{"case.closed"});
}

TEST_CASE("section 18: waiting until a day ends on the day after") {
  Timed timed(CaseState::executing);
  CaseEffect& effect = timed.work.effects.emplace_back();
  effect.effect = Effect::wait;
  effect.due = at("2026-03-04T00:00:00Z");
  actions_at(timed, "2026-03-03T23:59:59Z");
  CHECK(timed.work.effects[0].state == EffectState::pending);
  actions_at(timed, "2026-03-04T00:00:00Z");
  CHECK(timed.work.effects[0].state == EffectState::failed);
}

}  // namespace
}  // namespace weighbridge::cases
