// 820 Remittance Advice: what is paid, and what was taken off each bill and why (resolution SHP).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/receipt.hpp"
#include "mappings/render/x12_outbound.hpp"

namespace weighbridge {

/// Something taken off a bill (positive) or added to it (negative).
struct RemittanceAdjustment {
  Money taken_off;
  std::string reason;       ///< data element 426, as adjustment_reason() gives it
  std::string case_number;  ///< so that an answer can be tied back; may be empty
};

struct RemittedInvoice {
  std::string invoice, po;
  std::optional<Date> date;
  Money gross, paid;
  std::optional<Money> discount;  ///< taken within the terms
  std::vector<RemittanceAdjustment> adjustments;
};

struct Remittance {
  std::string number;        ///< of the payment, TRN02
  std::optional<Date> date;  ///< of the payment; nothing: the day of the envelope
  Currency currency;
  std::string payer;
  SupplierId payee;
  std::vector<RemittedInvoice> invoices;
};

/// ADX01 as the release signs it (M-18.1): before 003050 a positive amount reduces the payment,
/// from 003050 on a negative one.
Money signed_adjustment(std::string_view release, const Money& taken_off);

/// The interchange. The total is the sum of what is paid; a negative total is no payment.
std::string render_remittance(const X12Envelope& envelope, const Remittance& remittance);

}  // namespace weighbridge
