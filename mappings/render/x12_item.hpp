// Segments that several of our sets have: items, references, parties.
#pragma once

#include <string_view>

#include "mappings/canonical/receipt.hpp"
#include "mappings/render/x12_outbound.hpp"

namespace weighbridge {

/// LIN: the order's line and the identifiers; nothing when there are none.
void write_item(X12Outbound& out, std::string_view po_line, const ItemRef& item);
/// REF; nothing when `value` is empty.
void write_reference(X12Outbound& out, std::string_view qualifier, std::string_view value);
/// N1 with an identifier that sender and receiver agreed on; nothing when `id` is empty.
void write_party(X12Outbound& out, std::string_view role, std::string_view id);

}  // namespace weighbridge
