#include "gateway/casework/carry_out.hpp"

#include <algorithm>
#include <array>

#include "cases/casework/execution.hpp"
#include "gateway/casework/erp_message.hpp"
#include "gateway/casework/postings.hpp"
#include "gateway/casework/supplier_notice.hpp"
#include "gateway/pipeline/answers.hpp"

namespace weighbridge::casework {
namespace {

using cases::Case;
using cases::CaseEffect;
using cases::CaseProposal;
using cases::CaseTask;
using cases::Effect;
using cases::EffectState;
using cases::Hold;
using cases::HoldScope;

/// Where an effect goes.
enum class Goes : std::uint8_t { supplier, erp, person, clock };
struct EffectRow {
  Effect effect;
  Goes goes;
  std::string_view role, title;  ///< of the task, where a person does it
};
constexpr std::array kEffects{
    EffectRow{Effect::notice, Goes::supplier, "", ""},
    EffectRow{Effect::debit, Goes::supplier, "", ""},
    EffectRow{Effect::remittance, Goes::supplier, "", ""},
    EffectRow{Effect::posting, Goes::erp, "", ""},
    EffectRow{Effect::task, Goes::person, "warehouse", "Recount, and correct what was recorded"},
    EffectRow{Effect::order_change, Goes::erp, "", ""},
    EffectRow{Effect::supplier_return, Goes::erp, "", ""},
    EffectRow{Effect::claim, Goes::person, "clerk", "File the freight claim with the carrier"},
    EffectRow{Effect::document_closed, Goes::erp, "", ""},
    EffectRow{Effect::link, Goes::person, "clerk", "Link the document to its order"},
    EffectRow{Effect::replay, Goes::person, "operator", "Mend the data and replay the message"},
    EffectRow{Effect::wait, Goes::clock, "", ""},
};
static_assert(kEffects.size() == static_cast<std::size_t>(Effect::wait) + 1);

constexpr std::chrono::hours kForTask{2 * 8};  // two business days

SupplierNotice::Why why_of(const CaseEffect& effect, const CaseProposal& proposal) {
  using Why = SupplierNotice::Why;
  if (effect.effect == Effect::debit) return Why::debit;
  if (effect.effect == Effect::remittance) return Why::short_pay;
  if (proposal.resolution == "NEW") return Why::correction;
  if (proposal.resolution == "REJ") return Why::rejection;
  return Why::credit;
}

std::vector<const cases::CaseItem*> items_of(const Case& value, const CaseProposal& proposal) {
  std::vector<const cases::CaseItem*> items;
  for (const cases::CaseItem& item : value.items) {
    const auto& keys = proposal.discrepancies;
    if (std::find(keys.begin(), keys.end(), item.key) != keys.end()) items.push_back(&item);
  }
  return items;
}

std::uint32_t next_sequence(const cases::CaseWork& work) {
  std::uint32_t last = 0;
  for (const cases::CaseNotice& notice : work.notices) last = std::max(last, notice.sequence);
  return last + 1;
}

/// Puts a notice into the outbox under `id` and notes what it said.
void send_notice(Change& change, const std::string& id, const SupplierNotice& notice,
                 const SupplierWay& way, const CaseTools& tools, store::Writer& writer) {
  const std::uint64_t control = writer.next_control_number(way.head.sender.id, way.head.standard);
  const RenderedNotice rendered = render_notice(notice, way, control, tools.now);
  store::StoredOutbound row;
  row.id = id;
  row.channel = way.route.channel;
  row.partner = way.route.partner;
  row.kind = rendered.kind;
  row.file_name = rendered.file_name;
  row.content_type = rendered.content_type;
  row.in_answer_to = way.document.message;
  row.created_at = row.due = tools.now;
  if (way.head.standard != "UBL") {
    row.answer_key = pipeline::answer_key_of(rendered.text);
    row.answer = store::AnswerState::expected;
    row.answer_due = tools.now + std::chrono::hours{24};
  }
  MemorySource bytes(rendered.text);
  writer.add_outbound(row, bytes);
  for (const cases::CaseItem* item : notice.items)
    change.work.notices.push_back(
        {notice.sequence, item->key, item->impact, rendered.kind, id, tools.now});
}

void to_supplier(CaseEffect& effect, const CaseProposal& proposal, Change& change,
                 const CaseTools& tools, store::Writer& writer) {
  const auto way = supplier_way(change.value, tools, writer);
  if (!way) {
    effect.note = way.error();
    return;
  }
  // A debit memo is its own notice: the supplier is told once (M-18.2).
  const std::string first = change.value.id + '.' + std::to_string(proposal.number) + '.';
  const auto told = std::find_if(
      change.work.notices.begin(), change.work.notices.end(),
      [&](const cases::CaseNotice& notice) { return notice.outbound.starts_with(first); });
  effect.way = way->route.channel + ' ' + way->route.partner;
  if (told != change.work.notices.end()) {
    effect.outbound = told->outbound;
    return;
  }
  effect.outbound = effect.id;
  const SupplierNotice notice{
      why_of(effect, proposal), change.value,    items_of(change.value, proposal),
      proposal.reason,          proposal.amount, next_sequence(change.work)};
  send_notice(change, effect.id, notice, *way, tools, writer);
}

/// The posting that waits for this decision already, where one does (M-17.5): all that wait for it
/// go, and one stands for them until it has arrived, then the next (tending.cpp).
std::optional<std::string> held_posting(const CaseProposal& proposal, const CaseTools& tools,
                                        store::Writer& writer) {
  std::optional<std::string> last;
  for (const Hold& hold : writer.holds_for(proposal.discrepancies)) {
    if (!hold.is_open() || hold.scope != HoldScope::posting) continue;
    for (const std::string& id : postings_of(hold, writer)) {
      auto row = writer.outbound(id);
      if (!row || row->state != store::OutboundState::held) continue;
      row->state = store::OutboundState::waiting;
      row->due = tools.now;
      writer.update_outbound(*row);
      last = id;
    }
  }
  return last;
}

void to_erp(CaseEffect& effect, const CaseProposal& proposal, const Change& change,
            const CaseTools& tools, store::Writer& writer) {
  const std::string kind(to_string_view(effect.effect));
  const std::vector<std::string> partners =
      tools.setup.pushed_to ? tools.setup.pushed_to(kind) : std::vector<std::string>();
  if (partners.empty()) {
    effect.note = "no ERP is told of a " + kind + ": it is done by hand and confirmed";
    return;
  }
  effect.way = "erp " + partners.front();
  if (effect.effect == Effect::posting) {
    if (auto held = held_posting(proposal, tools, writer)) {
      effect.outbound = *held;
      return;
    }
  }
  effect.outbound = effect.id;
  store::StoredOutbound row;
  row.id = effect.id;
  row.channel = "erp";
  row.partner = partners.front();
  row.kind = kind;
  row.file_name = effect.id + ".json";
  row.content_type = "application/json";
  row.created_at = row.due = tools.now;
  const std::string body = decision_json(change.value, proposal, effect);
  MemorySource bytes(body);
  writer.add_outbound(row, bytes);
}

void to_person(CaseEffect& effect, const EffectRow& row, const CaseProposal& proposal,
               Change& change, const CaseTools& tools) {
  const cases::BusinessTime business(tools.calendar, change.value.site);
  CaseTask& task = change.work.tasks.emplace_back();
  task.number = static_cast<std::uint32_t>(change.work.tasks.size());
  task.title = row.title;
  task.role = row.role;
  task.due = business.after(tools.now, kForTask);
  task.given_by = proposal.by;
  task.given_at = tools.now;
  effect.task = task.number;
  effect.way = "task " + task.role;
}

bool is_unsent(const CaseEffect& effect, const CaseProposal& proposal) {
  return effect.proposal == proposal.number && effect.state == EffectState::pending &&
         effect.way.empty() && effect.note.empty() && !effect.due;
}

void settle_merged(const Case& value, store::Writer& writer) {
  if (cases::is_open(value.state)) return;
  const bool decided =
      value.state == cases::CaseState::resolved || value.state == cases::CaseState::closed;
  for (Case& merged : writer.merged_into(value.id)) {
    const auto mark = decided ? cases::kDecidedThere : cases::kLeftThere;
    if (!merged.flags.emplace(mark).second) continue;
    merged.changed_at = value.changed_at;
    ++merged.version;
    writer.put_case(merged);
  }
}

void tell_erp(const Hold& hold, const CaseTools& tools, store::Writer& writer) {
  const std::string kind = hold.is_open() ? "hold" : "release";
  if (!tools.setup.pushed_to) return;
  for (const std::string& partner : tools.setup.pushed_to(kind)) {
    store::StoredOutbound row;
    row.id = kind + '.' + std::to_string(hold.number) + '.' + partner;
    row.channel = "erp";
    row.partner = partner;
    row.kind = kind;
    row.file_name = row.id + ".json";
    row.content_type = "application/json";
    row.created_at = row.due = tools.now;
    const std::string body = hold_json(hold);
    MemorySource bytes(body);
    writer.add_outbound(row, bytes);
  }
}

}  // namespace

void dispatch_effects(Change& change, const CaseTools& tools, store::Writer& writer) {
  const CaseProposal* current = change.work.current();
  if (current == nullptr || change.value.state != cases::CaseState::executing) return;
  const CaseProposal proposal = *current;
  for (CaseEffect& effect : change.work.effects) {
    if (!is_unsent(effect, proposal)) continue;
    const EffectRow& row = kEffects.at(static_cast<std::size_t>(effect.effect));
    switch (row.goes) {
      case Goes::supplier:
        to_supplier(effect, proposal, change, tools, writer);
        break;
      case Goes::erp:
        to_erp(effect, proposal, change, tools, writer);
        break;
      case Goes::person:
        to_person(effect, row, proposal, change, tools);
        break;
      case Goes::clock:
        break;
    }
  }
}

std::string tell_supplier(Change& change, std::string_view text, const CaseTools& tools,
                          store::Writer& writer) {
  const auto way = supplier_way(change.value, tools, writer);
  if (!way) return way.error();
  const std::uint32_t sequence = next_sequence(change.work);
  const SupplierNotice notice{SupplierNotice::Why::question,
                              change.value,
                              cases::untold_items(change.value, change.work),
                              std::string(text),
                              std::nullopt,
                              sequence};
  send_notice(change, change.value.id + ".notice." + std::to_string(sequence), notice, *way, tools,
              writer);
  return {};
}

bool tell_holds(std::span<const Hold> holds, const CaseTools& tools, store::Writer& writer) {
  for (const Hold& hold : holds) {
    tell_erp(hold, tools, writer);
    if (hold.is_open())
      hold_posting(hold, writer);
    else
      release_posting(hold, tools.now, writer);
  }
  return !holds.empty();
}

void write_change(Change& change, const cases::Act& act, const CaseTools& tools,
                  store::Writer& writer) {
  writer.put_case(change.value);
  writer.put_case_work(change.value.id, change.work);
  for (Hold& hold : change.holds) {
    hold = writer.put_hold(hold);
    if (!hold.is_manual()) change.events.push_back(cases::hold_event(hold, change.value.id));
  }
  tell_holds(change.holds, tools, writer);
  settle_merged(change.value, writer);
  for (cases::LedgerEntry& entry : cases::case_entries(act, change.events))
    writer.append(std::move(entry));
}

}  // namespace weighbridge::casework
