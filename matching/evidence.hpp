// What the judge is given: everything known, as values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/canonical/reference_data.hpp"

namespace weighbridge::matching {

/// An accepted document with what the gateway knows of its way in.
struct AcceptedReceipt {
  Receipt receipt;
  std::string source;               ///< message id or file, for evidence
  std::string interchange_control;  ///< for version order (M-3.4)
  std::string
      content_hash;  ///< of the canonical content; equal means the same delivery again (M-3.2)
  std::uint64_t sequence = 0;  ///< arrival order, the last tie-break of M-3.4 only
};

struct AcceptedEvent {
  InventoryEvent event;
  std::string source;
  std::uint64_t sequence = 0;
};

/// Something a person decided that evaluation must take as given (M-3.5).
enum class DecisionKind : std::uint8_t {
  keep,
  close_short,
  release_duplicate,
  void_duplicate,
  accept,
  attach_evidence,  ///< for the adjustment `document` (K02)
  link,
  /// `quantity` of the order line may be paid on the invoice `document`: it stays allocated to it,
  /// whatever other invoices arrive (M-8.3), and the invoice is not replaced any more (M-3.3).
  release_payment
};

struct Decision {
  DecisionKind kind = DecisionKind::accept;
  SupplierId supplier;
  PoNumber po;
  std::string po_line, document, document_line, code;
  std::optional<Quantity> quantity;  ///< base units
  std::optional<Money> amount;
};

/// A message that could not be processed yet, for root-cause advice (15.1).
struct PendingMessage {
  SupplierId supplier;
  PoNumber po;
  std::string po_line, kind;
  std::optional<Quantity> quantity;
};

/// A case that is worked on, for credits that name it (M-11.1).
struct OpenCase {
  std::string id;
  std::vector<std::string> rules;  ///< of its open discrepancies
};

/// Local time of sites: time zone data is the world's, so it is handed in.
class SiteClock {
 public:
  virtual ~SiteClock() = default;
  /// The instant at which `day` begins at `site`; unknown sites count as UTC.
  virtual Instant start_of_day(std::string_view site, Date day) const = 0;
  /// The calendar day at `site` in which `at` falls.
  virtual Date day_of(std::string_view site, Instant at) const = 0;
};

/// Every site in UTC.
class UtcClock final : public SiteClock {
 public:
  Instant start_of_day(std::string_view, Date day) const override { return Instant{day}; }
  Date day_of(std::string_view, Instant at) const override {
    return std::chrono::floor<std::chrono::days>(at);
  }
};

/// A line of an order that names an item: identifiers that stand together name one item (M-4.3).
struct TaughtName {
  SupplierId supplier;
  ItemRef item;  ///< without description
};

/// What documents that are not judged now have to say to those that are. Borrows.
struct Beyond {
  std::span<const TaughtName> names;        ///< by which all orders know the items at hand
  std::span<const AcceptedReceipt> orders;  ///< whose prices are looked at (15.5)
  std::optional<std::chrono::seconds> posting_latency;  ///< of the ledger (15.1)
  /// When discrepancies that are not judged now were found, by Occurrence::key (15.2). Null: none.
  const std::unordered_map<std::string, std::vector<Date>>* days_alike = nullptr;
};

/// Borrowed for one judgement. The order of documents and events never matters to the result.
struct Evidence {
  std::span<const AcceptedReceipt> receipts;
  std::span<const AcceptedEvent> events;
  std::span<const Decision> decisions;
  std::span<const PendingMessage> pending;
  std::span<const OpenCase> cases;
  const ReferenceData* reference = nullptr;  ///< null means none
  const SiteClock* clock = nullptr;          ///< null means every site in UTC
  const Beyond* beyond = nullptr;            ///< null: there is nothing but what is given here
};

}  // namespace weighbridge::matching
