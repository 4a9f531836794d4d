#include "matching/screen/agreement.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace weighbridge::matching::screen {

namespace {

using std::chrono::days;

/// The least that any record of the policy allows a delivery to be off its date. Which record
/// applies is the judge's affair; within the least of them nothing can be said.
days least_allowed(const Policy& policy, Direction direction) {
  days least = days::max();
  for (const Tolerance& t : policy.tolerances) {
    if (t.leg == Leg::date && t.direction == direction && t.days) least = std::min(least, *t.days);
  }
  return least;
}

Date day_of(const Moment& moment) {
  return std::chrono::floor<days>(moment.at);
}

class Comparison {
 public:
  Comparison(const CompactEvidence& evidence, const Policy& policy)
      : evidence_(evidence),
        ordered_(evidence.lines(Stage::ordered)),
        latest_(least_allowed(policy, Direction::over)),
        earliest_(least_allowed(policy, Direction::under)) {
    result_.lines.resize(ordered_.size());
    result_.doubtful.resize(evidence.orders().size());
    result_.doubtful[0] = 1;
  }

  Agreement run() {
    open_orders();
    compare_all(Stage::shipped, [this](auto& from, const auto& row, std::uint32_t at) {
      ship(from, row, result_.lines[at]);
    });
    compare_all(Stage::received,
                [this](auto& from, const auto& row, std::uint32_t at) { receive(from, row, at); });
    compare_all(Stage::accrued, [this](auto& from, const auto& row, std::uint32_t at) {
      post(from, row, result_.lines[at]);
    });
    compare_all(Stage::invoiced,
                [this](auto& from, const auto& row, std::uint32_t at) { bill(from, row, at); });
    conclude_orders();
    compare_deliveries();
    spread_doubt();
    return std::move(result_);
  }

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  void open_orders() {
    const auto orders = evidence_.orders();
    for (OrderId id = 1; id < orders.size(); ++id) {
      const CompactOrder& order = orders[id];
      result_.doubtful[id] = order.doubtful || order.document == kNoNumber ? 1 : 0;
    }
    for (const CompactDocument& d : evidence_.documents(Stage::ordered)) {
      if (!d.plain) doubt_all(Stage::ordered, d);
    }
  }

  void doubt_all(Stage stage, const CompactDocument& d) {
    for (const CompactLine& row : evidence_.lines_of(stage, d)) result_.doubtful[row.order] = 1;
  }

  /// Rows of several documents ahead are fetched while one is compared: orders lie anywhere.
  template <class Compare>
  void compare_all(Stage stage, Compare compare) {
    constexpr std::size_t kAhead = 6;
    const auto documents = evidence_.documents(stage);
    const auto rows = evidence_.lines(stage);
    const auto orders = evidence_.orders();
    for (std::size_t i = 0; i < documents.size(); ++i) {
      if (i + 2 * kAhead < documents.size()) {
        const CompactDocument& far = documents[i + 2 * kAhead];
        if (far.line_count != 0) __builtin_prefetch(&orders[rows[far.first_line].order]);
      }
      if (i + kAhead < documents.size() && documents[i + kAhead].line_count != 0) {
        const CompactOrder& near = orders[rows[documents[i + kAhead].first_line].order];
        __builtin_prefetch(result_.lines.data() + near.first_line, 1);
        __builtin_prefetch(ordered_.data() + near.first_line);
      }
      compare_document(stage, i, compare);
    }
  }

  /// A document beside the order that its line at hand quotes.
  struct From {
    const CompactDocument& document;
    std::uint32_t place;  ///< of the document in its stage
    DayRange days;        ///< on which it happened
    const CompactOrder* order = nullptr;
    bool same_currency = false;         ///< as the order
    std::uint32_t shipment = kNowhere;  ///< whose notice was looked at last
    bool late_notice = false;
  };

  template <class Compare>
  void compare_document(Stage stage, std::size_t place, Compare compare) {
    const CompactDocument& d = evidence_.documents(stage)[place];
    if (!d.plain) return doubt_all(stage, d);
    From from{d, static_cast<std::uint32_t>(place), possible_days(d.at)};
    OrderId quoted = 0;
    std::uint32_t hint = 0;
    for (const CompactLine& row : evidence_.lines_of(stage, d)) {
      if (row.order != quoted) {
        quoted = row.order;
        turn_to(quoted, from);
      }
      const CompactOrder& order = *from.order;
      const std::uint32_t at = find_line(order, row, hint);
      if (at == kNowhere) {
        result_.doubtful[quoted] = 1;
        continue;
      }
      hint = at + 1 - order.first_line;
      const CompactLine& ordered = ordered_[at];
      if (ordered.uom != row.uom || ordered.item != row.item || row.fractional) {
        compare_goods(ordered, row, result_.lines[at]);
      }
      compare(from, row, at);
    }
  }

