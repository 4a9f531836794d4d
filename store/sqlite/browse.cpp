#include "store/browse.hpp"

#include <limits>

#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {

std::vector<matching::AcceptedReceipt> Session::receipt_page(const ReceiptQuery& query) {
  // With an order given its lines lead to the receipts; a supplier without one leads over its
  // index.
  const bool by_order = !query.po.empty() && !query.supplier.empty();
  Statement rows = connection_.prepare(
      by_order ? "SELECT sequence, source, interchange_control, content_hash, json FROM receipts "
                 "WHERE sequence IN (SELECT receipt FROM receipt_lines WHERE partition = ?6 "
                 "                   AND supplier = ?2 AND po = ?5) "
                 "  AND sequence < ?1 AND (?3 = '' OR stage = ?3) AND (?4 = '' OR document = ?4) "
                 "ORDER BY sequence DESC LIMIT ?7"
               : "SELECT sequence, source, interchange_control, content_hash, json FROM receipts "
                 "WHERE sequence < ?1 AND (?2 = '' OR supplier = ?2) AND (?3 = '' OR stage = ?3) "
                 "  AND (?4 = '' OR document = ?4) "
                 "  AND (?5 = '' OR EXISTS (SELECT 1 FROM receipt_lines AS line "
                 "                          WHERE line.partition >= ?6 AND line.po = ?5 "
                 "                          AND line.receipt = receipts.sequence)) "
                 "ORDER BY sequence DESC LIMIT ?7");
  const std::int64_t partition =
      by_order ? partition_of(SupplierId(query.supplier), PoNumber(query.po)) : 0;
  rows.bind_all(sql_limit(query.before), query.supplier, query.stage, query.document, query.po,
                partition, sql_limit(query.limit));
  return read_receipts(rows);
}

std::optional<matching::AcceptedReceipt> Session::receipt(std::uint64_t sequence) {
  Statement rows = connection_.prepare(
      "SELECT sequence, source, interchange_control, content_hash, json FROM receipts "
      "WHERE sequence = ?1");
  rows.bind_all(sql_limit(sequence));
  std::vector<matching::AcceptedReceipt> found = read_receipts(rows);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<matching::AcceptedEvent> Session::event_page(const EventQuery& query) {
  Statement rows = connection_.prepare(
      "SELECT sequence, source, json FROM events "
      "WHERE sequence < ?1 AND (?2 = '' OR kind = ?2) AND (?3 = '' OR id = ?3) "
      "ORDER BY sequence DESC LIMIT ?4");
  rows.bind_all(sql_limit(query.before), query.kind, query.id, sql_limit(query.limit));
  return read_events(rows);
}

std::vector<cases::Case> Session::case_page(const CaseQuery& query) {
  Statement rows = connection_.prepare(
      "SELECT year, number FROM cases "
      "WHERE (year, number) < (?1, ?2) AND (?3 = '' OR state = ?3) AND (?4 = 0 OR is_open = 1) "
      "  AND (?5 = '' OR supplier = ?5) AND (?6 = '' OR owner = ?6) "
      "  AND (?7 = '' OR assignee = ?7) AND (?8 = '' OR po = ?8) AND at_stake_order >= ?9 "
      "  AND opened_at <= ?10 "
      "  AND (?11 = '' OR EXISTS (SELECT 1 FROM case_items AS item WHERE item.year = cases.year "
      "                           AND item.number = cases.number AND item.code = ?11)) "
      "  AND (?12 = '' OR instr(lower(title), lower(?12)) OR instr(lower(po), lower(?12)) "
      "       OR instr(lower(invoice), lower(?12)) "
      "       OR instr(printf('dc-%d-%08d', year, number), lower(?12))) "
      "ORDER BY year DESC, number DESC LIMIT ?13");
  const std::string_view state = query.state ? to_string_view(*query.state) : std::string_view();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  const std::int64_t min_amount = query.min_amount ? order_of(*query.min_amount) : kLeast;
  const std::int64_t opened_before = query.opened_before ? seconds_of(*query.opened_before)
                                                         : std::numeric_limits<std::int64_t>::max();
  rows.bind_all(std::int64_t{query.before.year}, sql_limit(query.before.number), state,
                std::int64_t{query.open_only}, query.supplier, query.owner, query.assignee,
                query.po, min_amount, opened_before, query.code, query.text,
                sql_limit(query.limit));
  std::vector<cases::Case> found;
  while (rows.step()) {
    const cases::CaseNumber number{static_cast<int>(rows.integer(0)),
                                   static_cast<std::uint64_t>(rows.integer(1))};
    if (auto value = find_case(to_string(number))) found.push_back(std::move(*value));
  }
  return found;
}

void Session::judged_rows_of(
    std::string_view owner,
    const std::function<void(matching::ResultKind, std::string_view)>& visit) {
  Statement rows = connection_.prepare(
      "SELECT kind, row FROM judged_rows WHERE owner = ?1 ORDER BY kind, position");
  rows.bind_all(owner);
  while (rows.step()) visit(static_cast<matching::ResultKind>(rows.integer(0)), rows.text(1));
}

void Session::judged_rows_of_kind(
    matching::ResultKind kind, std::string_view after,
    const std::function<bool(std::string_view, std::string_view)>& visit) {
  Statement rows = connection_.prepare(
      "SELECT owner, row FROM judged_rows WHERE owner > ?1 AND kind = ?2 "
      "ORDER BY owner, position");
  const auto kind_number = static_cast<std::int64_t>(kind);
  rows.bind_all(after, kind_number);
  while (rows.step())
    if (!visit(rows.text(0), rows.text(1))) return;
}

}  // namespace weighbridge::store::sqlite
