// What `reconcile --format json` printed, as the messages to suppliers that follow from it
// (contract, section 3; matching.md, section 18).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

#include "mappings/render/edifact_comdis.hpp"
#include "mappings/render/x12_debit_memo.hpp"
#include "mappings/render/x12_remittance.hpp"
#include "parsers/json/document.hpp"

namespace weighbridge::cli {

/// Why a message cannot be made: what is wrong, and the mend.
struct RenderRefusal {
  RenderRefusal() = default;
  /// Both, so that a text alone is never taken for a refusal.
  RenderRefusal(std::string what_is_wrong, std::string how_to_mend)
      : what(std::move(what_is_wrong)), mend(std::move(how_to_mend)) {}
  std::string what, mend;
};
template <class Value>
using Rendered = boost::system::result<Value, RenderRefusal>;
/// boost::system::result asks for it; nobody takes the value of a refusal unasked.
[[noreturn]] void throw_exception_from_error(const RenderRefusal& refusal,
                                             const boost::source_location& place);

class ReconciliationFile {
 public:
  /// Reads the text, which must outlive the result.
  static Rendered<ReconciliationFile> parse(std::string_view text);

  /// What is taken off `invoice`, for an 812. `number` is the memo's own.
  Rendered<DebitMemo> debit_memo(std::string_view invoice, std::string number) const;
  /// What is disputed of `invoice`, for a COMDIS.
  Rendered<Dispute> dispute(std::string_view invoice, std::string number) const;
  /// What is paid to `supplier` now, for an 820; all its invoices with something payable.
  Rendered<Remittance> remittance(std::string_view supplier, std::string number) const;

 private:
  /// A difference that costs cash, with the case that it is in.
  struct Claim {
    json::Value discrepancy;
    std::string case_number;
  };

  explicit ReconciliationFile(json::Document document) : document_(std::move(document)) {}
  /// One of the lists that parse() has seen.
  json::Value list(std::string_view name) const { return *document_.root().find(name); }
  std::vector<Claim> claims_on(std::string_view invoice, std::string_view supplier) const;
  Rendered<json::Value> invoice_called(std::string_view invoice) const;

  json::Document document_;
};

}  // namespace weighbridge::cli
