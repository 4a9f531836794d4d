#include "matching/lines/shipments.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

namespace weighbridge::matching {

namespace {

using std::chrono::days;

/// The shipment rows of a line by what receipts may quote of them: SSCC, shipment number or bill of
/// lading (M-4.5).
class QuotedShipments {
 public:
  /// `shipments` in the order in which they are filled.
  explicit QuotedShipments(const std::vector<ShippedLine*>& shipments) : shipments_(shipments) {
    for (std::size_t i = 0; i < shipments.size(); ++i) {
      const ShippedLine& shipment = *shipments[i];
      for (const std::string& sscc : shipment.line->sscc) add(Name::sscc, sscc, i);
      add(Name::number, shipment.document(), i);
      add(Name::bill, shipment.receipt().references.bill_of_lading, i);
    }
    std::sort(rows_.begin(), rows_.end());
  }

  /// What `receipt` quotes, each once.
  std::vector<ShippedLine*> of(const ReceivedLine& receipt) const {
    const LineReferences& line = receipt.line->references;
    const DocumentReferences& document = receipt.receipt().references;
    std::vector<std::size_t> places;
    for (const std::string& sscc : receipt.line->sscc) find(Name::sscc, sscc, places);
    find(Name::number, line.ship_notice, places);
    find(Name::number, document.ship_notice, places);
    find(Name::bill, line.bill_of_lading, places);
    find(Name::bill, document.bill_of_lading, places);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<ShippedLine*> quoted;
    quoted.reserve(places.size());
    for (const std::size_t place : places) quoted.push_back(shipments_[place]);
    return quoted;
  }

 private:
  enum class Name : std::uint8_t { sscc, number, bill };
  using Row = std::tuple<Name, std::string_view, std::size_t>;

  void add(Name name, std::string_view value, std::size_t place) {
    if (!value.empty()) rows_.emplace_back(name, value, place);
  }

  void find(Name name, std::string_view value, std::vector<std::size_t>& places) const {
    if (value.empty()) return;
    auto row = std::lower_bound(rows_.begin(), rows_.end(), Row(name, value, 0));
    for (; row != rows_.end() && std::get<0>(*row) == name && std::get<1>(*row) == value; ++row) {
      places.push_back(std::get<2>(*row));
    }
  }

  const std::vector<ShippedLine*>& shipments_;
  std::vector<Row> rows_;
};

Rational shortage(const ShippedLine& shipment) {
  return max(Rational(), shipment.quantity - shipment.received);
}

class ReceiptAttacher {
 public:
  ReceiptAttacher(LineEvidence& line, const Setting& setting)
      : line_(line), setting_(setting), by_age_(in_order(line)) {}

  void attach_all() {
    const QuotedShipments shipments(by_age_);
    for (const ReceivedLine& receipt : line_.receipts) {
      const std::vector<ShippedLine*> quoted = shipments.of(receipt);
      if (quoted.empty()) {
        attach_by_age(receipt);
      } else {
        fill(receipt, quoted, receipt.total());
      }
    }
  }

 private:
  /// The oldest first; one that asks to be cancelled is the last that a receipt is thought to
  /// belong to.
  static std::vector<ShippedLine*> in_order(LineEvidence& line) {
    std::vector<ShippedLine*> order;
    order.reserve(line.shipments.size());
    for (ShippedLine& shipment : line.shipments) order.push_back(&shipment);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
      return (a->live->cancellation != nullptr) < (b->live->cancellation != nullptr);
    });
    return order;
  }

  /// Open shipments first; then such as were closed short, for a late rest; what is beyond all of
  /// them belongs to the newest that had left by then.
  void attach_by_age(const ReceivedLine& receipt) {
    std::vector<ShippedLine*> order;
    for (ShippedLine* shipment : by_age_) {
      if (left_by(*shipment, receipt)) order.push_back(shipment);
    }
    if (order.empty()) {
      order = by_age_;
    } else {
      std::stable_partition(order.begin(), order.end(),
                            [&](const ShippedLine* s) { return was_open(*s, receipt); });
    }
    if (order.empty()) return;
    Rational rest = receipt.total();
    for (ShippedLine* shipment : order) {
      const Rational share = min(rest, shortage(*shipment));
      if (share <= Rational()) continue;
      add(*shipment, receipt, share);
      rest -= share;
      if (rest.is_zero()) return;
    }
    if (!rest.is_zero()) add(newest_of(order), receipt, rest);
  }

  /// Shares `rest` over quoted shipments, each up to what it lacks; the last takes what is over.
  void fill(const ReceivedLine& receipt, const std::vector<ShippedLine*>& quoted, Rational rest) {
    for (ShippedLine* shipment : quoted) {
      const bool last = shipment == quoted.back();
      const Rational share = last ? rest : min(rest, shortage(*shipment));
      add(*shipment, receipt, share);
      rest -= share;
    }
  }

