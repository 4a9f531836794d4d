// A canonical receipt for a person.
#pragma once

#include <cstddef>
#include <string>

#include "gateway/cli/text.hpp"
#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"

namespace weighbridge::cli {

/// What it is, its lines as a table (columns nobody filled are left out), charges, taxes and
/// totals.
std::string receipt_text(const Receipt& receipt, const Style& style, std::size_t indent);

/// An event in one line.
std::string event_text(const InventoryEvent& event);

}  // namespace weighbridge::cli
