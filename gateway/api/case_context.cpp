// What opening a case attaches (M-16.2), gathered when it is looked at.
#include <algorithm>
#include <set>

#include "gateway/api/case_sections.hpp"
#include "gateway/casework/dossier.hpp"
#include "gateway/cli/judgement_json.hpp"
#include "mappings/canonical/json.hpp"
#include "matching/parts/links.hpp"
#include "matching/parts/packing.hpp"

namespace weighbridge::api {
namespace {

using json::Writer;

constexpr std::chrono::days kMovements{30}, kEarlier{180};
constexpr std::size_t kMovementsMax = 200, kEarlierMax = 20;

void write_documents(Writer& json, const std::vector<matching::AcceptedReceipt>& documents,
                     store::Reader& reader) {
  json.key("documents").begin_array();
  for (const matching::AcceptedReceipt& accepted : documents) {
    const Receipt& receipt = accepted.receipt;
    const auto row = reader.document_of_receipt(accepted.sequence);
    json.begin_object().member("stage", to_string_view(receipt.stage));
    json.member("document", receipt.document.number);
    if (receipt.document.date) json.member("date", to_string(*receipt.document.date));
    json.member("receipt", std::to_string(accepted.sequence));
    json.member("message", row ? row->message : accepted.source).end_object();
  }
  json.end_array();
}

/// Everything that is kept for the case's order and documents.
matching::Judgement results_of(const cases::Case& value,
                               const std::vector<matching::AcceptedReceipt>& documents,
                               store::Reader& reader) {
  store::Words owners{matching::owner_of(value.anchor)};
  for (const matching::AcceptedReceipt& accepted : documents) {
    const Receipt& receipt = accepted.receipt;
    owners.insert(matching::document_key(receipt.supplier, receipt.document.number));
    for (const ReceiptLine& line : receipt.lines)
      if (!line.po.str().empty()) owners.insert(matching::order_key(line.po.str()));
  }
  matching::Judgement judgement;
  for (const std::string& owner : owners)
    reader.judged_rows_of(owner, [&](matching::ResultKind kind, std::string_view row) {
      matching::unpack_into(judgement, kind, row);
    });
  return judgement;
}

void write_causes(Writer& json, const std::vector<matching::Cause>& causes) {
  json.key("causes").begin_array();
  for (const matching::Cause& cause : causes) {
    json.begin_object().member("name", cause.name);
    json.member("confidence", cause.confidence.to_string()).key("evidence").begin_array();
    for (const std::string& sentence : cause.evidence) json.string(sentence);
    json.end_array().end_object();
  }
  json.end_array();
}

void write_arithmetic(Writer& json, const cases::Case& value,
                      const matching::Judgement& judgement) {
  json.key("arithmetic").begin_array();
  for (const matching::Discrepancy& d : judgement.discrepancies) {
    const std::string key = d.key();
    const bool is_its_own = std::any_of(
        value.items.begin(), value.items.end(),
        [&](const cases::CaseItem& item) { return !item.cleared_at && item.key == key; });
    if (!is_its_own) continue;
    json.begin_object().member("rule", d.rule).member("code", d.code);
    json.member("document", d.document).member("document_line", d.document_line);
    json.member("expected", d.expected).member("actual", d.actual).key("steps").begin_array();
    for (const std::string& step : d.arithmetic) json.string(step);
    json.end_array();
    write_causes(json, d.causes);
    json.end_object();
  }
  json.end_array();
}

/// The order lines that it is about: its own, or those of the orders that its invoice bills.
void write_lines(Writer& json, const cases::Case& value,
                 const std::vector<matching::AcceptedReceipt>& documents,
                 const matching::Judgement& judgement) {
  const matching::Anchor& anchor = value.anchor;
  std::set<PoNumber> orders{anchor.po};
  if (anchor.po.str().empty())
    for (const matching::AcceptedReceipt& accepted : documents)
      for (const ReceiptLine& line : accepted.receipt.lines) orders.insert(line.po);
  json.key("lines").begin_array();
  for (const matching::LineResult& line : judgement.lines)
    if (line.supplier == anchor.supplier && orders.contains(line.po) &&
        (anchor.po_line.empty() || line.po_line == anchor.po_line))
      cli::write_row(json, line);
  json.end_array();
}

/// The keys that events about stock of these items have.
store::Words item_keys(const cases::Case& value) {
  store::Words keys;
  for (const cases::CaseItem& item : value.items) {
    if (item.sku.empty()) continue;
    InventoryEvent event;
    event.kind = EventKind::adjustment;
    event.sku = item.sku;
    for (std::string& key : matching::links_of(event).keys) keys.insert(std::move(key));
  }
  return keys;
}

void write_movements(Writer& json, const cases::Case& value, store::Reader& reader) {
  json.key("movements").begin_array();
  std::size_t written = 0;
  for (const matching::AcceptedEvent& accepted : reader.linked_events(item_keys(value))) {
    const InventoryEvent& event = accepted.event;
    const bool is_its_item =
        std::any_of(value.items.begin(), value.items.end(),
                    [&](const cases::CaseItem& item) { return item.sku == event.sku; });
    const bool is_there =
        value.site.empty() || event.site == value.site || event.to_site == value.site;
    if (!is_its_item || !is_there || !event.at || ++written > kMovementsMax) continue;
    if (event.at->at < value.opened_at - kMovements) continue;
    weighbridge::write_json(json, event);
  }
  json.end_array();
}

void write_earlier(Writer& json, const cases::Case& value, store::Reader& reader) {
  std::vector<std::string> codes;
  for (const cases::CaseItem& item : value.items) codes.push_back(item.code);
  json.key("earlier_cases").begin_array();
  if (!value.anchor.supplier.str().empty())
    for (const cases::Case& other : reader.earlier_cases(value.anchor.supplier.str(), codes,
                                                         value.opened_at - kEarlier, kEarlierMax)) {
      if (other.id == value.id || other.opened_at > value.opened_at) continue;
      json.begin_object().member("id", other.id).member("title", other.title);
      json.member("status", to_string_view(other.state));
      json.member("amount", to_string(other.at_stake, other.currency));
      json.member("currency", other.currency.code());
      json.member("opened", to_string(other.opened_at)).end_object();
    }
  json.end_array();
}

}  // namespace

void write_context(Writer& json, const cases::Case& value, store::Reader& reader) {
  const std::vector<matching::AcceptedReceipt> documents = casework::documents_of(value, reader);
  const matching::Judgement judgement = results_of(value, documents, reader);
  write_documents(json, documents, reader);
  write_arithmetic(json, value, judgement);
  write_lines(json, value, documents, judgement);
  write_movements(json, value, reader);
  write_earlier(json, value, reader);
}

}  // namespace weighbridge::api
