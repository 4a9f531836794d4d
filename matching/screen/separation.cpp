#include "matching/screen/separation.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace weighbridge::matching::screen {

namespace {

constexpr std::array kStages{Stage::ordered, Stage::shipped, Stage::received, Stage::accrued,
                             Stage::invoiced};

/// Within half a percent of one another, as section 15 has it.
bool about_equal(std::int64_t price, std::int64_t ordered) {
  const Int128 difference = Int128{price} - ordered;
  return (difference < 0 ? -difference : difference) * 1000 <= Int128{ordered} * 5;
}

class Separation {
 public:
  Separation(const Evidence& evidence, const CompactEvidence& compact, const Policy& policy,
             Agreement& agreement)
      : evidence_(evidence),
        compact_(compact),
        policy_(policy),
        agreement_(agreement),
        looked_for_(compact.names_end()),
        wanted_(compact.items().end()),
        sought_(compact.items().end()),
        taught_(compact.items().end()) {
    for (std::size_t s = 0; s < kStages.size(); ++s) {
      seen_[s].resize(compact.documents(kStages[s]).size());
    }
  }

  void run() {
    doubt_decided();
    doubt_moved();
    do {
      grown_ = false;
      see_new_orders();
      for (const Stage stage : {Stage::shipped, Stage::received, Stage::accrued, Stage::invoiced}) {
        see_new_documents(stage);
      }
      doubt_quoted();
      doubt_items();
    } while (grown_);
  }

 private:
  /// How far an item is looked for.
  enum Want : std::uint8_t { kKnown = 1, kPrices = 2, kEverywhere = 4 };

  void doubt(OrderId order) {
    if (order == 0) return;
    std::uint8_t& doubtful = agreement_.doubtful[compact_.root(order)];
    grown_ = grown_ || doubtful == 0;
    doubtful = 1;
  }

  bool doubtful(OrderId order) const {
    return order == 0 || agreement_.doubtful[compact_.root(order)] != 0;
  }

  bool in_rest(Stage stage, const CompactDocument& d) const {
    return d.line_count == 0 || doubtful(compact_.lines(stage)[d.first_line].order);
  }

  const Receipt& receipt(const CompactDocument& d) const {
    return evidence_.receipts[d.source].receipt;
  }

  void doubt_document(Stage stage, const CompactDocument& d) {
    for (const CompactLine& row : compact_.lines_of(stage, d)) doubt(row.order);
  }

  void doubt_numbered(const std::unordered_set<std::string_view>& numbers) {
    if (numbers.empty()) return;
    for (const Stage stage : kStages) {
      for (const CompactDocument& d : compact_.documents(stage)) {
        if (numbers.contains(receipt(d).document.number)) doubt_document(stage, d);
      }
    }
  }

  void doubt_decided() {
    for (const OrderPolicy& rule : policy_.orders) doubt(compact_.find_order(rule.po.str()));
    std::unordered_set<std::string_view> numbers;
    for (const Decision& decision : evidence_.decisions) {
      if (!decision.po.empty()) doubt(compact_.find_order(decision.po.str()));
      if (!decision.document.empty()) numbers.insert(decision.document);
    }
    doubt_numbered(numbers);
  }

  void doubt_moved() {
    std::unordered_set<std::string_view> numbers;
    for (const AcceptedEvent& accepted : evidence_.events) {
      const InventoryEvent& event = accepted.event;
      if (!event.po.empty()) doubt(compact_.find_order(event.po));
      if (!event.receipt.empty()) numbers.insert(event.receipt);
      for (const NameId id : compact_.items().known_of({event.sku, {}, {}, {}, {}}, {})) {
        want_known(id);
      }
    }
    doubt_numbered(numbers);
  }

  /// Orders that came to the rest teach it what their items are called.
  void see_new_orders() {
    for_new(Stage::ordered, [&](const CompactDocument& d) {
      if (!d.plain) return;  // it may be out of force
      for (const ReceiptLine& line : receipt(d).lines) {
        for (const NameId id : identifiers(d, line)) taught_[id] = true;
      }
    });
  }

  std::vector<NameId> identifiers(const CompactDocument& d, const ReceiptLine& line) const {
    return compact_.items().known_of(line.item, receipt(d).supplier);
  }

  template <class Each>
  void for_new(Stage stage, Each each) {
    const auto documents = compact_.documents(stage);
    auto& seen = seen_[static_cast<std::size_t>(stage)];
    for (std::size_t i = 0; i < documents.size(); ++i) {
      if (seen[i] || !in_rest(stage, documents[i])) continue;
      seen[i] = true;
      each(documents[i]);
    }
  }

  void see_new_documents(Stage stage) {
    for_new(stage, [&](const CompactDocument& d) {
      bool attached = receipt(d).document.purpose != Purpose::reversal;
      const auto rows = compact_.lines_of(stage, d);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        attached = on_order(rows[i]) && attached;
        look_at_item(d, rows[i], i);
        if (stage == Stage::invoiced) look_at_price(d, rows[i]);
      }
      if (attached) return;
      for (const NameId key : compact_.keys(d)) looked_for_[key] = true;
      quoted_something_ = true;
    });
  }

  std::span<const CompactLine> order_lines(OrderId id) const {
    const CompactOrder& order = compact_.orders()[id];
    if (order.document == kNoNumber) return {};
    return compact_.lines(Stage::ordered).subspan(order.first_line, order.line_count);
  }

