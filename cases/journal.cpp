#include "cases/journal.hpp"

#include <utility>

namespace weighbridge::cases {
namespace {

// "shipped/ACME/SHP-1001": document identity of M-3.1 in one word.
std::string document_name(const Receipt& receipt) {
  return std::string(to_string_view(receipt.stage)) + "/" + receipt.supplier.str() + "/" +
         receipt.document.number;
}

}  // namespace

LedgerEntry happened(const Act& act, std::string_view action, std::string object,
                     const CanonicalObject& after, std::string_view reason) {
  LedgerEntry entry;
  entry.at = act.at;
  entry.actor = act.actor;
  entry.role = act.role;
  entry.correlation = act.correlation;
  entry.action = action;
  entry.object = std::move(object);
  entry.after = after.str();
  entry.reason = reason;
  return entry;
}

LedgerEntry message_accepted(const Act& act, std::string_view message_id, std::string_view source,
                             std::uint64_t bytes) {
  return happened(act, "message.accepted", std::string(message_id),
                  CanonicalObject().text("source", source).number("bytes", bytes));
}

LedgerEntry document_recorded(const Act& act, const matching::AcceptedReceipt& receipt,
                              std::uint64_t sequence) {
  return happened(act, "document.recorded", document_name(receipt.receipt),
                  CanonicalObject()
                      .text("content", receipt.content_hash)
                      .number("lines", receipt.receipt.lines.size())
                      .text("purpose", to_string_view(receipt.receipt.document.purpose))
                      .number("sequence", sequence)
                      .text("source", receipt.source));
}

LedgerEntry document_refused(const Act& act, std::string_view document, std::string_view source,
                             std::string_view error_class, std::string_view reason) {
  LedgerEntry entry = happened(act, "document.refused", std::string(document),
                               CanonicalObject().text("class", error_class).text("source", source));
  entry.reason = reason;
  return entry;
}

LedgerEntry event_recorded(const Act& act, const matching::AcceptedEvent& event) {
  return happened(act, "event.recorded",
                  std::string(to_string_view(event.event.kind)) + "/" + event.event.id,
                  CanonicalObject().text("source", event.source));
}

LedgerEntry reference_put(const Act& act, std::string_view source, std::size_t rows) {
  return happened(act, "reference.put", std::string(source),
                  CanonicalObject().number("rows", rows));
}

std::string supplier_object(std::string_view supplier) {
  return "supplier/" + std::string(supplier);
}

LedgerEntry payee_changed(const Act& act, std::string_view supplier, std::string_view source) {
  return happened(act, kPayeeChanged, supplier_object(supplier),
                  CanonicalObject().text("source", source));
}

std::vector<LedgerEntry> case_entries(const Act& act, const std::vector<CaseEvent>& events) {
  std::vector<LedgerEntry> entries;
  entries.reserve(events.size());
  for (const CaseEvent& event : events) {
    LedgerEntry& entry = entries.emplace_back();
    entry.at = act.at;
    entry.actor = act.actor;
    entry.role = act.role;
    entry.correlation = act.correlation;
    entry.action = event.action;
    entry.object = event.case_id;
    entry.before = event.before;
    entry.after = event.after;
    entry.reason = event.reason;
  }
  return entries;
}

}  // namespace weighbridge::cases
