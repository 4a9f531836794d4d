#include "matching/rules/stock_history.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

#include "matching/inventory/stock_movements.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

constexpr std::chrono::days kLookBack{30};
constexpr std::size_t kMovementsMax = 100;
constexpr std::size_t kCountsMax = 5;

bool about_stock(const Raised& r) {
  return stock_of(r) != nullptr;
}

/// Where and when to look around for a discrepancy.
struct Surroundings {
  std::string_view sku, location;
  std::vector<std::string_view> sites;
  Instant until{};
};

class Historian {
 public:
  Historian(const HistorySources& sources, const std::vector<Raised>& raised)
      : sources_(sources),
        movements_(sources.inventory.events.movements, sources.units, sources.setting.windows) {
    for (const CountLine& line : sources.inventory.counts) {
      for (const Counting& counting : line.countings) {
        counts_[stock_key(line.site, line.location)].emplace(
            std::pair(counting.event.at, std::string_view(counting.event->id)),
            std::pair(&line, &counting));
      }
    }
    for (const Adjustment& a : sources.inventory.adjustments) {
      adjustments_[stock_key(a.event->site, a.stock.sku)].push_back(&a);
    }
    for (const TransferLine& line : sources.inventory.transfers) {
      if (!line.unit_problem.empty()) continue;
      if (!line.in_transit().is_zero()) transfers_[line.stock.sku].push_back(&line);
    }
    for (const LineEvidence& line : sources.lines) {
      if (!line.buckets.in_transit.is_zero()) deliveries_[line.order->sku].push_back(&line);
    }
    for (const Raised& r : raised) raised_[r.discrepancy.sku].push_back(&r.discrepancy);
  }

  std::vector<HistoryEntry> history_of(const Raised& r) {
    history_.clear();
    const Surroundings around = surroundings_of(r);
    for (const std::string_view site : around.sites) {
      add_movements(around, site);
      add_adjustments(r, around, site);
    }
    if (r.count != nullptr) add_counts(*r.count, around);
    add_transfers(r, around);
    add_deliveries(around);
    add_discrepancies(r.discrepancy);
    return std::move(history_);
  }

 private:
  Surroundings surroundings_of(const Raised& r) const {
    if (r.count != nullptr) {
      return {r.count->stock.sku, r.count->location, {r.count->site}, r.count->decision().event.at};
    }
    if (r.adjustment != nullptr) {
      const InventoryEvent& event = *r.adjustment->event;
      return {r.adjustment->stock.sku, event.location, {event.site}, r.adjustment->event.at};
    }
    Surroundings around{r.transfer->stock.sku, {}, {}, sources_.setting.windows.as_of()};
    for (const std::string* site : {&r.transfer->from_site, &r.transfer->to_site}) {
      if (!site->empty()) around.sites.push_back(*site);
    }
    return around;
  }

  void add(HistoryEntry entry) { history_.push_back(std::move(entry)); }

  void add_movements(const Surroundings& around, std::string_view site) {
    const auto found = movements_.between(site, around.sku, around.until - kLookBack, around.until);
    const std::size_t count = std::min(found.size(), kMovementsMax);
    for (std::size_t i = 0; i < count; ++i) {
      const StockEvent& movement = found[found.size() - 1 - i];
      add({"movement", movement->id, to_string(movement.moment()), movement->location,
           stated_quantity(movement), movement->reason});
    }
  }

  /// As the event states it: history shows what was written.
  static std::optional<Rational> stated_quantity(const StockEvent& event) {
    return event->quantity ? std::optional(Rational(event->quantity->value)) : std::nullopt;
  }

