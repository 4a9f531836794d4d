// Pages of what the store holds, the newest first: what lists over HTTP are made of. Costs follow
// the page, not the store, as long as the filter is not rarer than one row in thousands.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "matching/evidence.hpp"
#include "matching/parts/packing.hpp"

namespace weighbridge::store {

/// Texts that are empty ask for nothing.
struct ReceiptQuery {
  std::string supplier{}, stage{}, document{}, po{};
  std::uint64_t before = UINT64_MAX;  ///< sequences below it: the cursor
  std::size_t limit = 100;
};

struct EventQuery {
  std::string kind{}, id{};
  std::uint64_t before = UINT64_MAX;  ///< the same
  std::size_t limit = 100;
};

struct CaseQuery {
  std::optional<cases::CaseState> state{};
  bool open_only = false;
  std::string supplier{}, owner{}, assignee{}, code{};
  std::string po{}, site{};
  /// Who asks sees only these suppliers' and sites' cases; empty: all. A case without site is of
  /// every site.
  std::vector<std::string> seen_suppliers{}, seen_sites{};
  /// Words that stand, or begin words, in number, title, supplier, order, invoice, documents, items
  /// or comments, whatever their case.
  std::string text{};
  std::optional<Money> min_amount{};
  std::optional<Instant> opened_before{};
  cases::CaseNumber before{9999, INT64_MAX};  ///< numbers below it: the cursor
  std::size_t limit = 100;
  bool queue = false;      ///< open ones only, in the order in which they are to be worked (M-16.6)
  std::size_t offset = 0;  ///< of the queue: its cursor
};

/// Open cases of one supplier in one currency.
struct OpenWork {
  std::string supplier;  ///< empty: of stock
  Currency currency;
  std::uint64_t cases = 0;
  Money at_stake;
};

class BrowseReader {
 public:
  virtual ~BrowseReader() = default;
  virtual std::vector<matching::AcceptedReceipt> receipt_page(const ReceiptQuery& query) = 0;
  virtual std::optional<matching::AcceptedReceipt> receipt(std::uint64_t sequence) = 0;
  virtual std::vector<matching::AcceptedEvent> event_page(const EventQuery& query) = 0;
  virtual std::vector<cases::Case> case_page(const CaseQuery& query) = 0;
  /// By supplier and currency.
  virtual std::vector<OpenWork> open_work() = 0;
  /// The last entry of the ledger that was told under this name; 0 for none.
  virtual std::uint64_t feed_position(std::string_view name) = 0;
  /// The kept results of one owner (matching/parts/links.hpp).
  virtual void judged_rows_of(
      std::string_view owner,
      const std::function<void(matching::ResultKind kind, std::string_view row)>& visit) = 0;
  /// The kept results of one kind of all owners behind `after`, by owner, until `visit` is false.
  virtual void judged_rows_of_kind(
      matching::ResultKind kind, std::string_view after,
      const std::function<bool(std::string_view owner, std::string_view row)>& visit) = 0;
};

class FeedWriter {
 public:
  virtual ~FeedWriter() = default;
  virtual void put_feed_position(std::string_view name, std::uint64_t sequence) = 0;
};

}  // namespace weighbridge::store
