#include "mappings/canonical/json.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

// What we wrote and cannot read any more is damage, and says where.
[[noreturn]] void unreadable(const Connection& connection, std::string_view what,
                             std::int64_t sequence, const Findings& findings) {
  std::string message = std::string(what) + " " + std::to_string(sequence) + " cannot be read";
  if (!findings.empty()) message += " (" + findings.front().message + ")";
  connection.damaged(message);
}

}  // namespace

std::vector<matching::AcceptedReceipt> Session::read_receipts(Statement& rows) const {
  std::vector<matching::AcceptedReceipt> found;
  while (rows.step()) {
    Findings findings;
    auto receipt = parse_receipt(rows.text(4), findings);
    if (!receipt) unreadable(connection_, "receipt", rows.integer(0), findings);
    found.push_back({std::move(*receipt), rows.text(1), rows.text(2), rows.text(3),
                     static_cast<std::uint64_t>(rows.integer(0))});
  }
  return found;
}

std::vector<matching::AcceptedReceipt> Session::receipts() {
  Statement rows = connection_.prepare(
      "SELECT sequence, source, interchange_control, content_hash, json "
      "FROM receipts ORDER BY sequence");
  return read_receipts(rows);
}

std::vector<matching::AcceptedReceipt> Session::receipts_of(const SupplierId& supplier,
                                                            const PoNumber& po) {
  Statement rows = connection_.prepare(
      "SELECT sequence, source, interchange_control, content_hash, json FROM receipts "
      "WHERE sequence IN (SELECT receipt FROM receipt_lines "
      "                   WHERE partition = ?1 AND supplier = ?2 AND po = ?3) "
      "ORDER BY sequence");
  const std::int64_t partition = partition_of(supplier, po);
  rows.bind_all(partition, supplier.str(), po.str());
  return read_receipts(rows);
}

std::uint64_t Session::add_receipt(const matching::AcceptedReceipt& accepted) {
  const Receipt& receipt = accepted.receipt;
  connection_.run(
      "INSERT INTO receipts (stage, supplier, document, purpose, content_hash, "
      "                      interchange_control, source, json) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      to_string_view(receipt.stage), receipt.supplier.str(), receipt.document.number,
      to_string_view(receipt.document.purpose), accepted.content_hash, accepted.interchange_control,
      accepted.source, to_json(receipt));
  const std::int64_t sequence = connection_.last_rowid();
  add_receipt_lines(sequence, receipt);
  add_links(sequence, receipt);
  return static_cast<std::uint64_t>(sequence);
}

void Session::add_receipt_lines(std::int64_t sequence, const Receipt& receipt) {
  Statement insert = connection_.prepare(
      "INSERT INTO receipt_lines (partition, supplier, po, receipt, position, po_line, sku) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  const PoNumber document_po(receipt.references.po);
  for (std::size_t i = 0; i < receipt.lines.size(); ++i) {
    const ReceiptLine& line = receipt.lines[i];
    const PoNumber& po = line.po.empty() ? document_po : line.po;
    insert.run(std::int64_t{partition_of(receipt.supplier, po)}, receipt.supplier.str(), po.str(),
               sequence, static_cast<std::int64_t>(i), line.po_line, line.item.sku);
  }
}

std::uint64_t Session::last_receipt() {
  Statement row = connection_.prepare("SELECT max(sequence) FROM receipts");
  row.step();
  return static_cast<std::uint64_t>(row.optional_integer(0).value_or(0));
}

Sequences Session::receipts_after(std::uint64_t sequence) {
  Sequences found;
  Statement rows = connection_.prepare("SELECT sequence FROM receipts WHERE sequence > ?1");
  rows.bind_all(static_cast<std::int64_t>(sequence));
  while (rows.step()) found.insert(static_cast<std::uint64_t>(rows.integer(0)));
  return found;
}

std::vector<matching::AcceptedEvent> Session::events() {
  return events_after(0);
}

std::vector<matching::AcceptedEvent> Session::events_after(std::uint64_t sequence) {
  Statement rows = connection_.prepare(
      "SELECT sequence, source, json FROM events WHERE sequence > ?1 ORDER BY sequence");
  rows.bind_all(static_cast<std::int64_t>(sequence));
  return read_events(rows);
}

std::optional<matching::AcceptedEvent> Session::find_event(EventKind kind, std::string_view id) {
  Statement rows =
      connection_.prepare("SELECT sequence, source, json FROM events WHERE kind = ?1 AND id = ?2");
  const std::string_view word = to_string_view(kind);
  rows.bind_all(word, id);
  std::vector<matching::AcceptedEvent> found = read_events(rows);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<matching::AcceptedEvent> Session::read_events(Statement& rows) const {
  std::vector<matching::AcceptedEvent> found;
  while (rows.step()) {
    Findings findings;
    auto event = parse_event(rows.text(2), findings);
    if (!event) unreadable(connection_, "event", rows.integer(0), findings);
    found.push_back({std::move(*event), rows.text(1), static_cast<std::uint64_t>(rows.integer(0))});
  }
  return found;
}

bool Session::add_event(const matching::AcceptedEvent& accepted) {
  connection_.run(
      "INSERT INTO events (kind, id, source, json) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (kind, id) DO NOTHING",
      to_string_view(accepted.event.kind), accepted.event.id, accepted.source,
      to_json(accepted.event));
  if (connection_.changes() == 0) return false;
  add_links(connection_.last_rowid(), accepted.event);
  return true;
}

}  // namespace weighbridge::store::sqlite
