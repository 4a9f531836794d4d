// What people did with a case, read.
#include "store/sqlite/kept_json.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

using cases::CaseProposal;

/// Lists are kept as facts without names: [["", "word"], ...] would be another shape, so each word
/// is a fact's name.
std::vector<std::string> names_of(const Connection& connection, const std::string& json) {
  const auto facts = parse_facts(json);
  if (!facts) connection.damaged("a list of a case cannot be read");
  std::vector<std::string> names;
  for (const auto& [name, nothing] : *facts) names.push_back(name);
  return names;
}

std::map<cases::Proof, std::string> evidence_of(const Connection& connection,
                                                const std::string& json) {
  const auto facts = parse_facts(json);
  if (!facts) connection.damaged("the evidence of a proposal cannot be read");
  std::map<cases::Proof, std::string> evidence;
  for (const auto& [name, value] : *facts)
    if (const auto proof = cases::proof_from(name)) evidence.emplace(*proof, value);
  return evidence;
}

std::uint32_t small(const Statement& row, int column) {
  return static_cast<std::uint32_t>(row.integer(column));
}

}  // namespace

std::vector<cases::Approval> Session::read_approvals(Statement& rows) const {
  std::vector<cases::Approval> found;
  while (rows.step()) {
    cases::Approval& approval = found.emplace_back();
    approval.person = rows.text(0);
    const auto duty = cases::duty_from(rows.text(1));
    if (!duty) connection_.damaged("an approval was given as the unknown '" + rows.text(1) + "'");
    approval.as = *duty;
    approval.consent = rows.integer(2) != 0;
    approval.amount = money_of(connection_, rows.text(3));
    approval.counted = money_of(connection_, rows.text(4));
    approval.supplier = rows.text(5);
    approval.at = rows.instant(6);
  }
  return found;
}

std::vector<CaseProposal> Session::case_proposals(std::int64_t year, std::int64_t number) {
  std::vector<CaseProposal> found;
  Statement rows = connection_.prepare(
      "SELECT proposal, state, resolution, reason_code, reason, amount, currency, evaluated, "
      "       about_stock, discrepancies, rules, evidence, until, proposed_by, proposed_at, "
      "       settled_by, settled_reason, settled_at "
      "FROM case_proposals WHERE year = ?1 AND number = ?2 ORDER BY proposal");
  rows.bind_all(year, number);
  while (rows.step()) {
    CaseProposal& proposal = found.emplace_back();
    proposal.number = small(rows, 0);
    const auto state = cases::proposal_state_from(rows.text(1));
    if (!state) connection_.damaged("a proposal is in the unknown state '" + rows.text(1) + "'");
    proposal.state = *state;
    proposal.resolution = rows.text(2);
    proposal.reason_code = rows.text(3);
    proposal.reason = rows.text(4);
    proposal.amount = money_of(connection_, rows.text(5));
    proposal.currency = currency_of(connection_, rows.text(6));
    proposal.evaluated = money_of(connection_, rows.text(7));
    proposal.about_stock = rows.integer(8) != 0;
    proposal.discrepancies = names_of(connection_, rows.text(9));
    proposal.rules = names_of(connection_, rows.text(10));
    proposal.evidence = evidence_of(connection_, rows.text(11));
    if (const auto until = rows.optional_text(12)) proposal.until = parse_date(*until);
    proposal.by = rows.text(13);
    proposal.at = rows.instant(14);
    proposal.settled_by = rows.text(15);
    proposal.settled_reason = rows.text(16);
    proposal.settled_at = optional_instant(rows, 17);
    Statement approvals = connection_.prepare(
        "SELECT person, duty, consent, amount, counted, supplier, at FROM case_approvals "
        "WHERE year = ?1 AND number = ?2 AND proposal = ?3 ORDER BY position");
    approvals.bind_all(year, number, std::int64_t{proposal.number});
    proposal.approvals = read_approvals(approvals);
  }
  return found;
}