  void turn_to(OrderId id, From& from) {
    from.order = &evidence_.orders()[id];
    from.same_currency = from.document.currency == from.order->currency;
    if (from.document.supplier != from.order->supplier) result_.doubtful[id] = 1;
  }

  /// Where not every name is the very same. That the ordered unit is the item's own is seen to once
  /// for each order line.
  void compare_goods(const CompactLine& ordered, const CompactLine& row, LineSums& sums) const {
    const ItemGroups& items = evidence_.items();
    if (ordered.uom != row.uom) sums.differs |= kUnitDiffers;
    if (!items.same(ordered.item, row.item)) sums.differs |= kItemDiffers;
    if (row.fractional && items.integral(ordered.item)) sums.differs |= kUnitDiffers;
  }

  /// K1 by the number that the line quotes; K2 when it quotes none and one line has the item.
  std::uint32_t find_line(const CompactOrder& order, const CompactLine& row,
                          std::uint32_t hint) const {
    if (order.document == kNoNumber) return kNowhere;
    const auto lines = ordered_.subspan(order.first_line, order.line_count);
    const auto place = [&](std::size_t i) {
      return order.first_line + static_cast<std::uint32_t>(i);
    };
    if (row.number == kNoNumber) return only_line_of(row.item, lines, order.first_line);
    if (hint < lines.size() && lines[hint].number == row.number) return place(hint);
    const auto same_number = [&](const CompactLine& line) { return line.number == row.number; };
    const auto found = order.sorted
                           ? std::lower_bound(lines.begin(), lines.end(), row.number,
                                              [](const CompactLine& line, std::uint32_t number) {
                                                return line.number < number;
                                              })
                           : std::find_if(lines.begin(), lines.end(), same_number);
    if (found == lines.end() || !same_number(*found)) return kNowhere;
    return place(static_cast<std::size_t>(found - lines.begin()));
  }