  /// Whether the line surely stands on the order that it quotes (K1, K2, K3), so that nothing else
  /// that it quotes is looked at.
  bool on_order(const CompactLine& row) const {
    const ItemGroups& items = compact_.items();
    if (row.order == 0 || row.item == 0 || !items.sure(row.item)) return false;
    const auto lines = order_lines(row.order);
    return std::any_of(lines.begin(), lines.end(), [&](const CompactLine& line) {
      return line.item != 0 && items.same(line.item, row.item);
    });
  }

  void want(NameId identifier, Want how) {
    auto& wanted = wanted_[compact_.items().group_of(identifier)];
    wanted = static_cast<std::uint8_t>(wanted | how);
    wants_something_ = true;
  }

  void look_at_item(const CompactDocument& d, const CompactLine& row, std::size_t index) {
    const bool quotes_none = row.order == 0;
    if (row.item == 0 || (!quotes_none && known(row.item))) return;
    // Which of its identifiers decides depends on which are known.
    for (const NameId id : identifiers(d, receipt(d).lines[index])) {
      if (quotes_none) want(id, kEverywhere);
      want_known(id);
    }
  }

  void want_known(NameId id) {
    if (known(id)) return;
    want(id, kKnown);
    sought_[id] = true;
  }

  bool known(NameId id) const {
    const ItemGroups& items = compact_.items();
    return items.sure(id) && (items.in_reference(id) || taught_[id]);
  }

  /// A price that is not exactly the order's may be that of another order.
  void look_at_price(const CompactDocument& d, const CompactLine& row) {
    const ItemGroups& items = compact_.items();
    if (row.item == 0) return;
    const bool readable = row.price != kNone && !d.line_discounts && items.sure(row.item) &&
                          items.is_base_unit(row.item, row.uom) &&
                          row.amount == extension(row.quantity, row.price, d.minor);
    if (!readable) return want(row.item, kEverywhere);
    const auto lines = order_lines(row.order);
    const bool as_ordered = std::all_of(lines.begin(), lines.end(), [&](const CompactLine& line) {
      return !items.same(line.item, row.item) || (line.price == row.price && line.uom == row.uom);
    });
    const bool one_version = !compact_.orders()[row.order].doubtful;
    if (as_ordered && one_version) return;
    want(row.item, kPrices);
    prices_[items.group_of(row.item)].push_back(row.price);
  }

  void doubt_quoted() {
    if (!quoted_something_) return;
    quoted_something_ = false;
    for (const Stage stage : {Stage::shipped, Stage::received, Stage::accrued, Stage::invoiced}) {
      for (const CompactDocument& d : compact_.documents(stage)) {
        const auto keys = compact_.keys(d);
        if (in_rest(stage, d)) continue;
        const bool found =
            std::any_of(keys.begin(), keys.end(), [&](NameId key) { return looked_for_[key]; });
        if (found) doubt_document(stage, d);
      }
    }
  }

  void doubt_items() {
    if (!wants_something_) return;
    wants_something_ = false;
    const ItemGroups& items = compact_.items();
    for (const CompactDocument& d : compact_.documents(Stage::ordered)) {
      if (in_rest(Stage::ordered, d)) continue;
      const auto rows = compact_.lines_of(Stage::ordered, d);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const NameId group = items.group_of(rows[i].item);
        if (wanted_[group] != 0 && is_wanted(d, rows[i], i, group)) {
          doubt_document(Stage::ordered, d);
          break;
        }
      }
    }
  }

  bool is_wanted(const CompactDocument& d, const CompactLine& row, std::size_t index,
                 NameId group) {
    const std::uint8_t wanted = wanted_[group];
    if ((wanted & kEverywhere) != 0) return true;
    if ((wanted & kKnown) != 0 && teaches(d, index)) return true;
    if ((wanted & kPrices) == 0) return false;
    const auto& prices = prices_[group];
    return std::any_of(prices.begin(), prices.end(),
                       [&](std::int64_t price) { return about_equal(price, row.price); });
  }

  /// Whether this order line makes something known that is sought; one order that does is enough.
  bool teaches(const CompactDocument& d, std::size_t index) {
    bool any = false;
    for (const NameId id : identifiers(d, receipt(d).lines[index])) {
      any = any || (sought_[id] && !known(id));
      taught_[id] = taught_[id] || sought_[id];
    }
    return any;
  }

  const Evidence& evidence_;
  const CompactEvidence& compact_;
  const Policy& policy_;
  Agreement& agreement_;
  std::array<std::vector<bool>, kStages.size()> seen_;
  std::vector<bool> looked_for_;      ///< by name
  std::vector<std::uint8_t> wanted_;  ///< by item group, of Want
  std::vector<bool> sought_;          ///< by identifier: a line of the rest goes by it
  std::vector<bool> taught_;          ///< by identifier: an order of the rest names it
  std::unordered_map<NameId, std::vector<std::int64_t>> prices_;  ///< by item group
  bool grown_ = false, quoted_something_ = false, wants_something_ = false;
};

}  // namespace

void separate(const Evidence& evidence, const CompactEvidence& compact, const Policy& policy,
              Agreement& agreement) {
  Separation(evidence, compact, policy, agreement).run();
}

bool is_doubtful(const CompactEvidence& compact, const Agreement& agreement, Stage stage,
                 const CompactDocument& document) {
  if (document.line_count == 0) return true;
  const OrderId order = compact.lines(stage)[document.first_line].order;
  return order == 0 || agreement.doubtful[compact.root(order)] != 0;
}

}  // namespace weighbridge::matching::screen
