// What a receipt that a partner or warehouse states in our own formats must make sense of, beyond
// every member being well-formed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "parsers/finding.hpp"

namespace weighbridge {

struct RuleFlaw {
  std::optional<std::size_t> line;  ///< index in `Receipt::lines`; absent: the document as a whole
  std::string member;               ///< "quantity", "document.number"
  std::string message, mend;
};

/// Says what follows from the rest and may be left out: a line's number is its place in the
/// document, its order is the one that the document refers to (or is).
void complete_receipt(Receipt& receipt);

/// The document kind that a stage has unless it says otherwise.
DocumentKind usual_kind(Stage stage);

/// Every reason not to accept `receipt`; empty when there is none.
std::vector<RuleFlaw> check_receipt(const Receipt& receipt);

/// Every member that an event of its kind must have and this one lacks.
std::vector<RuleFlaw> check_event(const InventoryEvent& event);

/// Leaves out the events that say too little, with a finding for each flaw.
void leave_out_incomplete(std::vector<InventoryEvent>& events, Findings& findings);

/// A supplier that is named by an identifier of its row in suppliers.csv (EDI id, GLN, DUNS, tax
/// id) becomes the row's supplier. Returns which rule of the contract applied.
std::string resolve_supplier(Receipt& receipt, const ReferenceData& reference);

}  // namespace weighbridge