cases::CaseWork Session::case_work(std::string_view case_id) {
  const cases::CaseNumber id = number_of(case_id);
  const std::int64_t year = id.year;
  const auto number = static_cast<std::int64_t>(id.number);
  cases::CaseWork work;
  work.proposals = case_proposals(year, number);
  Statement comments = connection_.prepare(
      "SELECT comment, at, person, text, mentions, message FROM case_comments "
      "WHERE year = ?1 AND number = ?2 ORDER BY comment");
  comments.bind_all(year, number);
  while (comments.step())
    work.comments.push_back({small(comments, 0), comments.instant(1), comments.text(2),
                             comments.text(3), names_of(connection_, comments.text(4)),
                             comments.text(5)});
  Statement files = connection_.prepare(
      "SELECT attachment, at, person, name, media_type, bytes, sha256 FROM case_attachments "
      "JOIN payloads USING (payload) WHERE year = ?1 AND number = ?2 ORDER BY attachment");
  files.bind_all(year, number);
  while (files.step())
    work.attachments.push_back({small(files, 0), files.instant(1), files.text(2), files.text(3),
                                files.text(4), static_cast<std::uint64_t>(files.integer(5)),
                                files.text(6)});
  Statement tasks = connection_.prepare(
      "SELECT task, title, role, assignee, due, given_by, given_at, done_by, result, done_at "
      "FROM case_tasks WHERE year = ?1 AND number = ?2 ORDER BY task");
  tasks.bind_all(year, number);
  while (tasks.step())
    work.tasks.push_back({small(tasks, 0), tasks.text(1), tasks.text(2), tasks.text(3),
                          tasks.instant(4), tasks.text(5), tasks.instant(6), tasks.text(7),
                          tasks.text(8), optional_instant(tasks, 9)});
  Statement notices = connection_.prepare(
      "SELECT sequence, item_key, impact, kind, outbound, at FROM case_notices "
      "WHERE year = ?1 AND number = ?2 ORDER BY position");
  notices.bind_all(year, number);
  while (notices.step())
    work.notices.push_back({small(notices, 0), notices.text(1),
                            money_of(connection_, notices.text(2)), notices.text(3),
                            notices.text(4), notices.instant(5)});
  Statement effects = connection_.prepare(
      "SELECT id, proposal, effect, state, way, outbound, task, due, person, note "
      "FROM case_effects WHERE year = ?1 AND number = ?2 ORDER BY position");
  effects.bind_all(year, number);
  while (effects.step()) {
    const auto effect = cases::effect_from(effects.text(2));
    const auto state = cases::effect_state_from(effects.text(3));
    if (!effect || !state) connection_.damaged("an effect of a case cannot be read");
    work.effects.push_back({effects.text(0), small(effects, 1), *effect, *state, effects.text(4),
                            effects.text(5), small(effects, 6), optional_instant(effects, 7),
                            effects.text(8), effects.text(9)});
  }
  Statement states = connection_.prepare(
      "SELECT state, since FROM case_states WHERE year = ?1 AND number = ?2 ORDER BY position");
  states.bind_all(year, number);
  while (states.step()) {
    const auto state = cases::case_state_from(states.text(0));
    if (!state) connection_.damaged("a case was in the unknown state '" + states.text(0) + "'");
    work.states.push_back({*state, states.instant(1)});
  }
  return work;
}

bool Session::has_current_proposal(std::string_view case_id) {
  const cases::CaseNumber number = number_of(case_id);
  Statement row = connection_.prepare(
      "SELECT 1 FROM case_proposals WHERE year = ?1 AND number = ?2 "
      "AND state IN ('open', 'approved', 'executing')");
  row.bind_all(std::int64_t{number.year}, static_cast<std::int64_t>(number.number));
  return row.step();
}

bool Session::attachment_bytes(std::string_view case_id, std::uint32_t attachment,
                               const std::function<void(std::string_view)>& visit) {
  const cases::CaseNumber number = number_of(case_id);
  Statement row = connection_.prepare(
      "SELECT payload FROM case_attachments WHERE year = ?1 AND number = ?2 AND attachment = ?3");
  row.bind_all(std::int64_t{number.year}, static_cast<std::int64_t>(number.number),
               std::int64_t{attachment});
  return row.step() && payload_bytes(row.integer(0), visit);
}

std::vector<cases::Approval> Session::approvals_by(std::string_view person,
                                                   std::string_view supplier, Instant since) {
  Statement rows = connection_.prepare(
      "SELECT person, duty, consent, amount, counted, supplier, at FROM case_approvals "
      "WHERE person = ?1 AND supplier = ?2 AND at >= ?3 ORDER BY at");
  rows.bind_all(person, supplier, sqlite::seconds_of(since));
  return read_approvals(rows);
}

}  // namespace weighbridge::store::sqlite
