#include "matching/parts/links.hpp"

#include "matching/attach/attached_line.hpp"
#include "matching/items/catalogue.hpp"
#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

std::int64_t signed_of(std::uint64_t sequence) {
  return static_cast<std::int64_t>(sequence);
}

NamedBy role_of(const Receipt& receipt, const matching::Links& links) {
  if (receipt.stage == Stage::ordered) return NamedBy::order;
  return links.without_order ? NamedBy::without_order : NamedBy::other;
}

}  // namespace

void Session::add_links(std::int64_t sequence, const Receipt& receipt) {
  const matching::Links links = matching::links_of(receipt);
  Statement link = connection_.prepare("INSERT INTO receipt_links (link, receipt) VALUES (?1, ?2)");
  for (const std::string& key : links.keys) link.run(key, sequence);
  Statement name =
      connection_.prepare("INSERT INTO receipt_items (item, role, receipt) VALUES (?1, ?2, ?3)");
  const auto role = static_cast<std::int64_t>(role_of(receipt, links));
  for (const std::string& item : links.items) name.run(item, role, sequence);
  if (receipt.stage == Stage::ordered) add_item_names(sequence, receipt);
  add_posting_times(receipt);
}

void Session::add_item_names(std::int64_t sequence, const Receipt& order) {
  Statement insert = connection_.prepare(
      "INSERT INTO item_names (supplier, sku, gtin, upc, vendor, receipt) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING");
  Statement part = connection_.prepare(
      "INSERT INTO item_name_parts (item, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  for (const ReceiptLine& line : order.lines) {
    const ItemRef& item = line.item;
    if (item.empty()) continue;
    insert.run(order.supplier.str(), item.sku, item.gtin, item.upc, item.vendor, sequence);
    if (connection_.changes() == 0) continue;
    const std::int64_t name = connection_.last_rowid();
    for (const std::string& identifier : matching::identifiers_of(item, order.supplier)) {
      if (!identifier.empty()) part.run(identifier, name);
    }
  }
}

void Session::add_posting_times(const Receipt& receipt) {
  const bool posted = receipt.stage == Stage::accrued;
  const Moment at = matching::event_time(receipt);
  if (at.date_only || (!posted && receipt.stage != Stage::received)) return;
  Statement insert = connection_.prepare(
      "INSERT INTO posting_times (supplier, document, posted, at) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT DO NOTHING");
  const auto add = [&](const std::string& document) {
    insert.run(receipt.supplier.str(), document, std::int64_t{posted}, seconds_of(at.at));
  };
  if (!posted) return add(receipt.document.number);
  for (const ReceiptLine& line : receipt.lines) add(line.references.receipt);
}