  std::uint32_t only_line_of(NameId item, std::span<const CompactLine> lines,
                             std::uint32_t first) const {
    if (lines.size() > kSearched) return kNowhere;
    std::uint32_t found = kNowhere;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!evidence_.items().same(lines[i].item, item)) continue;
      if (found != kNowhere) return kNowhere;
      found = first + static_cast<std::uint32_t>(i);
    }
    return found;
  }

  static void count(std::uint16_t& counted) {
    if (counted < LineSums::kMany) ++counted;
  }

  static void add(std::int64_t& sum, std::int64_t value, LineSums& sums) {
    if (__builtin_add_overflow(sum, value, &sum)) sums.differs |= kTooLarge;
  }

  void ship(const From& from, const CompactLine& row, LineSums& sums) const {
    add(sums.shipped, row.quantity, sums);
    sums.shipment = from.place;
    count(sums.shipments);
  }

  void receive(From& from, const CompactLine& row, std::uint32_t at) {
    LineSums& sums = result_.lines[at];
    add(sums.received, row.quantity, sums);
    // M-12: each receipt is worth its own rounded value.
    const auto value = extension(row.quantity, ordered_[at].price, from.order->minor);
    add(sums.received_value, value.value_or(0), sums);
    if (!value) sums.differs |= kTooLarge;
    if (sums.receipts != 0 && sums.receipt == from.place) sums.differs |= kDeliveriesMixed;
    sums.receipt = from.place;
    count(sums.receipts);
    if (sums.shipments == 1 && has_late_notice(from, sums.shipment)) sums.differs |= kDateDiffers;
    check_date(from.days, evidence_.dues()[at], sums);
  }

  bool has_late_notice(From& from, std::uint32_t shipment) const {
    if (from.shipment != shipment) {
      from.shipment = shipment;
      from.late_notice = is_late(evidence_.documents(Stage::shipped)[shipment], from.document);
    }
    return from.late_notice;
  }

  static void post(const From& from, const CompactLine& row, LineSums& sums) {
    const bool in_currency = from.same_currency || from.document.currency == 0;
    if (!in_currency || row.amount == kNone) sums.differs |= kValueDiffers;
    add(sums.posted, row.quantity, sums);
    add(sums.posted_value, row.amount, sums);
  }

  void bill(const From& from, const CompactLine& row, std::uint32_t at) {
    LineSums& sums = result_.lines[at];
    if (row.price != ordered_[at].price || !from.same_currency) sums.differs |= kPriceDiffers;
    add(sums.billed, row.quantity, sums);
  }

  /// T01: a notice that was made after the goods came.
  static bool is_late(const CompactDocument& notice, const CompactDocument& receipt) {
    const bool by_day = notice.made.date_only || receipt.at.date_only;
    return by_day ? day_of(notice.made) > day_of(receipt.at) : notice.made.at > receipt.at.at;
  }

  /// T03
  void check_date(DayRange came, const std::optional<DayRange>& due, LineSums& sums) const {
    if (!due) return;
    const bool late = days{came.last - due->first} > latest_;
    const bool early = days{due->last - came.first} > earliest_;
    if (late || early) sums.differs |= kDateDiffers;
  }

  void conclude_orders() {
    for (OrderId id = 1; id < evidence_.orders().size(); ++id) {
      const CompactOrder& order = evidence_.orders()[id];
      if (order.document == kNoNumber) continue;
      for (std::uint32_t at = order.first_line; at < order.first_line + order.line_count; ++at) {
        conclude_line(ordered_[at], result_.lines[at]);
        if (result_.lines[at].differs != 0) result_.doubtful[id] = 1;
        several_deliveries_ = several_deliveries_ || result_.lines[at].shipments > 1;
      }
    }
  }

  void conclude_line(const CompactLine& ordered, LineSums& sums) const {
    const ItemGroups& items = evidence_.items();
    const auto differs = [&sums](bool yes, Difference what) {
      if (yes) sums.differs |= what;
    };
    differs(ordered.item == 0 || !items.sure(ordered.item), kItemDiffers);
    differs(!items.is_base_unit(ordered.item, ordered.uom), kUnitDiffers);
    differs(ordered.fractional && items.integral(ordered.item), kUnitDiffers);
    differs(sums.shipped != ordered.quantity, kShippedDiffers);
    differs(sums.received != sums.shipped, kReceivedDiffers);
    differs(sums.posted != sums.received, kPostedDiffers);
    differs(sums.posted_value != sums.received_value, kValueDiffers);
    differs(sums.billed != sums.received, kBilledDiffers);
  }

  /// Orders delivered in several shipments agree when each receipt names its shipment and each
  /// shipment was received as it was sent.
  void compare_deliveries() {
    if (!several_deliveries_) return;
    for (const CompactDocument& d : evidence_.documents(Stage::shipped)) {
      each_of_several(Stage::shipped, d, [&](const CompactLine& row, std::uint32_t at) {
        Delivery& delivery = deliveries_[{at, d.name}];
        delivery.shipment = &d;
        delivery.order = row.order;
        delivery.open += row.quantity;
      });
    }
    for (const CompactDocument& d : evidence_.documents(Stage::received)) {
      each_of_several(Stage::received, d, [&](const CompactLine& row, std::uint32_t at) {
        const auto found = deliveries_.find({at, row.notice});
        if (found == deliveries_.end() || row.other_quotes || is_late(*found->second.shipment, d)) {
          mark_mixed(row.order, at);
        } else {
          found->second.open -= row.quantity;
        }
      });
    }
    for (const auto& [key, delivery] : deliveries_) {
      if (delivery.open != 0) mark_mixed(delivery.order, key.first);
    }
  }

  template <class Each>
  void each_of_several(Stage stage, const CompactDocument& d, Each each) {
    std::uint32_t hint = 0;
    for (const CompactLine& row : evidence_.lines_of(stage, d)) {
      if (result_.doubtful[row.order] != 0) continue;
      const CompactOrder& order = evidence_.orders()[row.order];
      const std::uint32_t at = find_line(order, row, hint);
      hint = at + 1 - order.first_line;
      if (result_.lines[at].shipments > 1) each(row, at);
    }
  }

  void mark_mixed(OrderId order, std::uint32_t at) {
    result_.lines[at].differs |= kDeliveriesMixed;
    result_.doubtful[order] = 1;
  }

  /// What documents tie together is judged together.
  void spread_doubt() {
    const auto orders = evidence_.orders();
    for (OrderId id = 1; id < orders.size(); ++id) {
      if (orders[id].joined != id && result_.doubtful[id] != 0) {
        result_.doubtful[evidence_.root(id)] = 1;
      }
    }
    for (OrderId id = 1; id < orders.size(); ++id) {
      if (orders[id].joined != id) result_.doubtful[id] = result_.doubtful[evidence_.root(id)];
    }
  }

  struct Delivery {
    const CompactDocument* shipment = nullptr;
    OrderId order = 0;
    std::int64_t open = 0;
  };

  const CompactEvidence& evidence_;
  std::span<const CompactLine> ordered_;
  days latest_, earliest_;
  Agreement result_;
  std::map<std::pair<std::uint32_t, NameId>, Delivery> deliveries_;  ///< by line and shipment
  bool several_deliveries_ = false;
};

}  // namespace

Agreement find_agreement(const CompactEvidence& evidence, const Policy& policy) {
  return Comparison(evidence, policy).run();
}

}  // namespace weighbridge::matching::screen