  void add_adjustments(const Raised& r, const Surroundings& around, std::string_view site) {
    const auto found = adjustments_.find(stock_key(site, around.sku));
    if (found == adjustments_.end()) return;
    for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
      const Adjustment& a = **it;
      if (&a == r.adjustment) continue;
      const bool linked = r.adjustment != nullptr && r.adjustment->compensates == &*a.event;
      const bool near = a.event.at > around.until - kLookBack && a.event.at <= around.until;
      if (!near && !linked) continue;
      add({"adjustment", a.event->id, to_string(a.event.moment()), a.event->location, a.quantity,
           linked ? sentence(a.event->reason, a.event->reason.empty() ? "" : ", ", "its opposite")
                  : a.event->reason});
    }
  }

  void add_counts(const CountLine& own, const Surroundings& around) {
    const auto found = counts_.find(stock_key(own.site, around.location));
    if (around.location.empty() || found == counts_.end()) return;
    std::size_t shown = 0;
    for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
      const auto& [line, counting] = it->second;
      if (line == &own || counting->event.at > around.until) continue;
      if (shown++ == kCountsMax) return;
      const auto variance = counting->variance();
      add({"count", counting->event->id, to_string(counting->event.moment()), line->location,
           counting->counted,
           sentence(line->stock.sku, variance ? sentence(", variance ", with_sign(*variance)) : "",
                    counting->event->counter.empty() ? "" : ", by ", counting->event->counter)});
    }
  }

  void add_transfers(const Raised& r, const Surroundings& around) {
    const auto found = transfers_.find(std::string(around.sku));
    if (found == transfers_.end()) return;
    for (const TransferLine* line : found->second) {
      const auto touches = [line](std::string_view site) {
        return site == line->from_site || site == line->to_site;
      };
      if (line == r.transfer || std::none_of(around.sites.begin(), around.sites.end(), touches)) {
        continue;
      }
      add({"transfer",
           sentence(line->order, "/", line->line),
           to_string(line->ships.front().at),
           {},
           line->in_transit(),
           sentence("in transit from ", line->from_site, " to ", line->to_site)});
    }
  }

  void add_deliveries(const Surroundings& around) {
    const auto found = deliveries_.find(std::string(around.sku));
    if (found == deliveries_.end()) return;
    for (const LineEvidence* line : found->second) {
      const OrderLine& order = *line->order;
      const bool here =
          std::find(around.sites.begin(), around.sites.end(), order.site) != around.sites.end();
      if (!here) continue;
      add({"delivery",
           sentence(order.po.str(), "/", order.line),
           {},
           {},
           line->buckets.in_transit,
           sentence("on its way from ", order.supplier.str())});
    }
  }

  void add_discrepancies(const Discrepancy& own) {
    const auto found = raised_.find(own.sku);
    if (own.sku.empty() || found == raised_.end()) return;
    std::size_t shown = 0;
    for (const Discrepancy* d : found->second) {
      if (d == &own) continue;
      if (shown++ == kMovementsMax) return;
      add({"discrepancy", sentence(d->rule, " ", d->document), {}, {}, d->quantity, d->reason});
    }
  }

  using CountsByTime =
      std::map<std::pair<Instant, std::string_view>, std::pair<const CountLine*, const Counting*>>;

  const HistorySources& sources_;
  const StockMovements movements_;
  std::unordered_map<std::string, CountsByTime> counts_;  ///< by site and location
  std::unordered_map<std::string, std::vector<const Adjustment*>> adjustments_;
  std::unordered_map<std::string, std::vector<const TransferLine*>> transfers_;
  std::unordered_map<std::string, std::vector<const LineEvidence*>> deliveries_;
  std::unordered_map<std::string, std::vector<const Discrepancy*>> raised_;
  std::vector<HistoryEntry> history_;
};

}  // namespace

void attach_history(const HistorySources& sources, std::vector<Raised>& raised) {
  if (std::none_of(raised.begin(), raised.end(), about_stock)) return;
  Historian historian(sources, raised);
  for (Raised& r : raised) {
    if (about_stock(r)) r.discrepancy.history = historian.history_of(r);
  }
}

}  // namespace weighbridge::matching
