// The reasons we give to suppliers, in the codes of X12 (matching specification, section 18).
#pragma once

#include <string_view>

#include "mappings/canonical/receipt.hpp"
#include "parsers/finding.hpp"

namespace weighbridge {

/// Data element 426 (812 CDD01, 820 ADX02) of a rule such as "Q09"; "" for rules that have no
/// reason of their own. `whole`: it is about all of the quantity, not a part.
std::string_view adjustment_reason(std::string_view rule, bool whole);

/// Data element 412 (861 RCD08) of a rule; "" for rules that are no condition of goods.
std::string_view receiving_condition(std::string_view rule);
/// The same of a received line: its own code where it is one of the standard's, else what its
/// condition says; "" for good ones without a code.
std::string_view receiving_condition(const ReceiptLine& line);

/// Data element 647 (824 TED01) of a flaw, whether of the syntax or of the map, or of a rule that
/// rejects a document (D01); "024" (other, with its text) where the list has nothing closer.
std::string_view application_error(const Finding& finding);

}  // namespace weighbridge
