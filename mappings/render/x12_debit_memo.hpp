// 812 Credit/Debit Adjustment: what we take off a bill, and why (resolution DBM).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/render/x12_outbound.hpp"

namespace weighbridge {

/// One reason of the memo. Amounts are positive: all of it is taken off, unless `credit`.
struct DebitLine {
  std::string reason;  ///< data element 426, as adjustment_reason() gives it
  Money amount;
  bool credit = false;  ///< it is given back instead
  std::optional<Quantity> quantity;
  std::string uom;
  std::optional<UnitPrice> unit_price;
  std::string po_line;
  ItemRef item;
};

struct DebitMemo {
  std::string number;
  std::optional<Date> date;  ///< nothing: the day of the envelope
  Currency currency;
  SupplierId supplier;
  std::string invoice, po, case_number;
  std::vector<DebitLine> lines;
};

/// The interchange. The total is the sum of the lines.
std::string render_debit_memo(const X12Envelope& envelope, const DebitMemo& memo);

}  // namespace weighbridge
