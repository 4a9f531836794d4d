// Places to put stores, one fixture type for each kind of database, and values to put into them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <unistd.h>

#include "store/store.hpp"

namespace weighbridge::store::testing {

/// A folder of its own that goes away with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "weighbridge-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What the contract suite asks of a database: any number of stores over the same data, which
/// starts empty and lives as long as the fixture.
class SqliteFixture {
 public:
  std::unique_ptr<Store> open(const StoreOptions& options = {}) {
    return open_sqlite(path(), options);
  }
  std::unique_ptr<Store> open_read_only() { return open_sqlite_read_only(path()); }
  std::string path() const { return folder_.file("store.db"); }

 private:
  TemporaryFolder folder_;
};

inline Instant at(std::string_view text) {
  return parse_instant(text).value();
}
inline Money amount(std::string_view text) {
  return Money(Decimal::parse(text).value());
}

inline cases::LedgerEntry entry(const std::string& object,
                                const std::string& action = "test.done") {
  cases::LedgerEntry value;
  value.at = at("2026-03-02T08:00:00Z");
  value.actor = "weighbridge";
  value.role = "integration";
  value.action = action;
  value.object = object;
  value.before = R"({"a":"1"})";
  value.after = R"({"a":"2"})";
  value.reason = "because";
  value.correlation = "run-1";
  return value;
}

inline matching::AcceptedReceipt receipt(const std::string& number,
                                         const std::string& po = "PO-1") {
  matching::AcceptedReceipt accepted;
  Receipt& value = accepted.receipt;
  value.stage = Stage::shipped;
  value.document.kind = DocumentKind::ship_notice;
  value.document.number = number;
  value.document.date = parse_date("2026-03-02");
  value.supplier = SupplierId("ACME");
  value.currency = Currency::parse("USD").value();
  ReceiptLine& line = value.lines.emplace_back();
  line.line = "1";
  line.po = PoNumber(po);
  line.po_line = "10";
  line.item.sku = "A-100";
  line.quantity = Quantity(Decimal::parse("48").value());
  line.uom = "EA";
  accepted.source = "message of " + number;
  accepted.interchange_control = "000000905";
  accepted.content_hash = "content of " + number;
  return accepted;
}

inline matching::AcceptedEvent event(const std::string& id) {
  matching::AcceptedEvent accepted;
  accepted.event.kind = EventKind::transfer_ship;
  accepted.event.id = id;
  accepted.event.at = parse_moment("2026-03-02T08:00:00Z");
  accepted.event.order = "TO-7";
  accepted.event.line = "1";
  accepted.event.sku = "A-100";
  accepted.event.quantity = Quantity(Decimal::parse("120").value());
  accepted.event.uom = "EA";
  accepted.source = "message of " + id;
  return accepted;
}

inline cases::Case case_value(const std::string& id) {
  cases::Case value;
  value.id = id;
  value.anchor.supplier = SupplierId("ACME");
  value.anchor.po = PoNumber("PO-1");
  value.anchor.po_line = "10";
  value.state = cases::CaseState::triaged;
  value.title = "ACME order PO-1 line 10: billed not received";
  value.owner = "warehouse";
  value.assignee = "w.ortiz";
  value.severity = matching::Severity::high;
  value.cause = "physical_handling";
  value.at_stake = amount("156.00");
  value.currency = Currency::parse("USD").value();
  value.flags = {"CONDITION_GONE", "NO_RESPONSE"};
  value.follows = "DC-2025-00000001";
  value.opened_at = at("2026-03-02T08:00:00Z");
  value.changed_at = at("2026-03-03T08:00:00Z");
  value.version = 3;
  cases::CaseItem& item = value.items.emplace_back();
  item.key = std::string("Q06\x1f") + "ACME";
  item.rule = "Q06";
  item.code = "BILLED_NOT_RECEIVED";
  item.impact_class = matching::ImpactClass::cash;
  item.severity = matching::Severity::medium;
  item.owner = "warehouse";
  item.cause = "timing_delay";
  item.document = "INV-5";
  item.document_line = "1";
  item.sku = "A-100";
  item.quantity = "10";
  item.uom = "EA";
  item.impact = amount("156.00");
  item.currency = Currency::parse("USD").value();
  item.reason = "10 EA billed, not received";
  item.first_seen = at("2026-03-02T08:00:00Z");
  item.cleared_at = at("2026-03-03T08:00:00Z");
  item.cleared_by = "message-9";
  return value;
}

}  // namespace weighbridge::store::testing
