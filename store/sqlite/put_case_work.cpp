// What people did with a case, written.
#include "store/sqlite/kept_json.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

std::string names_json(const std::vector<std::string>& names) {
  Facts facts;
  for (const std::string& name : names) facts.emplace_back(name, std::string());
  return facts_json(facts);
}

std::string evidence_json(const std::map<cases::Proof, std::string>& evidence) {
  Facts facts;
  for (const auto& [proof, value] : evidence)
    facts.emplace_back(std::string(cases::wire_name(proof)), value);
  return facts_json(facts);
}

}  // namespace

void Session::put_proposal(const cases::CaseNumber& number, const cases::CaseProposal& proposal) {
  const std::int64_t year = number.year;
  const auto serial = static_cast<std::int64_t>(number.number);
  std::optional<std::string> until;
  if (proposal.until) until = to_string(*proposal.until);
  connection_.run(
      "INSERT OR REPLACE INTO case_proposals (year, number, proposal, state, resolution, "
      "  reason_code, reason, amount, currency, evaluated, about_stock, discrepancies, rules, "
      "  evidence, until, proposed_by, proposed_at, settled_by, settled_reason, settled_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
      "        ?19, ?20)",
      year, serial, std::int64_t{proposal.number}, to_string_view(proposal.state),
      proposal.resolution, proposal.reason_code, proposal.reason, proposal.amount.value.to_string(),
      proposal.currency.code(), proposal.evaluated.value.to_string(),
      std::int64_t{proposal.about_stock}, names_json(proposal.discrepancies),
      names_json(proposal.rules), evidence_json(proposal.evidence), until, proposal.by,
      sqlite::seconds_of(proposal.at), proposal.settled_by, proposal.settled_reason,
      seconds_of(proposal.settled_at));
  connection_.run("DELETE FROM case_approvals WHERE year = ?1 AND number = ?2 AND proposal = ?3",
                  year, serial, std::int64_t{proposal.number});
  Statement insert = connection_.prepare(
      "INSERT INTO case_approvals (year, number, proposal, position, person, duty, consent, "
      "  amount, counted, supplier, at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
  std::int64_t position = 0;
  for (const cases::Approval& approval : proposal.approvals)
    insert.run(year, serial, std::int64_t{proposal.number}, position++, approval.person,
               to_string_view(approval.as), std::int64_t{approval.consent},
               approval.amount.value.to_string(), approval.counted.value.to_string(),
               approval.supplier, sqlite::seconds_of(approval.at));
}

void Session::put_case_work(std::string_view case_id, const cases::CaseWork& work) {
  const cases::CaseNumber number = number_of(case_id);
  const std::int64_t year = number.year;
  const auto serial = static_cast<std::int64_t>(number.number);
  for (const cases::CaseProposal& proposal : work.proposals) put_proposal(number, proposal);
  Statement comment = connection_.prepare(
      "INSERT OR IGNORE INTO case_comments (year, number, comment, at, person, text, mentions, "
      "  message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  for (const cases::CaseComment& said : work.comments)
    comment.run(year, serial, std::int64_t{said.number}, sqlite::seconds_of(said.at), said.by,
                said.text, names_json(said.mentions), said.message);
  put_case_comments(number, work.comments);
  Statement task = connection_.prepare(
      "INSERT OR REPLACE INTO case_tasks (year, number, task, title, role, assignee, due, "
      "  given_by, given_at, done_by, result, done_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
  for (const cases::CaseTask& each : work.tasks)
    task.run(year, serial, std::int64_t{each.number}, each.title, each.role, each.assignee,
             sqlite::seconds_of(each.due), each.given_by, sqlite::seconds_of(each.given_at),
             each.done_by, each.result, seconds_of(each.done_at));
  Statement notice = connection_.prepare(
      "INSERT OR REPLACE INTO case_notices (year, number, position, sequence, item_key, impact, "
      "  kind, outbound, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  std::int64_t position = 0;
  for (const cases::CaseNotice& each : work.notices)
    notice.run(year, serial, position++, std::int64_t{each.sequence}, each.discrepancy,
               each.impact.value.to_string(), each.kind, each.outbound,
               sqlite::seconds_of(each.at));
  Statement effect = connection_.prepare(
      "INSERT OR REPLACE INTO case_effects (year, number, position, id, proposal, effect, state, "
      "  way, outbound, task, due, person, note) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
  position = 0;
  for (const cases::CaseEffect& each : work.effects)
    effect.run(year, serial, position++, each.id, std::int64_t{each.proposal},
               to_string_view(each.effect), to_string_view(each.state), each.way, each.outbound,
               std::int64_t{each.task}, seconds_of(each.due), each.by, each.note);
}

void Session::add_attachment(std::string_view case_id, const cases::CaseAttachment& attachment,
                             ByteSource& bytes) {
  const cases::CaseNumber number = number_of(case_id);
  KeptBytes kept;
  const std::int64_t payload = add_payload(bytes, kept);
  connection_.run(
      "INSERT INTO case_attachments (year, number, attachment, at, person, name, media_type, "
      "  payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      std::int64_t{number.year}, static_cast<std::int64_t>(number.number),
      std::int64_t{attachment.number}, sqlite::seconds_of(attachment.at), attachment.by,
      attachment.name, attachment.media_type, payload);
}

}  // namespace weighbridge::store::sqlite
