#include "examples/generator/order.hpp"

#include <algorithm>

namespace weighbridge::generator {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// Cheap things are ordered by the hundred, dear things by the dozen; always whole order units.
std::int64_t choose_quantity(const Item& item, Random& random) {
  const std::int64_t unit = item.per_order_uom;
  const std::int64_t wanted = item.price < 5'000     ? 100 * random.between(2, 12)
                              : item.price < 100'000 ? 12 * random.between(2, 20)
                                                     : random.between(4, 40);
  return (wanted + unit - 1) / unit * unit;
}

const Item& item_named(std::string_view sku) {
  return *std::find_if(items().begin(), items().end(),
                       [sku](const Item& item) { return item.sku == sku; });
}

}  // namespace

Cents Bill::gross() const {
  Cents sum = freight;
  for (const BilledLine& line : lines) sum += line.claimed();
  return sum;
}

int Numbering::next(std::string_view of) {
  const auto found = std::find_if(counters_.begin(), counters_.end(),
                                  [of](const Counter& c) { return c.of == of; });
  if (found != counters_.end()) return ++found->count;
  counters_.push_back({of, 0});
  return 0;
}

std::string Numbering::next_po() {
  return "NG-" + std::to_string(10'401 + next("po"));
}

std::string Numbering::next_shipment(const Supplier& supplier) {
  return std::string(supplier.id.substr(0, 2)) + std::to_string(700'101 + 3 * next(supplier.name));
}

std::string Numbering::next_invoice(const Supplier& supplier) {
  return std::string(supplier.invoice_prefix) +
         std::to_string(supplier.first_invoice + 7 * next(supplier.id));
}

std::string Numbering::next_receipt(const Site& site) {
  return "WR-" + std::string(site.id) + "-" + std::to_string(1001 + next(site.id));
}

std::string Numbering::next_posting() {
  return "GR" + std::to_string(5'000'301 + next("posting"));
}

std::vector<Goods> choose_goods(const Supplier& supplier, std::size_t count, Random& random) {
  std::vector<const Item*> all;
  for (const Item& item : items_of(supplier)) all.push_back(&item);
  for (std::size_t i = all.size(); i > 1; --i) {
    const std::int64_t other = random.between(0, static_cast<std::int64_t>(i) - 1);
    std::swap(all[i - 1], all[static_cast<std::size_t>(other)]);
  }
  std::vector<Goods> goods;
  for (std::size_t i = 0; i < std::min(count, all.size()); ++i)
    goods.push_back({all[i]->sku, choose_quantity(*all[i], random)});
  return goods;
}

Minute at_site(const Site& site, Day day, int minute_of_day) {
  const Minute local = Minute{day} + minutes{minute_of_day};
  return local - us_offset(site.standard_offset, local - site.standard_offset);
}

Bill& bill_in_full(Order& order, Day date, Numbering& numbering) {
  Bill& bill = order.bills.emplace_back();
  bill.number = numbering.next_invoice(*order.supplier);
  bill.po = order.po;
  bill.date = date;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    BilledLine& line = bill.lines.emplace_back();
    line.line = i;
    line.quantity = order.lines[i].ordered;
    line.price = order.lines[i].price;
  }
  return bill;
}

Order plan_order(const OrderPlan& plan, Random& random, Numbering& numbering) {
  Order order;
  order.supplier = &supplier_named(plan.supplier);
  order.site = &site_named(plan.site);
  order.po = numbering.next_po();
  order.placed = plan.placed;
  order.due = plan.arrives;
  for (const Goods& goods : plan.goods) {
    const Item& item = item_named(goods.sku);
    order.lines.push_back({&item, goods.quantity, item.price});
  }
  if (Minute{plan.shipped} >= kAsOf) return order;

  Shipment& shipment = order.shipments.emplace_back();
  shipment.number = numbering.next_shipment(*order.supplier);
  shipment.shipped = plan.shipped;
  shipment.expected = plan.arrives;
  shipment.minute = static_cast<int>(random.between(13 * 60, 18 * 60));
  for (std::size_t i = 0; i < order.lines.size(); ++i)
    shipment.lines.push_back({i, order.lines[i].ordered});
  const Minute arrival =
      at_site(*order.site, plan.arrives, static_cast<int>(random.between(7 * 60, 15 * 60)));
  if (arrival >= kAsOf) return order;

  Delivery& delivery = order.deliveries.emplace_back();
  delivery.number = numbering.next_receipt(*order.site);
  delivery.shipment = shipment.number;
  delivery.at = arrival;
  for (std::size_t i = 0; i < order.lines.size(); ++i)
    delivery.lines.push_back({.line = i, .quantity = order.lines[i].ordered});
  const Day billed = plan.arrives + days{random.between(0, 3)};
  if (Minute{billed} + hours{24} < kAsOf) bill_in_full(order, billed, numbering);
  return order;
}

void post_deliveries(Order& order, Numbering& numbering) {
  const auto taken_back = [&](const Delivery& delivery) {
    return std::any_of(order.deliveries.begin(), order.deliveries.end(),
                       [&](const Delivery& d) { return d.reverses == delivery.number; });
  };
  for (const Delivery& delivery : order.deliveries) {
    if (!delivery.reverses.empty() || taken_back(delivery)) continue;
    Posting& posting = order.postings.emplace_back();
    posting.number = numbering.next_posting();
    posting.receipt = delivery.number;
    posting.at = delivery.at + minutes{45};
    for (const ReceivedLine& received : delivery.lines) {
      const Price price = order.lines[received.line].price;
      posting.lines.push_back({received.line, received.quantity, extend(received.quantity, price)});
    }
  }
}

}  // namespace weighbridge::generator