  static ShippedLine& newest_of(const std::vector<ShippedLine*>& shipments) {
    return **std::max_element(shipments.begin(), shipments.end(), [](const auto* a, const auto* b) {
      if ((a->live->cancellation != nullptr) != (b->live->cancellation != nullptr)) {
        return a->live->cancellation != nullptr;
      }
      return a->at.at < b->at.at;
    });
  }

  static void add(ShippedLine& shipment, const ReceivedLine& receipt, const Rational& quantity) {
    shipment.received += quantity;
    shipment.arrivals.push_back({&receipt, quantity});
    shipment.final = shipment.final || receipt.line->final;
  }

  bool left_by(const ShippedLine& shipment, const ReceivedLine& receipt) const {
    return std::chrono::floor<days>(shipment.at.at) <= std::chrono::floor<days>(receipt.at.at);
  }

  /// Open when `receipt` came: not full, not marked final, not closed by its own silence.
  bool was_open(const ShippedLine& shipment, const ReceivedLine& receipt) const {
    if (shortage(shipment).is_zero() || shipment.final) return false;
    if (shipment.arrivals.empty()) return true;
    return receipt.at.at <
           shipment.arrivals.back().receipt->at.at + setting_.policy.windows.asn_close;
  }

  LineEvidence& line_;
  const Setting& setting_;
  const std::vector<ShippedLine*> by_age_;
};

int lead_days(const SupplierId& supplier, const Setting& setting) {
  for (const SupplierRow& row : setting.reference.suppliers) {
    if (row.supplier == supplier && row.lead_days) return *row.lead_days;
  }
  return setting.policy.windows.default_lead_days;
}

std::string_view site_of(const ShippedLine& shipment, const LineEvidence& line) {
  return shipment.receipt().site.empty() ? line.order->site : shipment.receipt().site;
}

Date eta_of(const ShippedLine& shipment, std::string_view site, const Setting& setting) {
  const auto& expected =
      shipment.line->expected ? shipment.line->expected : shipment.receipt().dates.expected;
  if (expected) return setting.windows.day_of(site, *expected);
  return setting.windows.day_of(site, shipment.at) +
         days{lead_days(shipment.receipt().supplier, setting)};
}

}  // namespace

void attach_receipts(LineEvidence& line, const Setting& setting) {
  if (line.shipments.empty()) return;
  ReceiptAttacher(line, setting).attach_all();
}

void decide_cancellations(std::span<ShippedLine> shipments, Judgement& out) {
  std::set<const LiveDocument*> received;
  for (const ShippedLine& shipment : shipments) {
    if (!shipment.arrivals.empty()) received.insert(shipment.live);
  }
  std::set<const LiveDocument*> refused;
  for (ShippedLine& shipment : shipments) {
    const AcceptedReceipt* cancellation = shipment.live->cancellation;
    if (cancellation == nullptr) continue;
    if (!received.contains(shipment.live)) {
      shipment.cancelled = true;
      shipment.quantity = Rational();
    } else if (refused.insert(shipment.live).second) {
      out.refusals.push_back(
          {shipment.document(), cancellation->source, "SEQUENCE", "CANCEL_AFTER_RECEIPT",
           "goods of this shipment were received, so it can not be cancelled",
           "send a replacement with the quantities that were shipped",
           cancellation->receipt.supplier, cancellation->receipt.document.number});
    }
  }
}

void close_shipments(LineEvidence& line, const Setting& setting) {
  const Windows& windows = setting.policy.windows;
  // The final mark stands on the last line of a delivery: it speaks for the whole of it.
  std::set<const Receipt*> final_deliveries;
  for (const ReceivedLine& receipt : line.receipts) {
    if (receipt.line->final) final_deliveries.insert(&receipt.receipt());
  }
  for (ShippedLine& shipment : line.shipments) {
    if (shipment.cancelled) {
      shipment.closed = true;
      continue;
    }
    const std::string_view site = site_of(shipment, line);
    shipment.eta = eta_of(shipment, site, setting);
    const auto ended = [&](const Arrival& arrival) {
      return final_deliveries.contains(&arrival.receipt->receipt());
    };
    const bool full = !shipment.arrivals.empty() && shipment.received >= shipment.quantity;
    const bool silent =
        !shipment.arrivals.empty() &&
        setting.windows.hours_passed(site, shipment.arrivals.back().receipt->at, windows.asn_close);
    shipment.closed =
        full || silent || std::any_of(shipment.arrivals.begin(), shipment.arrivals.end(), ended);
    shipment.overdue =
        !shipment.closed && setting.windows.day_over(site, shipment.eta + windows.transit_grace);
  }
}

}  // namespace weighbridge::matching
