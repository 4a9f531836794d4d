#include "gateway/pipeline/verdicts.hpp"

#include <algorithm>
#include <chrono>

#include "matching/parts/links.hpp"

namespace weighbridge::pipeline {
namespace {

using store::DocumentState;
using store::StoredDocument;

// Section 20: how long a document waits for what it speaks of.
constexpr std::chrono::minutes kForPredecessor{30};
constexpr std::size_t kParkedMax = 500;

}  // namespace

store::Trouble trouble_of(const matching::Refusal& refusal) {
  return {refusal.error_class, refusal.code, refusal.message, refusal.mend};
}

void Verdicts::record() {
  for (const matching::Refusal& refusal : touched_.judgement.refusals) refuse(refusal);
  for (StoredDocument& parked : writer_.due_documents(Instant::max(), kParkedMax))
    if (parked.receipt != 0 && is_free(parked)) accept(parked);
}

void Verdicts::refuse(const matching::Refusal& refusal) {
  for (StoredDocument& document : writer_.documents_of(refusal.source)) {
    const bool meant = document.document == refusal.number &&
                       document.supplier == refusal.supplier.str() && !refusal.number.empty();
    if (!meant) continue;
    still_refused_.push_back(document.number);
    if (document.trouble && document.trouble->code == refusal.code) continue;
    if (document.state == DocumentState::ignored) continue;
    document.trouble = trouble_of(refusal);
    const bool waits = refusal.error_class == "SEQUENCE";
    document.state = waits ? DocumentState::parked : DocumentState::quarantined;
    document.due = std::nullopt;
    if (waits) document.due = now_ + kForPredecessor;
    document.decided_at = now_;
    writer_.put_document(document);
    if (waits) continue;
    writer_.append(cases::document_refused(act_, document.document, document.message,
                                           refusal.error_class, refusal.message));
    refused_.push_back(document);
  }
}

/// Judged again and not refused: what it waited for has come.
bool Verdicts::is_free(const StoredDocument& parked) const {
  if (std::find(still_refused_.begin(), still_refused_.end(), parked.number) !=
      still_refused_.end())
    return false;
  return touched_.everything || touched_.owners.contains(matching::document_key(
                                    SupplierId(parked.supplier), parked.document));
}

void Verdicts::accept(StoredDocument& parked) {
  parked.state = DocumentState::accepted;
  parked.trouble.reset();
  parked.due.reset();
  parked.decided_at = now_;
  writer_.put_document(parked);
}

}  // namespace weighbridge::pipeline
