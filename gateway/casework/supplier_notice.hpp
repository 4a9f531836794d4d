// What a supplier is told of a case, in the syntax of his own documents, with the case number in a
// reference so that his answer can be tied back (section 18).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "cases/casework/case_work.hpp"
#include "gateway/casework/supplier_way.hpp"

namespace weighbridge::casework {

/// What is said.
struct SupplierNotice {
  /// What for: a question while the case is worked, or an effect of a decision.
  enum class Why : std::uint8_t { question, credit, debit, short_pay, correction, rejection };
  Why why = Why::question;
  const cases::Case& about;
  std::vector<const cases::CaseItem*> items;  ///< of the case, that it speaks of
  std::string text;                           ///< of the person who asks; may be empty
  std::optional<Money> amount;                ///< that was decided; nothing: the items' own
  std::uint32_t sequence = 1;                 ///< a later one supersedes (M-18.2)
};

struct RenderedNotice {
  std::string kind;  ///< "812", "824", "820", "COMDIS", "INVOICE_RESPONSE"
  std::string text, file_name, content_type;
};

/// `control` is the next number of what goes out to him.
RenderedNotice render_notice(const SupplierNotice& notice, const SupplierWay& way,
                             std::uint64_t control, Instant now);

}  // namespace weighbridge::casework
