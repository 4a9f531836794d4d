#include "matching/inventory/transfers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

using std::chrono::days;

/// Sorts events to the transfer order lines that they are about.
class LineGatherer {
 public:
  explicit LineGatherer(const StockUnits& units) : units_(units) {}

  std::vector<TransferLine> gather(const StockEvents& events) {
    for (const auto* list : {&events.transfer_ships, &events.transfer_receives}) {
      for (const StockEvent& event : *list) {
        if (!event->line.empty()) learn(event);
      }
    }
    for (const StockEvent& event : events.transfer_ships) line_of(event).ships.push_back(event);
    for (const StockEvent& event : events.transfer_receives) {
      line_of(event).receives.push_back(event);
    }
    for (const StockEvent& event : events.transfer_cancels) line_of(event).cancels.push_back(event);
    std::vector<TransferLine> lines;
    lines.reserve(lines_.size());
    for (auto& [key, line] : lines_) lines.push_back(std::move(line));
    std::stable_sort(lines.begin(), lines.end(), [](const TransferLine& a, const TransferLine& b) {
      if (a.order != b.order) return a.order < b.order;
      return line_number_less(a.line, b.line);
    });
    return lines;
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  ///< order, line, sku

  std::string sku_of(const StockEvent& event) const { return units_.item(event->sku, {}).sku; }

  void learn(const StockEvent& event) {
    named_[event->order].emplace(line_number(event->line), sku_of(event));
  }

  TransferLine& line_of(const StockEvent& event) {
    const Key key = key_of(event);
    TransferLine& line = lines_[key];
    line.order = std::get<0>(key);
    // As it is written; where it is written in several ways, the choice must not depend on order.
    if (line.line.empty() || (!event->line.empty() && event->line < line.line)) {
      line.line = event->line;
    }
    line.stock.sku = std::get<2>(key);
    return line;
  }

  /// What an event leaves out, its line or its item, the others of its order may tell.
  Key key_of(const StockEvent& event) const {
    const std::string line(line_number(event->line));
    const std::string sku = event->sku.empty() ? std::string() : sku_of(event);
    const auto named = named_.find(event->order);
    if (named == named_.end() || (!line.empty() && !sku.empty())) return {event->order, line, sku};
    const std::pair<std::string, std::string>* only = nullptr;
    for (const auto& candidate : named->second) {
      if (!line.empty() && candidate.first != line) continue;
      if (!sku.empty() && candidate.second != sku) continue;
      if (only != nullptr) return {event->order, line, sku};
      only = &candidate;
    }
    if (only == nullptr) return {event->order, line, sku};
    return {event->order, only->first, only->second};
  }

  const StockUnits& units_;
  std::map<std::string, std::set<std::pair<std::string, std::string>>> named_;
  std::map<Key, TransferLine> lines_;
};

/// Adds up one line and says where it stands.
class LineFollower {
 public:
  LineFollower(const StockUnits& units, const Setting& setting, std::vector<Refusal>& refusals)
      : units_(units), setting_(setting), refusals_(refusals) {}

  void follow(TransferLine& line) {
    const std::string sku = line.stock.sku;
    setting_.windows.about(&line);
    line.stock = units_.item(sku, first_event(line)->uom);
    name_sites(line);
    in_proportion(line.unit_problem, [&] { calculate(line); });
  }

 private:
  void calculate(TransferLine& line) {
    line.shipped = sum(line, line.ships, any);
    line.good = sum(line, line.receives, is_good);
    line.damaged = sum(line, line.receives, is_damaged);
    // A cancellation whose shipment is not known yet waits for it.
    if (line.has_shipment()) line.cancelled = sum(line, line.cancels, any, line.shipped);
    line.cost = cost_of(line);
    if (!line.unit_problem.empty()) return;
    probe(line.shipped + line.arrived(), line.cost);
    const bool said_final = std::any_of(line.receives.begin(), line.receives.end(),
                                        [](const StockEvent& event) { return event->final; });
    line.is_final = line.has_shipment() && (said_final || line.arrived() >= line.left());
    set_days(line);
    const Windowing& windows = setting_.windows;
    line.orphaned = !line.has_shipment() && !line.arrived().is_zero() &&
                    windows.hours_passed(line.to_site, line.receives.front().moment(),
                                         setting_.policy.windows.transfer_orphan);
    line.verdict = check(line);
  }

  static bool any(const InventoryEvent&) { return true; }
  // M-0.5, with `damaged` taken into the damaged location; what is stated as missing is nowhere.
  static bool is_damaged(const InventoryEvent& event) {
    return event.condition == Condition::damaged || event.condition == Condition::rejected;
  }
  static bool is_good(const InventoryEvent& event) {
    return !is_damaged(event) && event.condition != Condition::short_;
  }

  static void name_sites(TransferLine& line) {
    for (const StockEvent& event : line.ships) {
      if (line.from_site.empty()) line.from_site = event->site;
      if (line.to_site.empty()) line.to_site = event->to_site;
    }
    if (line.to_site.empty() && !line.receives.empty()) {
      line.to_site = line.receives.front()->site;
    }
  }

