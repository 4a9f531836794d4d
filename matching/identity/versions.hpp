// Which documents count: deliveries told from versions, replacements and cancellations applied
// (section 3). What arrives first never matters.
#pragma once

#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "mappings/canonical/rational.hpp"
#include "matching/discrepancy.hpp"
#include "matching/evidence.hpp"

namespace weighbridge::matching {

/// A document in force. Borrows from the evidence.
struct LiveDocument {
  const AcceptedReceipt* accepted = nullptr;
  /// Asks to cancel this shipment; takes effect only if nothing was received against it (M-3.3).
  const AcceptedReceipt* cancellation = nullptr;

  /// Of a shipment the first version that came before this one; null where there was none (T01).
  const AcceptedReceipt* first = nullptr;

  /// Of each line how many units of its price one of its own units is; empty where every line is
  /// priced in its own unit. Known only once the orders are (see QuotedUnits).
  std::vector<Rational> price_units{};

  const Receipt& receipt() const { return accepted->receipt; }
  const Receipt& first_version() const { return first == nullptr ? receipt() : first->receipt; }
};

/// A second original of a shipment with other content: kept out, D03.
struct SecondOriginal {
  const AcceptedReceipt* first = nullptr;
  const AcceptedReceipt* second = nullptr;
};

/// Documents in force by what they tell, each list in a stable order of its own.
struct LiveDocuments {
  std::vector<LiveDocument> orders;  ///< every version, oldest first (M-3.9)
  std::vector<LiveDocument> shipments, receipts, postings, invoices;  ///< invoices and credits
  std::vector<LiveDocument> reversals;                                ///< of receipts and postings
  std::vector<LiveDocument> copies;  ///< invoices marked as copies of one that is not known
  std::vector<SecondOriginal> second_originals;
};

/// Documents that are out of proportion.
using Excluded = std::unordered_set<const Receipt*>;

/// Sorts versions out by the documents' own times, then interchange control number, then arrival
/// (M-3.4). Refuses what is in `excluded`, and other versions of invoices of which something was
/// released to payment by one of `decisions` (M-3.3). Adds notes and refusals to `out`. The result
/// borrows what `receipts` point to.
LiveDocuments select_live(std::span<const AcceptedReceipt* const> receipts,
                          const Excluded& excluded, std::span<const Decision> decisions,
                          Judgement& out);

/// Refuses a document whose purpose has no agreed meaning (M-3.3).
void refuse_purpose(const AcceptedReceipt& accepted, Judgement& out);

/// A credit: by its kind, or because its total is negative (section 2).
bool is_credit(const Receipt& receipt);

/// The anchor of notes about a whole document.
Anchor document_anchor(const Receipt& receipt);

}  // namespace weighbridge::matching
