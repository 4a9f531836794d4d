// Evidence as columns of numbers: what can be compared without looking at a text again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "matching/evidence.hpp"
#include "matching/identity/supplier_groups.hpp"
#include "matching/screen/item_groups.hpp"
#include "matching/screen/lookalikes.hpp"
#include "matching/screen/names.hpp"
#include "matching/screen/plain.hpp"

namespace weighbridge::matching::screen {

/// An order as the documents name it, by its normalised number: 0 is none.
using OrderId = std::uint32_t;

inline constexpr std::uint32_t kNoNumber = 0xFFFFFFFF;
/// Lines of an order that are not in the order of their numbers are searched one by one, so there
/// may be only so many of them.
inline constexpr std::uint32_t kSearched = 64;

/// One line of a document.
struct CompactLine {
  std::int64_t quantity = 0;         ///< millionths of `uom`
  std::int64_t price = kNone;        ///< millionths, for one `uom`
  std::int64_t amount = kNone;       ///< millionths; on postings what was posted
  OrderId order = 0;                 ///< that it quotes
  NameId item = 0;                   ///< its first identifier, in the item groups
  std::uint32_t number = kNoNumber;  ///< of the order line that it quotes, see line_code()
  NameId notice = 0;                 ///< the shipment that a receipt line quotes
  std::uint16_t uom = 0;
  bool fractional = false;    ///< not a whole number
  bool other_quotes = false;  ///< a receipt line that quotes cartons or a bill of lading as well
};

/// The days on which something may have happened, whatever the site's time zone.
struct DayRange {
  std::int32_t first = 0, last = 0;
};
DayRange possible_days(const Moment& moment);

struct CompactDocument {
  Moment at;               ///< t_event
  Moment made;             ///< when its sender made it, as far as it says
  std::int64_t gross = 0;  ///< of invoices, millionths
  std::uint32_t first_line = 0, line_count = 0;
  std::uint32_t first_key = 0, key_count = 0;  ///< see CompactEvidence::keys
  std::uint32_t source = 0;                    ///< its place in the order of add()
  NameId supplier = 0;
  NameId name = 0;             ///< of shipments, receipts and postings, as others quote it
  std::uint32_t currency = 0;  ///< its letters; 0: none stated
  std::int32_t minor = 0;      ///< its minor unit, millionths
  bool plain = false;
  bool line_discounts = false;  ///< an invoice whose prices are not those of its lines (M-8.6)
};

/// Everything that is known of one order number.
struct CompactOrder {
  NameId spelling = 0;  ///< as it was first written
  std::uint32_t first_line = 0, line_count = 0;
  std::uint32_t document = kNoNumber;  ///< of its only order document
  NameId supplier = 0;
  std::uint32_t currency = 0;  ///< its letters; 0: none stated
  std::int32_t minor = 0;      ///< its minor unit, millionths
  OrderId joined = 0;          ///< with which documents of several orders tie it; see root()
  bool doubtful = false;       ///< for reasons that no figure can mend
  bool sorted = false;         ///< its lines by number
};

/// Built document by document, in any order; never forgets.
class CompactEvidence {
 public:
  explicit CompactEvidence(const ReferenceData& reference);

  /// Documents are counted in the order in which they are added.
  void add(const Receipt& receipt);

  std::span<const CompactDocument> documents(Stage stage) const {
    return documents_[static_cast<std::size_t>(stage)];
  }
  std::span<const CompactLine> lines(Stage stage) const {
    return lines_[static_cast<std::size_t>(stage)];
  }
  /// When each line of the ordered stage is due.
  std::span<const std::optional<DayRange>> dues() const { return dues_; }
  std::span<const CompactLine> lines_of(Stage stage, const CompactDocument& document) const {
    return lines(stage).subspan(document.first_line, document.line_count);
  }
  /// What `document` is called and what it quotes of shipments, receipts, postings, bills of lading
  /// and cartons: two documents that share one of these may meet on rung K5 or in a reversal.
  std::span<const NameId> keys(const CompactDocument& document) const {
    return std::span(keys_).subspan(document.first_key, document.key_count);
  }
  /// By OrderId; the first is none.
  std::span<const CompactOrder> orders() const { return orders_; }
  /// Stands for all orders that documents tie together.
  OrderId root(OrderId order) const {
    while (orders_[order].joined != order) order = orders_[order].joined;
    return order;
  }
  /// The order of this number, however it is written; 0 when no document names it.
  OrderId find_order(std::string_view po) const;
  const ItemGroups& items() const { return items_; }
  std::size_t names_end() const { return names_.end(); }
  std::uint32_t document_count() const { return added_; }
  /// Whether what some invoice comes to is only known to who knows its units: then nobody can be
  /// told apart from it by totals (section 9).
  bool has_unknown_gross() const { return unknown_gross_; }
  std::uint64_t line_count() const;
  /// Memory in use.
  std::size_t bytes() const;

 private:
  class Adding;
  std::int32_t minor_of(const Currency& currency, std::uint32_t letters);

  std::array<std::vector<CompactDocument>, 5> documents_;
  std::array<std::vector<CompactLine>, 5> lines_;
  std::vector<std::optional<DayRange>> dues_;
  std::vector<NameId> keys_;
  std::vector<CompactOrder> orders_;
  std::vector<OrderId> order_of_spelling_;  ///< by name
  std::vector<OrderId> order_of_number_;    ///< by normalised name
  std::vector<std::uint32_t> holders_;      ///< by name: the document of that name, plus one
  Names names_, numbers_;
  SupplierGroups groups_;
  ItemGroups items_;
  Lookalikes lookalikes_;
  std::vector<std::uint32_t> alike_;  ///< of the invoice at hand
  bool unknown_gross_ = false;
  std::uint32_t added_ = 0;
  std::uint32_t last_currency_ = 0;  ///< most documents are in the currency of the one before
  std::int32_t last_minor_ = 0;
};

}  // namespace weighbridge::matching::screen