void Session::add_links(std::int64_t sequence, const InventoryEvent& event) {
  Statement link = connection_.prepare(
      "INSERT INTO event_links (link, event) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  for (const std::string& key : matching::links_of(event).keys) link.run(key, sequence);
}

void Session::link_cases() {
  std::vector<cases::Case> cases = this->cases({});
  Statement update = connection_.prepare(
      "UPDATE cases SET owner_key = ?3 WHERE year = ?1 AND number = ?2 AND owner_key = ''");
  for (const cases::Case& value : cases) {
    const auto number = cases::parse_case_number(value.id);
    update.run(std::int64_t{number->year}, static_cast<std::int64_t>(number->number),
               matching::owner_of(value.anchor));
  }
}

void Session::link_evidence(const std::vector<matching::AcceptedReceipt>& receipts,
                            const std::vector<matching::AcceptedEvent>& events) {
  for (const matching::AcceptedEvent& accepted : events)
    add_links(signed_of(accepted.sequence), accepted.event);
  link_cases();
  for (const matching::AcceptedReceipt& accepted : receipts) {
    const Receipt& receipt = accepted.receipt;
    Statement known =
        connection_.prepare("SELECT 1 FROM receipt_links WHERE link = ?1 AND receipt = ?2");
    const std::string key = matching::document_key(receipt.supplier, receipt.document.number);
    const std::int64_t sequence = signed_of(accepted.sequence);
    known.bind_all(key, sequence);
    if (!known.step()) add_links(sequence, receipt);
  }
}

Sequences Session::linked_receipts(const Words& keys) {
  Sequences found;
  for (const std::string& key : keys) {
    Statement rows = connection_.prepare("SELECT receipt FROM receipt_links WHERE link = ?1");
    rows.bind_all(key);
    while (rows.step()) found.insert(static_cast<std::uint64_t>(rows.integer(0)));
  }
  return found;
}

Sequences Session::receipts_linked_from(const Words& beginnings) {
  Sequences found;
  for (const std::string& beginning : beginnings) {
    // Behind every text that begins so stands the one with the highest character after it.
    const std::string end = beginning + "\U0010FFFF";
    Statement rows =
        connection_.prepare("SELECT receipt FROM receipt_links WHERE link >= ?1 AND link < ?2");
    rows.bind_all(beginning, end);
    while (rows.step()) found.insert(static_cast<std::uint64_t>(rows.integer(0)));
  }
  return found;
}

std::vector<matching::AcceptedEvent> Session::linked_events(const Words& keys) {
  Sequences sequences;
  for (const std::string& key : keys) {
    Statement rows = connection_.prepare("SELECT event FROM event_links WHERE link = ?1");
    rows.bind_all(key);
    while (rows.step()) sequences.insert(static_cast<std::uint64_t>(rows.integer(0)));
  }
  std::vector<matching::AcceptedEvent> found;
  found.reserve(sequences.size());
  for (const std::uint64_t sequence : sequences) {
    Statement rows =
        connection_.prepare("SELECT sequence, source, json FROM events WHERE sequence = ?1");
    rows.bind_all(signed_of(sequence));
    for (matching::AcceptedEvent& event : read_events(rows)) found.push_back(std::move(event));
  }
  return found;
}

Sequences Session::receipts_naming(const Words& items, NamedBy by) {
  Sequences found;
  const auto role = static_cast<std::int64_t>(by);
  for (const std::string& item : items) {
    Statement rows =
        connection_.prepare("SELECT receipt FROM receipt_items WHERE item = ?1 AND role = ?2");
    rows.bind_all(item, role);
    while (rows.step()) found.insert(static_cast<std::uint64_t>(rows.integer(0)));
  }
  return found;
}

std::vector<matching::AcceptedReceipt> Session::receipts_at(const Sequences& sequences) {
  std::vector<matching::AcceptedReceipt> found;
  found.reserve(sequences.size());
  for (const std::uint64_t sequence : sequences) {
    Statement rows = connection_.prepare(
        "SELECT sequence, source, interchange_control, content_hash, json "
        "FROM receipts WHERE sequence = ?1");
    rows.bind_all(signed_of(sequence));
    for (matching::AcceptedReceipt& receipt : read_receipts(rows)) {
      found.push_back(std::move(receipt));
    }
  }
  return found;
}

Words Session::same_items(const Words& items) {
  Words known = items;
  Words fresh = items;
  while (!fresh.empty()) {
    Words next;
    for (const std::string& item : fresh) {
      Statement rows = connection_.prepare(
          "SELECT other.item FROM item_name_parts AS own "
          "JOIN item_names ON item_names.name = own.name "
          "JOIN item_name_parts AS other ON other.name = own.name WHERE own.item = ?1");
      rows.bind_all(item);
      while (rows.step()) {
        std::string other = rows.text(0);
        if (known.insert(other).second) next.insert(std::move(other));
      }
    }
    fresh = std::move(next);
  }
  return known;
}

std::vector<matching::TaughtName> Session::item_names(const Words& items) {
  std::set<std::int64_t> seen;
  std::vector<matching::TaughtName> names;
  for (const std::string& item : items) {
    Statement rows = connection_.prepare(
        "SELECT names.name, names.supplier, names.sku, names.gtin, names.upc, names.vendor "
        "FROM item_name_parts AS part JOIN item_names AS names ON names.name = part.name "
        "WHERE part.item = ?1");
    rows.bind_all(item);
    while (rows.step()) {
      if (!seen.insert(rows.integer(0)).second) continue;
      names.push_back(
          {SupplierId(rows.text(1)), {rows.text(2), rows.text(3), rows.text(4), rows.text(5), {}}});
    }
  }
  matching::sort_names(names);
  return names;
}

Words Session::items_taught_after(std::uint64_t sequence) {
  Words items;
  Statement rows = connection_.prepare(
      "SELECT part.item FROM item_names AS names "
      "JOIN item_name_parts AS part ON part.name = names.name WHERE names.receipt > ?1");
  rows.bind_all(signed_of(sequence));
  while (rows.step()) items.insert(rows.text(0));
  return items;
}

std::optional<std::chrono::seconds> Session::posting_latency(Instant as_of) {
  constexpr std::int64_t kThirtyDays = 30LL * 24 * 60 * 60;
  Statement rows = connection_.prepare(
      "SELECT min(posted.at) - (SELECT min(received.at) FROM posting_times AS received "
      "        WHERE received.supplier = posted.supplier "
      "          AND received.document = posted.document AND received.posted = 0) AS latency "
      "FROM posting_times AS posted "
      "WHERE posted.posted = 1 AND posted.at BETWEEN ?1 - ?2 AND ?1 "
      "GROUP BY posted.supplier, posted.document HAVING latency IS NOT NULL ORDER BY latency");
  rows.bind_all(seconds_of(as_of), kThirtyDays);
  std::vector<std::int64_t> sorted;
  while (rows.step()) sorted.push_back(rows.integer(0));
  if (sorted.empty()) return std::nullopt;
  return std::chrono::seconds{sorted[(sorted.size() * 95 + 99) / 100 - 1]};  // M-1.7
}

}  // namespace weighbridge::store::sqlite
