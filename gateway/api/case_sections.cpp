#include "gateway/api/case_sections.hpp"

#include <algorithm>

namespace weighbridge::api {
namespace {

using cases::Dossier;
using json::Writer;

void member(Writer& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.member(name, text);
}

void member(Writer& json, std::string_view name, const std::optional<Instant>& at) {
  if (at) json.member(name, to_string(*at));
}

void write_names(Writer& json, std::string_view name, const std::vector<std::string>& names) {
  json.key(name).begin_array();
  for (const std::string& each : names) json.string(each);
  json.end_array();
}

void write_resolution(Writer& json, const cases::Resolution& resolution) {
  json.begin_object().member("id", resolution.id).member("title", resolution.title);
  json.key("effects").begin_array();
  for (std::size_t i = 0; i <= static_cast<std::size_t>(cases::Effect::wait); ++i)
    if (const auto effect = static_cast<cases::Effect>(i); resolution.effects.has(effect))
      json.string(to_string_view(effect));
  json.end_array().key("needs").begin_array();
  for (const cases::Proof proof : missing_proofs(resolution, {cases::Proof::discrepancy_result})) {
    json.begin_object().member("proof", wire_name(proof));
    json.member("text", to_string_view(proof)).end_object();
  }
  json.end_array().end_object();
}

void write_proposal(Writer& json, const cases::CaseProposal& proposal) {
  const cases::Resolution* resolution = cases::find_resolution(proposal.resolution);
  json.begin_object().key("number").number(std::uint64_t{proposal.number});
  json.member("resolution", proposal.resolution);
  json.member("title", resolution == nullptr ? std::string_view() : resolution->title);
  json.member("amount", to_string(proposal.amount, proposal.currency));
  json.member("currency", proposal.currency.code()).member("reason_code", proposal.reason_code);
  json.member("reason", proposal.reason).key("evidence").begin_object();
  for (const auto& [proof, text] : proposal.evidence) json.member(wire_name(proof), text);
  json.end_object().member("by", proposal.by).member("at", to_string(proposal.at));
  json.member("state", to_string_view(proposal.state));
  member(json, "settled_by", proposal.settled_by);
  member(json, "settled_at", proposal.settled_at);
  member(json, "settled_reason", proposal.settled_reason);
  json.end_object();
}

void write_approvals(Writer& json, const Dossier& dossier) {
  const cases::CaseProposal* proposal = dossier.work.current();
  json.key("approvals").begin_array();
  if (proposal != nullptr)
    for (const cases::Approval& approval : proposal->approvals) {
      json.begin_object().member("person", approval.person);
      json.member("as", to_string_view(approval.as)).key("consent").boolean(approval.consent);
      const Currency currency = cases::limits_currency(*proposal, dossier);
      json.member("amount", to_string(approval.amount, currency));
      json.member("counted", to_string(approval.counted, currency));
      json.member("currency", currency.code());
      json.member("at", to_string(approval.at)).end_object();
    }
  json.end_array();
}

void write_lacking(Writer& json, const Dossier& dossier) {
  json.key("lacking").begin_array();
  const cases::CaseProposal* proposal = dossier.work.current();
  if (proposal != nullptr && proposal->state == cases::ProposalState::open) {
    const cases::Proposal view = cases::limits_view(*proposal, dossier);
    for (const cases::Lacking& word : cases::lacking(view, proposal->approvals, dossier.limits)) {
      json.begin_object().key("any_of").begin_array();
      for (const cases::Duty duty : word.any_of) json.string(to_string_view(duty));
      json.end_array().key("consent").boolean(word.consent).key("lead").boolean(word.lead);
      json.end_object();
    }
  }
  json.end_array();
}

void write_proposals(Writer& json, const Dossier& dossier) {
  const cases::CaseProposal* current = dossier.work.current();
  json.key("proposal");
  if (current == nullptr)
    json.null();
  else
    write_proposal(json, *current);
  json.key("proposals").begin_array();
  for (const cases::CaseProposal& proposal : dossier.work.proposals) write_proposal(json, proposal);
  json.end_array();
  write_approvals(json, dossier);
  write_lacking(json, dossier);
}

void write_comments(Writer& json, const cases::CaseWork& work) {
  json.key("comments").begin_array();
  for (const cases::CaseComment& said : work.comments) {
    json.begin_object().key("number").number(std::uint64_t{said.number});
    json.member("at", to_string(said.at)).member("by", said.by).member("text", said.text);
    write_names(json, "mentions", said.mentions);
    member(json, "message", said.message);
    json.end_object();
  }
  json.end_array().key("attachments").begin_array();
  for (const cases::CaseAttachment& file : work.attachments) {
    json.begin_object().key("number").number(std::uint64_t{file.number});
    json.member("at", to_string(file.at)).member("by", file.by).member("name", file.name);
    json.member("media_type", file.media_type).key("bytes").number(file.bytes);
    json.member("sha256", file.sha256).end_object();
  }
  json.end_array();
}

void write_tasks(Writer& json, const cases::CaseWork& work) {
  json.key("tasks").begin_array();
  for (const cases::CaseTask& task : work.tasks) {
    json.begin_object().key("number").number(std::uint64_t{task.number});
    json.member("title", task.title).member("role", task.role);
    json.member("assignee", task.assignee).member("due", to_string(task.due));
    json.member("given_by", task.given_by).member("given_at", to_string(task.given_at));
    json.key("done").boolean(task.done_at.has_value());
    member(json, "done_by", task.done_by);
    member(json, "done_at", task.done_at);
    member(json, "result", task.result);
    json.end_object();
  }
  json.end_array();
}

void write_hold(Writer& json, const cases::Hold& hold) {
  json.begin_object().key("number").number(hold.number);
  json.member("scope", to_string_view(hold.scope)).member("document", hold.document);
  json.member("document_line", hold.document_line);
  member(json, "rule", std::string_view(hold.discrepancy).substr(0, hold.discrepancy.find('\x1f')));
  json.member("amount", to_string(hold.impact, hold.currency));
  json.member("currency", hold.currency.code());
  json.member("placed_at", to_string(hold.placed_at)).member("placed_by", hold.placed_by);
  member(json, "reason", hold.reason);
  json.key("manual").boolean(hold.is_manual()).key("open").boolean(hold.is_open());
  if (hold.release) {
    json.member("released_at", to_string(hold.release->at));
    json.member("released_by", hold.release->by);
    json.member("release", to_string_view(hold.release->kind));
  }
  json.end_object();
}

void write_notices(Writer& json, const cases::CaseWork& work, store::Reader& reader) {
  json.key("notices").begin_array();
  std::uint32_t last = 0;
  for (const cases::CaseNotice& notice : work.notices) {
    if (notice.sequence == std::exchange(last, notice.sequence)) continue;  // another item of it
    const auto sent = reader.outbound(notice.outbound);
    json.begin_object().key("sequence").number(std::uint64_t{notice.sequence});
    json.member("kind", notice.kind).member("at", to_string(notice.at));
    json.member("outbound", notice.outbound);
    json.member("state", sent ? to_string_view(sent->state) : "gone").end_object();
  }
  json.end_array();
}

void write_effects(Writer& json, const cases::CaseWork& work) {
  json.key("effects").begin_array();
  for (const cases::CaseEffect& effect : work.effects) {
    json.begin_object().member("id", effect.id).member("effect", to_string_view(effect.effect));
    json.member("state", to_string_view(effect.state));
    json.member("way",
                effect.way.empty() && !effect.due ? "by hand" : std::string_view(effect.way));
    member(json, "outbound", effect.outbound);
    if (effect.task != 0) json.key("task").number(std::uint64_t{effect.task});
    member(json, "due", effect.due);
    member(json, "by", effect.by);
    member(json, "note", effect.note);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_offers(Writer& json, const Dossier& dossier) {
  const auto& grants = dossier.person.grants;
  const bool leads = std::any_of(grants.begin(), grants.end(), [&](const cases::Grant& grant) {
    return grant.lead && cases::role_of(grant.duty) == dossier.value.owner &&
           grant.scope.covers(dossier.scope);
  });
  json.key("actions").begin_array();
  for (const cases::OfferedAction& offer : cases::offered_actions(dossier)) {
    json.begin_object().member("action", to_string_view(offer.action));
    json.key("allowed").boolean(!offer.why_not);
    if (offer.why_not)
      json.member("rule", offer.why_not->rule).member("reason", offer.why_not->reason);
    else if (offer.action == cases::Action::assign)
      json.key("to_others").boolean(leads);
    json.end_object();
  }
  json.end_array().key("resolutions").begin_array();
  for (const std::string_view id : cases::offered_resolutions(dossier.value))
    if (const cases::Resolution* resolution = cases::find_resolution(id))
      write_resolution(json, *resolution);
  json.end_array();
}

void write_work(Writer& json, const Dossier& dossier, store::Reader& reader) {
  write_proposals(json, dossier);
  write_comments(json, dossier.work);
  write_tasks(json, dossier.work);
  json.key("holds").begin_array();
  for (const cases::Hold& hold : dossier.holds) write_hold(json, hold);
  json.end_array();
  write_notices(json, dossier.work, reader);
  write_effects(json, dossier.work);
}

}  // namespace weighbridge::api
