#include "gateway/casework/tending.hpp"

#include <algorithm>

#include "cases/casework/execution.hpp"
#include "cases/casework/routing.hpp"
#include "cases/casework/timers.hpp"
#include "gateway/api/person.hpp"
#include "gateway/casework/carry_out.hpp"
#include "gateway/casework/dossier.hpp"
#include "gateway/casework/money_dates.hpp"
#include "gateway/casework/postings.hpp"

namespace weighbridge::casework {
namespace {

using cases::Case;
using cases::CaseEffect;
using cases::CaseEvent;
using cases::CaseState;
using cases::EffectState;

/// TRIAGED to ASSIGNED by the table, when it names somebody who holds the owner role there.
void give_to_somebody(Change& change, const CaseTools& tools, store::Reader& reader) {
  if (change.value.state != CaseState::triaged || tools.setup.routing.empty()) return;
  const cases::Scope scope = scope_of(change.value, tools.reference);
  const cases::RoutingRow* row = cases::route(tools.setup.routing, change.value, scope);
  if (row == nullptr) return;
  cases::Facts facts{cases::Fact::no_duty_bar};
  const auto person = person_named(row->assignee, reader);
  const bool holds_role =
      person && std::any_of(person->grants.begin(), person->grants.end(), [&](const auto& grant) {
        return role_of(grant.duty) == change.value.owner && grant.scope.covers(scope);
      });
  if (!holds_role) return;
  auto event = cases::move_case(change.value, CaseState::assigned, cases::Mover::system,
                                facts | cases::Facts{cases::Fact::assignee_holds_role}, tools.now,
                                "by the routing table");
  if (!event) return;
  change.value.assignee = row->assignee;
  event->after = cases::CanonicalObject()
                     .text("assignee", row->assignee)
                     .text("state", to_string_view(CaseState::assigned))
                     .str();
  change.events.push_back(*std::move(event));
}

/// Where a decision lets several held postings go (M-17.5), one that has not arrived yet or
/// was refused.
std::optional<std::string> posting_under_way(const CaseEffect& effect, const cases::CaseWork& work,
                                             store::Reader& reader) {
  const cases::CaseProposal* proposal = work.current();
  const bool stands_for_held =
      effect.effect == cases::Effect::posting && effect.outbound != effect.id;
  if (proposal == nullptr || !stands_for_held) return std::nullopt;
  for (const cases::Hold& hold : reader.holds_for(proposal->discrepancies)) {
    if (hold.scope != cases::HoldScope::posting) continue;
    for (std::string& id : postings_of(hold, reader)) {
      const auto row = reader.outbound(id);
      const bool arrived = row && row->state == store::OutboundState::delivered &&
                           row->answer != store::AnswerState::rejected;
      if (row && !arrived) return std::move(id);
    }
  }
  return std::nullopt;
}

/// Delivered is confirmed; where the receiver's application answers, its refusal is a failure. What
/// stands for several waits for one after the other.
void ask_outbox(CaseEffect& effect, const cases::CaseWork& work, store::Reader& reader) {
  if (effect.state != EffectState::pending || effect.outbound.empty()) return;
  if (const auto other = posting_under_way(effect, work, reader)) effect.outbound = *other;
  const auto sent = reader.outbound(effect.outbound);
  if (!sent) return;
  if (sent->answer == store::AnswerState::rejected) {
    effect.state = EffectState::failed;
    effect.note = "the receiver rejected it";
  } else if (sent->state == store::OutboundState::dead) {
    effect.state = EffectState::failed;
    effect.note = sent->trouble ? sent->trouble->message : "it could not be delivered";
  } else if (sent->state == store::OutboundState::delivered) {
    effect.state = EffectState::confirmed;
    effect.by = sent->partner;
    effect.note = "delivered";
  }
}

void append(std::vector<CaseEvent>& events, std::vector<CaseEvent> more) {
  std::move(more.begin(), more.end(), std::back_inserter(events));
}

store::CaseClock clock_of(const Change& change, const CaseTools& tools, store::Reader& reader) {
  store::CaseClock clock;
  const cases::BusinessTime business(tools.calendar, change.value.site);
  clock.look_at = cases::next_look(change.value, change.work, business, tools.now);
  if (clock.look_at) clock.look_at = std::max(*clock.look_at, tools.now + std::chrono::seconds{1});
  if (!cases::is_open(change.value.state)) return clock;
  const std::vector<cases::Hold> holds = holds_of(change.value, reader);
  const cases::MoneyDates dates = money_dates_of(change.value, holds, reader);
  clock.money_date = cases::money_date_near(dates, tools.calendar, change.value.site, tools.now);
  clock.resolve_due = cases::case_times(change.value, change.work, business, tools.now).resolve_due;
  // A date comes nearer with every day, at midnight.
  if (!clock.money_date && (dates.due || dates.discount)) {
    const Date today = tools.calendar.day_of(change.value.site, tools.now);
    const Instant tomorrow =
        tools.calendar.start_of_day(change.value.site, today + std::chrono::days{1});
    if (!clock.look_at || tomorrow < *clock.look_at) clock.look_at = tomorrow;
  }
  return clock;
}

}  // namespace

std::optional<cases::Person> person_named(std::string_view name, store::Reader& reader) {
  if (const auto user = reader.user(name)) {
    if (user->disabled_at) return std::nullopt;
    return cases::Person{user->id, api::granted(user->roles, user->grants, user->sites)};
  }
  for (const store::StoredToken& token : reader.tokens())
    if (token.name == name && !token.revoked_at)
      return api::person_of({token.name, token.roles, token.suppliers, token.sites});
  return std::nullopt;
}

void tend_case(std::string_view case_id, const std::string& actor, const CaseTools& tools,
               store::Writer& writer) {
  const auto found = writer.find_case(case_id);
  if (!found) return;
  Change change{*found, writer.case_work(case_id), {}, {}};
  const cases::BusinessTime business(tools.calendar, change.value.site);
  give_to_somebody(change, tools, writer);
  append(change.events, cases::pass_time(change.value, change.work, business, tools.now));
  if (change.value.state == CaseState::executing) {
    for (CaseEffect& effect : change.work.effects) ask_outbox(effect, change.work, writer);
    writer.put_case_work(change.value.id, change.work);
    const std::vector<cases::Hold> holds = holds_of(change.value, writer);
    append(change.events,
           cases::advance_execution(change.value, change.work, holds, change.holds, tools.now));
  }
  if (!change.events.empty()) {
    cases::Act act;
    act.at = tools.now;
    act.actor = actor;
    act.role = "integration";
    act.correlation = "time-" + to_string(tools.now);
    write_change(change, act, tools, writer);
    change.work = writer.case_work(case_id);  // with the state it is in now
  }
  writer.put_case_clock(case_id, clock_of(change, tools, writer));
}

std::vector<std::string> cases_to_tend(Instant now, std::size_t limit, store::Reader& reader) {
  std::vector<std::string> due = reader.cases_with_news(limit);
  for (std::string& id : reader.cases_to_look_at(now, limit))
    if (std::find(due.begin(), due.end(), id) == due.end()) due.push_back(std::move(id));
  return due;
}

}  // namespace weighbridge::casework
