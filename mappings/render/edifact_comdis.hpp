// COMDIS: a dispute about an invoice, told to the supplier.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/decimal.hpp"
#include "mappings/render/edifact_writer.hpp"

namespace weighbridge {

/// What is disputed of an invoice, or of one line of it.
struct DisputedPoint {
  std::string line;  ///< of the invoice; empty: the whole of it
  std::string code;  ///< of the discrepancy, such as "Q01"
  std::string text;
  std::optional<Money> amount;
};

struct Dispute {
  std::string number;  ///< of this message
  std::string case_number;
  std::string invoice;
  std::optional<Date> invoice_date;
  std::optional<Money> invoice_amount;
  Currency currency;
  std::vector<DisputedPoint> points;
};

/// 4465: the adjustment reason of a discrepancy (matching.md, section 18).
std::string_view adjustment_reason(std::string_view code);

/// A whole interchange with one COMDIS.
std::string render_comdis(const EdifactParties& parties, const EdifactStamp& stamp,
                          EdifactDirectory directory, const Dispute& dispute);

}  // namespace weighbridge