  /// What the events that `belongs` picks add up to. A negative quantity corrects earlier ones.
  Rational sum(TransferLine& line, const std::vector<StockEvent>& events,
               bool (*belongs)(const InventoryEvent&),
               const std::optional<Rational>& ceiling = std::nullopt) {
    Rational total;
    for (const bool correcting : {false, true}) {
      for (const StockEvent& event : events) {
        const bool corrects = event->quantity && event->quantity->is_negative();
        if (!belongs(*event) || corrects != correcting) continue;
        const auto quantity = units_.to_base(line.stock, event, event->quantity, line.unit_problem);
        if (!quantity) continue;
        const Rational next = total + *quantity;
        if (next.is_negative()) {
          refuse(line, event, "OVER_REVERSAL", "takes back more than there was");
        } else if (ceiling && next > *ceiling) {
          refuse(line, event, "OVER_CANCEL", "cancels more than was shipped");
        } else {
          total = next;
        }
      }
    }
    return total;
  }

  void refuse(const TransferLine& line, const StockEvent& event, std::string_view code,
              std::string_view what) {
    refusals_.push_back({event->id, event.accepted->source, "SEQUENCE", std::string(code),
                         sentence("the ", to_string_view(event->kind), " ", event->id,
                                  " of transfer ", line.order, " line ", line.line, " ", what),
                         "send what is missing before it, or a corrected event"});
  }

  /// The shipments' own costs, each for its share; else what the receiving site states.
  UnitCost cost_of(const TransferLine& line) const {
    Rational value;
    Rational quantity;
    std::string ignored;
    for (const auto* list : {&line.ships, &line.receives}) {
      for (const StockEvent& event : *list) {
        const auto share = units_.to_base(line.stock, event, event->quantity, ignored);
        if (!share || *share <= Rational() || !event->unit_cost) continue;
        value += *share * *units_.cost(line.stock, event);
        quantity += *share;
      }
      if (!quantity.is_zero()) return value / quantity;
    }
    return units_.usual_cost(line.stock);
  }

  /// What arrived fills the shipment that was due first (as in M-4.5); the rest is open.
  void set_days(TransferLine& line) const {
    struct Due {
      Date eta;
      Rational quantity;
    };
    std::vector<Due> due;
    Rational filled = line.arrived() + line.cancelled;
    std::string ignored;
    for (const StockEvent& event : line.ships) {
      const auto quantity = units_.to_base(line.stock, event, event->quantity, ignored);
      if (!quantity) continue;
      if (quantity->is_negative()) {
        filled -= *quantity;
      } else {
        due.push_back({eta_of(line, event), *quantity});
      }
    }
    std::sort(due.begin(), due.end(), [](const Due& a, const Due& b) {
      return std::tie(a.eta, a.quantity) < std::tie(b.eta, b.quantity);
    });
    bool is_open = false;
    for (const Due& shipment : due) {
      const Rational used = min(filled, shipment.quantity);
      filled -= used;
      const Rational open = shipment.quantity - used;
      const Date last = shipment.eta + setting_.policy.windows.transfer_grace;
      if (!is_open) {
        line.eta = shipment.eta;
        line.last_day = last;
      }
      is_open = is_open || !open.is_zero();
      const bool is_over = setting_.windows.day_over(line.to_site, last);
      if (!line.is_final && is_over) line.overdue += open;
    }
  }

  Date eta_of(const TransferLine& line, const StockEvent& ship) const {
    if (ship->eta) return setting_.windows.day_of(line.to_site, *ship->eta);
    return setting_.windows.day_of(line.from_site, ship.moment()) +
           days{setting_.policy.windows.default_lead_days};
  }

  /// XFER (section 7).
  Verdict check(const TransferLine& line) const {
    const Rational difference = line.difference();
    if (difference.is_zero()) return Verdict::within;
    const Rational size = abs(difference);
    const Variance variance{size, line.left(), size * line.cost.value_or(Rational()), true};
    const Direction direction = difference.is_negative() ? Direction::under : Direction::over;
    const ToleranceSubject subject{{}, line.stock.sku, line.stock.group, line.to_site};
    return verdict(setting_.tolerances.find(Leg::xfer, direction, subject), variance);
  }

  const StockUnits& units_;
  const Setting& setting_;
  std::vector<Refusal>& refusals_;
};

}  // namespace

std::string_view to_string_view(TransferState state) {
  constexpr std::array<std::string_view, 8> kNames{"AWAITING_SHIPMENT", "ORPHANED", "IN_TRANSIT",
                                                   "OVERDUE",           "RECEIVED", "DIFFERENT",
                                                   "CANCELLED",         "UNMAPPED"};
  return kNames.at(static_cast<std::size_t>(state));
}

const StockEvent& first_event(const TransferLine& line) {
  if (!line.ships.empty()) return line.ships.front();
  return line.receives.empty() ? line.cancels.front() : line.receives.front();
}

Rational TransferLine::in_transit() const {
  if (!has_shipment() || is_final) return {};
  return left() - arrived();
}

Rational TransferLine::difference() const {
  return has_shipment() && is_final ? arrived() - left() : Rational();
}

TransferState TransferLine::state() const {
  if (!unit_problem.empty()) return TransferState::unmapped;
  if (!has_shipment()) {
    return orphaned ? TransferState::orphaned : TransferState::awaiting_shipment;
  }
  if (!is_final) {
    return overdue.is_zero() ? TransferState::in_transit : TransferState::overdue;
  }
  if (verdict == Verdict::outside) return TransferState::different;
  return left().is_zero() && arrived().is_zero() ? TransferState::cancelled
                                                 : TransferState::received;
}

std::vector<TransferLine> follow_transfers(const StockEvents& events, const StockUnits& units,
                                           const Setting& setting, std::vector<Refusal>& refusals) {
  std::vector<TransferLine> lines = LineGatherer(units).gather(events);
  LineFollower follower(units, setting, refusals);
  for (TransferLine& line : lines) follower.follow(line);
  return lines;
}

}  // namespace weighbridge::matching
