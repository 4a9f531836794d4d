#include "matching/inventory/counts.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "matching/inventory/count_chains.hpp"
#include "matching/inventory/stock_movements.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Items of which some event at a site names a lot: they are lot-tracked there.
class LotTracking {
 public:
  explicit LotTracking(const StockEvents& events) {
    for (const auto* list : {&events.counts, &events.movements, &events.adjustments}) {
      for (const StockEvent& event : *list) {
        if (!event->lot.empty()) tracked_.insert(stock_key(event->site, event->sku));
      }
    }
  }
  bool tracks(const InventoryEvent& count) const {
    return tracked_.contains(stock_key(count.site, count.sku));
  }

 private:
  std::unordered_set<std::string> tracked_;
};

class CountFollower {
 public:
  CountFollower(const StockEvents& events, const StockUnits& units, const Setting& setting)
      : units_(units),
        setting_(setting),
        lots_(events),
        movements_(events.movements, units, setting.windows) {}

  CountLine follow(CountChain&& chain) {
    const StockEvent& first = chain.countings.front();
    CountLine line;
    line.id = std::move(chain.id);
    line.site = first->site;
    line.location = first->location;
    line.lot = first->lot;
    line.stock = units_.item(first->sku, first->uom);
    in_proportion(line.unit_problem, [&] {
      for (const StockEvent& event : chain.countings) add(line, event);
      if (line.unit_problem.empty()) decide(line);
    });
    return line;
  }

 private:
  /// The book that a counting is compared with, and when it was taken.
  struct Book {
    std::optional<Rational> quantity;
    Instant frozen_at{};
  };

  void add(CountLine& line, const StockEvent& event) {
    Counting& counting = line.countings.emplace_back();
    counting.event = event;
    const auto counted = units_.to_base(line.stock, event, event->quantity, line.unit_problem);
    counting.counted = counted.value_or(Rational());
    if (event->unit_cost || !line.cost) line.cost = units_.cost(line.stock, event);
    const Book book = book_of(line, event);
    counting.book = book.quantity;
    if (book.quantity) expect(line, counting, book);
    counting.missing = missing_evidence(*event);
  }

  /// Its own book; a blind recount is compared with the book of the count before it.
  Book book_of(CountLine& line, const StockEvent& event) {
    const StockEvent* stated = event->book ? &event : nullptr;
    for (auto it = line.countings.rbegin(); it != line.countings.rend() && stated == nullptr;
         ++it) {
      if (it->event->book) stated = &it->event;
    }
    if (stated == nullptr) return {};
    const auto frozen = (*stated)->frozen_at;
    return {units_.to_base(line.stock, *stated, (*stated)->book, line.unit_problem),
            frozen ? setting_.windows.instant_of(line.site, *frozen) : stated->at};
  }

  /// M-19.5
  void expect(CountLine& line, Counting& counting, const Book& book) {
    const Instant counted_at = counting.event.at;
    const auto consider = [&](const StockEvent& movement, Instant booked_at) {
      const bool in_book = booked_at <= book.frozen_at;
      const bool in_count = movement.at <= counted_at;
      if (in_book == in_count || !is_here(line, *movement)) return;
      const auto quantity =
          units_.to_base(line.stock, movement, movement->quantity, line.unit_problem);
      if (!quantity) return;
      counting.pending.push_back({movement, in_count ? *quantity : -*quantity, in_book});
    };
    // A movement that was booked when it happened can only matter between book and count.
    const auto [from, to] = std::minmax(book.frozen_at, counted_at);
    for (const StockEvent& movement : movements_.between(line.site, line.stock.sku, from, to)) {
      if (!movement->booked_at) consider(movement, movement.at);
    }
    for (const StockEvent& movement : movements_.with_booking(line.site, line.stock.sku)) {
      consider(movement, movements_.booked_at(movement));
    }
    counting.expected = book.quantity;
    for (const PendingMovement& pending : counting.pending) *counting.expected += pending.effect;
  }

  /// A movement without the place that the count names may have been anywhere: it explains nothing.
  static bool is_here(const CountLine& line, const InventoryEvent& movement) {
    const auto fits = [](const std::string& counted, const std::string& moved) {
      return counted.empty() || counted == moved;
    };
    return fits(line.location, movement.location) && fits(line.lot, movement.lot);
  }

  /// M-19.6
  std::string missing_evidence(const InventoryEvent& count) const {
    std::string missing;
    const auto ask = [&missing](bool there, std::string_view what) {
      if (!there) missing += sentence(missing.empty() ? "" : ", ", what);
    };
    ask(!count.counter.empty(), "the counter");
    ask(!count.location.empty(), "the location");
    ask(!count.lot.empty() || !lots_.tracks(count), "the lot");
    return missing;
  }

  void decide(CountLine& line) const {
    const Counting* before = nullptr;
    for (std::size_t i = 0; i < line.countings.size(); ++i) {
      Counting& counting = line.countings[i];
      counting.verdict = check(line, counting);
      const std::string& counter = counting.event->counter;
      counting.is_same_person =
          before != nullptr && !counter.empty() && counter == before->event->counter;
      if (counting.is_same_person) continue;
      line.may_post = before != nullptr && before->verdict == Verdict::outside &&
                      counting.verdict == Verdict::outside &&
                      before->variance() == counting.variance();
      line.deciding = i;
      before = &counting;
    }
  }

  /// COUNT (section 7), of the expected quantity. What is worth nobody knows how much is within no
  /// limit of an amount.
  Verdict check(const CountLine& line, const Counting& counting) const {
    const auto variance = counting.variance();
    if (!variance) return Verdict::not_checked;
    probe(*variance, line.cost);
    if (variance->is_zero()) return Verdict::within;
    const Rational size = abs(*variance);
    const Direction direction = variance->is_negative() ? Direction::under : Direction::over;
    const ToleranceSubject subject{{}, line.stock.sku, line.stock.group, line.site};
    const Tolerance* tolerance = setting_.tolerances.find(Leg::count, direction, subject);
    if (tolerance != nullptr && tolerance->abs_amt && !line.cost) return Verdict::outside;
    return verdict(tolerance,
                   {size, *counting.expected, size * line.cost.value_or(Rational()), true});
  }

  const StockUnits& units_;
  const Setting& setting_;
  const LotTracking lots_;
  const StockMovements movements_;
};

}  // namespace

std::string_view to_string_view(CountState state) {
  constexpr std::array<std::string_view, 5> kNames{"AGREES", "AUTO_POSTED", "HELD", "NOT_CHECKED",
                                                   "UNMAPPED"};
  return kNames.at(static_cast<std::size_t>(state));
}

CountState CountLine::state() const {
  if (!unit_problem.empty()) return CountState::unmapped;
  const auto variance = decision().variance();
  if (!variance) return CountState::not_checked;
  if (variance->is_zero()) return CountState::agrees;
  const bool posts = decision().verdict == Verdict::within && decision().missing.empty();
  return posts ? CountState::auto_posted : CountState::held;
}

std::vector<CountLine> follow_counts(const StockEvents& events, const StockUnits& units,
                                     const Setting& setting) {
  std::vector<CountLine> lines;
  if (events.counts.empty()) return lines;
  CountFollower follower(events, units, setting);
  for (CountChain& chain : chain_counts(events.counts)) {
    lines.push_back(follower.follow(std::move(chain)));
  }
  return lines;
}

}  // namespace weighbridge::matching
