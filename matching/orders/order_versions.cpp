#include "matching/orders/order_versions.hpp"

#include <algorithm>
#include <compare>
#include <tuple>
#include <unordered_map>

#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// When a version takes effect: what it says itself, else its own date.
Moment effective_time(const Receipt& order) {
  if (order.dates.posted) return *order.dates.posted;
  if (order.document.time) return Moment::of(*order.document.time);
  if (order.document.date) return Moment::of(*order.document.date);
  return {Instant::min(), true};
}

class OrderGatherer {
 public:
  void take(const Receipt& order) {
    if (order.document.purpose == Purpose::cancel && order.lines.empty()) return cancel_all(order);
    if (order.document.purpose == Purpose::replace) drop_unrepeated(order);
    std::size_t position = 0;
    for (const ReceiptLine& line : order.lines) {
      ++position;
      const PoNumber po = line.po.empty() ? PoNumber(order.document.number) : line.po;
      std::string number = !line.po_line.empty() ? line.po_line
                           : !line.line.empty()  ? line.line
                                                 : std::to_string(position);
      add(order, line, find_or_add(order.supplier, po, std::move(number)));
    }
  }

  std::vector<OrderedLine> sorted() && {
    std::sort(lines_.begin(), lines_.end(), [](const OrderedLine& a, const OrderedLine& b) {
      const auto order = std::tie(a.supplier, a.po) <=> std::tie(b.supplier, b.po);
      return std::is_eq(order) ? line_number_less(a.line, b.line) : std::is_lt(order);
    });
    return std::move(lines_);
  }

 private:
  OrderedLine& find_or_add(const SupplierId& supplier, const PoNumber& po, std::string number) {
    const std::string key = sentence(supplier.str(), "\x1f", po.str(), "\x1f", line_number(number));
    const auto [found, is_new] = by_key_.try_emplace(key, lines_.size());
    if (is_new) lines_.push_back({supplier, po, std::move(number), {}});
    return lines_[found->second];
  }

  static void add(const Receipt& order, const ReceiptLine& line, OrderedLine& entry) {
    const std::optional<Moment> due = line.expected ? line.expected : order.dates.expected;
    if (!entry.versions.empty() && entry.versions.back().document == &order) {
      // Delivery schedules of one line: together they are the line, due with the last of them.
      OrderedVersion& version = entry.versions.back();
      version.quantity += line.quantity;
      if (due && (!version.due || version.due->at < due->at)) version.due = due;
      return;
    }
    const bool cancelled = order.document.purpose == Purpose::cancel;
    entry.versions.push_back({&order, &line, cancelled ? Quantity() : line.quantity,
                              effective_time(order), due, cancelled});
  }

  void cancel_all(const Receipt& order) {
    end_lines(
        order, [](const OrderedLine&) { return true; }, true);
  }

  void drop_unrepeated(const Receipt& order) {
    end_lines(
        order,
        [&](const OrderedLine& entry) {
          return std::none_of(order.lines.begin(), order.lines.end(), [&](const ReceiptLine& l) {
            const std::string& number = l.po_line.empty() ? l.line : l.po_line;
            return line_number(number) == line_number(entry.line);
          });
        },
        false);
  }

  /// Lines of this order that `ends` end with it. The gathered lines of one document's identity
  /// stand together at the end, because its versions come one after the other.
  template <class Ends>
  void end_lines(const Receipt& order, Ends ends, bool cancelled) {
    for (auto entry = lines_.rbegin(); entry != lines_.rend(); ++entry) {
      if (entry->supplier != order.supplier || entry->po.str() != order.document.number) break;
      if (!ends(*entry)) continue;
      OrderedVersion version = entry->versions.back();
      version.document = &order;
      version.quantity = Quantity();
      version.effective = effective_time(order);
      version.cancelled = cancelled;
      entry->versions.push_back(version);
    }
  }

  std::vector<OrderedLine> lines_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

}  // namespace

std::vector<OrderedLine> gather_order_lines(std::span<const LiveDocument> orders) {
  OrderGatherer gatherer;
  for (const LiveDocument& order : orders) gatherer.take(order.receipt());
  return std::move(gatherer).sorted();
}

}  // namespace weighbridge::matching
