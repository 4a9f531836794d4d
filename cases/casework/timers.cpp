#include "cases/casework/timers.hpp"

#include <algorithm>

#include "cases/canonical_json.hpp"

namespace weighbridge::cases {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr hours kForAnswer{5 * 8};  // five business days
constexpr days kForReopening{5};
constexpr hours kPauseMax{40};

Instant since(const Case& value, const CaseWork& work) {
  return work.states.empty() ? value.opened_at : work.states.back().since;
}

std::vector<std::string> flags_of(const Case& value) {
  return {value.flags.begin(), value.flags.end()};
}

void move(Case& value, CaseState to, Facts facts, Instant now, std::string_view reason,
          std::vector<CaseEvent>& events) {
  if (auto event = move_case(value, to, Mover::system, facts, now, reason))
    events.push_back(*std::move(event));
}

void escalate(Case& value, const CaseTimes& times, Instant now, std::vector<CaseEvent>& events) {
  for (const Escalation& step : due_escalations(times.service, flags_of(value))) {
    value.flags.emplace(step.id);
    value.changed_at = now;
    ++value.version;
    events.push_back({value.id,
                      "case.escalated",
                      {},
                      CanonicalObject()
                          .text("mark", step.id)
                          .text("tells", step.tells)
                          .number("used_permille",
                                  static_cast<std::uint64_t>(times.service.resolve_used_permille()))
                          .str(),
                      "the time to resolve it runs out"});
  }
}

/// Whoever waited until a day and finds the discrepancy still there waited in vain.
void end_waiting(CaseWork& work, Instant now) {
  for (CaseEffect& effect : work.effects)
    if (effect.state == EffectState::pending && effect.due && *effect.due <= now) {
      effect.state = EffectState::failed;
      effect.note = "the time to wait is over and the discrepancy still there";
    }
}

/// Business time until the clock to resolve shows `target`, from now on.
std::optional<Instant> when_used(const CaseTimes& times, seconds target,
                                 const BusinessTime& business, Instant now) {
  seconds left = target - times.service.resolve_used;
  if (left <= seconds{0}) return std::nullopt;
  // While it stands still, what is left of the pause goes first.
  if (times.is_stopped) left += std::max(seconds{0}, seconds(kPauseMax) - times.service.paused);
  return business.after(now, left);
}

void keep_earliest(std::optional<Instant>& earliest, std::optional<Instant> at) {
  if (at && (!earliest || *at < *earliest)) earliest = at;
}

}  // namespace

CaseTimes case_times(const Case& value, const CaseWork& work, const BusinessTime& business,
                     Instant now) {
  CaseTimes times;
  times.service = service_time(work.states, value.severity, business, now);
  if (times.service.resolved) return times;
  times.is_stopped =
      value.state == CaseState::awaiting_supplier && times.service.paused < seconds(kPauseMax);
  const ServiceTargets& targets = times.service.targets;
  if (!times.service.responded) {
    times.first_response_due = business.after(value.opened_at, targets.first_response);
  }
  if (times.is_stopped) return times;
  if (times.service.resolve_breached())
    times.resolve_due = business.after(value.opened_at, targets.resolve + times.service.paused);
  else
    times.resolve_due = business.after(now, targets.resolve - times.service.resolve_used);
  return times;
}

std::vector<CaseEvent> pass_time(Case& value, CaseWork& work, const BusinessTime& business,
                                 Instant now) {
  std::vector<CaseEvent> events;
  if (is_open(value.state)) {
    const CaseTimes times = case_times(value, work, business, now);
    escalate(value, times, now, events);
  }
  if (value.state == CaseState::awaiting_supplier &&
      business.between(since(value, work), now) >= kForAnswer)
    move(value, CaseState::in_review, {Fact::response_overdue}, now,
         "the supplier has not answered within five business days", events);
  if (value.state == CaseState::executing) end_waiting(work, now);
  if (value.state == CaseState::resolved && value.settled_at &&
      now >= since(value, work) + kForReopening)
    move(value, CaseState::closed, {Fact::five_days_without_reopening}, now, {}, events);
  return events;
}

std::optional<Instant> next_look(const Case& value, const CaseWork& work,
                                 const BusinessTime& business, Instant now) {
  std::optional<Instant> next;
  if (value.state == CaseState::resolved) return since(value, work) + kForReopening;
  if (!is_open(value.state)) return next;
  const CaseTimes times = case_times(value, work, business, now);
  const auto target = std::chrono::duration_cast<seconds>(times.service.targets.resolve);
  for (const Escalation& step : escalations())
    if (!value.flags.contains(step.id))
      keep_earliest(
          next, when_used(times, (target * step.at_permille + seconds(999)) / 1000, business, now));
  if (value.state == CaseState::awaiting_supplier)
    keep_earliest(next, business.after(since(value, work), kForAnswer));
  for (const CaseEffect& effect : work.effects)
    if (effect.state == EffectState::pending) keep_earliest(next, effect.due);
  return next;
}

}  // namespace weighbridge::cases
