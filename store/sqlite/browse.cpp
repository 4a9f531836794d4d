#include "store/browse.hpp"

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

std::vector<OpenWork> Session::open_work() {
  Statement rows = connection_.prepare(
      "SELECT supplier, currency, count(*), sum(at_stake_order) FROM cases WHERE is_open = 1 "
      "GROUP BY supplier, currency ORDER BY supplier, currency");
  std::vector<OpenWork> found;
  while (rows.step()) {
    OpenWork& work = found.emplace_back();
    work.supplier = rows.text(0);
    work.currency = Currency::parse(rows.text(1)).value_or(Currency());
    work.cases = static_cast<std::uint64_t>(rows.integer(2));
    work.at_stake = Money(Decimal::from_millionths(rows.integer(3)));
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

std::uint64_t Session::feed_position(std::string_view name) {
  Statement row = connection_.prepare("SELECT sequence FROM feeds WHERE name = ?1");
  row.bind_all(name);
  return row.step() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

void Session::put_feed_position(std::string_view name, std::uint64_t sequence) {
  connection_.run(
      "INSERT INTO feeds (name, sequence) VALUES (?1, ?2) "
      "ON CONFLICT (name) DO UPDATE SET sequence = ?2",
      name, static_cast<std::int64_t>(sequence));
}

}  // namespace weighbridge::store::sqlite
