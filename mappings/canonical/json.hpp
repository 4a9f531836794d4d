// Receipts and events as JSON, weighbridge.receipt/1 and weighbridge.event/1 (docs/formats/).
//
// Writing and reading are exact inverses: `parse_receipt(to_json(r)) == r`, whatever is in `r`.
// Whether a receipt makes sense is asked elsewhere (mappings/reader/receipt_rules.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "parsers/finding.hpp"
#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge {

/// Writes the value where `json` stands: members in the contract's order, empty ones left out,
/// money with at least its currency's digits.
void write_json(json::Writer& json, const Receipt& receipt);
void write_json(json::Writer& json, const InventoryEvent& event);

std::string to_json(const Receipt& receipt);
std::string to_json(const InventoryEvent& event);

/// The bytes that say whether two deliveries carry the same content (M-3.2): the JSON without
/// `recorded`, which the gateway adds.
std::string canonical_bytes(const Receipt& receipt);
std::string canonical_bytes(const InventoryEvent& event);

/// Reads one JSON text. Every mistake is added to `findings` with line, column and the member's
/// path; nothing is returned when one of them is an error.
std::optional<Receipt> parse_receipt(std::string_view text, Findings& findings);
std::optional<InventoryEvent> parse_event(std::string_view text, Findings& findings);

/// The same from a value of a document that has been read already. What could be read is in the
/// result even when errors were found; more than `findings_max` findings are not listed but
/// counted.
Receipt read_receipt(const json::Document& document, json::Value value, Findings& findings,
                     std::uint32_t findings_max = 100);
InventoryEvent read_event(const json::Document& document, json::Value value, Findings& findings,
                          std::uint32_t findings_max = 100);

}  // namespace weighbridge
