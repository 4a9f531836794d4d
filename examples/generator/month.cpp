#include "examples/generator/month.hpp"

#include <algorithm>
#include <utility>

#include "examples/generator/faults.hpp"

namespace weighbridge::generator {

namespace {

using std::chrono::days;

constexpr std::size_t kOrders = 64;

/// What a story may use besides its order.
struct Desk {
  Truth& truth;
  Numbering& numbering;
};

/// An order with something to tell: `happens` changes what was shipped, received and billed,
/// `is_posted` what the ERP made of it.
struct Story {
  OrderPlan plan;
  void (*happens)(Order&, Desk&) = nullptr;
  void (*is_posted)(Order&, Desk&) = nullptr;
};

// --- Stories with discrepancies -----------------------------------------------------------------

/// The truck that came off the road: pallets missing, pallets broken, and an invoice for it all.
void rough_delivery(Order& order, Desk& desk) {
  faults::receive_short(order, 0, 12, desk.truth);
  faults::billed_although_short(order, 0, 12, desk.truth);
  faults::receive_short(order, 1, 10, desk.truth);
  faults::bill_dearer(order, 1, order.lines[1].price * 104 / 100, order.lines[1].ordered - 10,
                      desk.truth);
  faults::billed_although_short(order, 1, 10, desk.truth);
  faults::damaged_and_billed(order, 2, 6, desk.truth);
  faults::damaged_not_billed(order, 3, 9, desk.truth);
}

/// Ordered by telephone, never announced, and delivered with a generous hand.
void phone_order(Order& order, Desk& desk) {
  order.shipments.clear();
  order.deliveries.back().shipment.clear();
  faults::deliver_and_bill_over(order, 0, 32, desk.truth);
  order.deliveries.back().lines[1].quantity += 8;  // 4 % and 8 units: within tolerance, and owed
  order.bills.back().lines[1].quantity += 8;
}

/// Scanners and clerks: a case announced too few, a case delivered too many, and the invoice sent
/// again under a second spelling of its number.
void miscounted(Order& order, Desk& desk) {
  faults::announce_less(order, 0, order.lines[0].item->per_order_uom, desk.truth);
  faults::receive_over(order, 1, order.lines[1].item->per_order_uom, desk.truth);
  const std::string& number = order.bills.back().number;
  faults::bill_again(order,
                     number.substr(0, 1) + "-" + number.substr(1, 4) + "-" + number.substr(5),
                     order.bills.back().date + days{4}, desk.truth);
}

/// The ERP took the third line's pieces for cases, and posted the fourth at last year's price.
void miscounted_is_posted(Order& order, Desk& desk) {
  const std::int64_t cases = order.lines[2].ordered / order.lines[2].item->per_order_uom;
  faults::misstate_posting(order, 2, cases, extend(cases, order.lines[2].price), desk.truth);
  const std::int64_t pieces = order.lines[3].ordered;
  faults::misstate_posting(order, 3, pieces, extend(pieces, order.lines[3].price * 9 / 10),
                           desk.truth);
}

/// Two lines were on a truck that never came, one of them billed; a third was shipped short.
void lost_truck(Order& order, Desk& desk) {
  faults::never_arrives(order, 0, false, desk.truth);
  faults::never_arrives(order, 1, true, desk.truth);
  faults::ship_less(order, 2, 24, desk.truth);
}

/// Received in the first days of the month, and then forgotten by everyone.
void forgotten(Order& order, Desk& desk) {
  faults::never_billed(order, desk.truth);
}

void forgotten_is_posted(Order& order, Desk& desk) {
  faults::lose_posting(order, 1, desk.truth);
}

/// The supplier's new price list, in force before the buyer heard of it.
void new_price_list(Order& order, Desk& desk) {
  const auto price = [&](std::size_t line) { return order.lines[line].price; };
  faults::bill_dearer(order, 0, price(0) * 10'375 / 10'000, order.lines[0].ordered, desk.truth);
  faults::bill_dearer(order, 1, price(1) * 103 / 100, order.lines[1].ordered, desk.truth);
  faults::bill_dearer(order, 2, price(2) * 101 / 100, order.lines[2].ordered, desk.truth);
  faults::bill_cheaper(order, 3, price(3) * 85 / 100, desk.truth);
}

/// A paper invoice, keyed by hand with two slips, and a price that the supplier's own tighter
/// tolerance does not let pass.
void keyed_by_hand(Order& order, Desk& desk) {
  faults::misprint_extension(order, 0, 2'700, desk.truth);
  faults::misprint_extension(order, 1, 360, desk.truth);
  faults::bill_dearer(order, 2, order.lines[2].price * 1'015 / 1'000, order.lines[2].ordered,
                      desk.truth);
}

/// An invoice that master data cannot read.
void unreadable_invoice(Order& order, Desk& desk) {
  faults::bill_in_unknown_unit(order, 0, "CT", 50, desk.truth);
  faults::bill_unknown_item(order, 1, "HF-M10X60-SS", desk.truth);
}

/// The invoice quotes an order number that was never given.
void unknown_order(Order& order, Desk& desk) {
  faults::bill_unknown_order(order, "NG-99417", desk.truth);
}

// --- Stories that only look odd: nothing must be found
// --------------------------------------------

/// A corrected ship notice replaces the first one; what came and what was billed agree with it.
void replaced_notice(Order& order, Desk&) {
  Shipment first = order.shipments.back();
  Shipment& corrected = order.shipments.back();
  corrected.purpose = "05";
  corrected.minute += 95;
  const std::int64_t less = order.lines[0].item->per_order_uom;  // one case, 4 % of the line
  corrected.lines[0].quantity -= less;
  order.deliveries.back().lines[0].quantity -= less;
  order.bills.back().lines[0].quantity -= less;
  order.shipments.insert(order.shipments.begin(), std::move(first));
}

/// The supplier writes the order number its own way.
void respelt_order(Order& order, Desk&) {
  order.bills.back().po = "ng" + order.po.substr(3);
}

/// The supplier numbers the invoice's lines its own way; the items tell which is which.
void own_line_numbers(Order& order, Desk&) {
  order.bills.back().own_line_numbers = true;
}

/// Still on the road at the end of the month, and billed already.
void in_transit_and_billed(Order& order, Desk& desk) {
  Bill& bill = bill_in_full(order, order.shipments.back().shipped, desk.numbering);
  bill.waiting = bill.gross();
}

/// The truck is at the dock: half of it counted, the whole of it billed.
void half_unloaded(Order& order, Desk& desk) {
  Bill& bill = bill_in_full(order, order.shipments.back().shipped, desk.numbering);
  for (ReceivedLine& received : order.deliveries.back().lines) {
    const Price price = order.lines[received.line].price;
    const std::int64_t rest = received.quantity / 2;
    bill.waiting += extend(received.quantity, price) - extend(received.quantity - rest, price);
    received.quantity -= rest;
  }
}

/// Two shipments two days apart, two deliveries, two invoices; 60 and 40 of the hundred.
void two_shipments(Order& order, Desk& desk) {
  Shipment second = order.shipments.back();
  second.number = desk.numbering.next_shipment(*order.supplier);
  second.shipped += days{2};
  second.expected += days{2};
  Delivery rest = order.deliveries.back();
  rest.number = desk.numbering.next_receipt(*order.site);
  rest.shipment = second.number;
  rest.at += days{2};
  Bill later = order.bills.back();
  later.number = desk.numbering.next_invoice(*order.supplier);
  later.date += days{2};
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const std::int64_t sixty = order.lines[i].ordered * 3 / 5;
    order.shipments.back().lines[i].quantity = sixty;
    order.deliveries.back().lines[i].quantity = sixty;
    order.bills.back().lines[i].quantity = sixty;
    second.lines[i].quantity -= sixty;
    rest.lines[i].quantity -= sixty;
    later.lines[i].quantity -= sixty;
  }
  order.shipments.push_back(std::move(second));
  order.deliveries.push_back(std::move(rest));
  order.bills.push_back(std::move(later));
}

/// One and a half per cent, and a few dollars, above the order's price: within tolerance.
void slightly_dearer(Order& order, Desk&) {
  order.bills.back().lines[0].price = order.lines[0].price * 1'015 / 1'000;
}

/// Three in a hundred short, announced, received and billed alike: within tolerance.
void slightly_short(Order& order, Desk&) {
  const std::int64_t less = order.lines[0].ordered * 3 / 100;
  order.shipments.back().lines[0].quantity -= less;
  order.deliveries.back().lines[0].quantity -= less;
  order.bills.back().lines[0].quantity -= less;
}

/// The invoice's transaction set arrives broken; its neighbours in the file are good.
void garbled_invoice(Order& order, Desk&) {
  order.bills.back().garbled = true;
}

/// The ship notice's file breaks off; the goods and the invoice come all the same.
void cut_off_notice(Order& order, Desk&) {
  order.shipments.back().cut_off = true;
}

/// Freight as agreed in policy.yaml.
void agreed_freight(Order& order, Desk&) {
  order.bills.back().freight = 4'500;
}

/// Ordered and announced by the case, billed by the piece.
void billed_by_the_piece(Order& order, Desk&) {
  for (BilledLine& line : order.bills.back().lines) {
    line.uom = "EA";
    line.per_uom = 1;
  }
}

/// Somebody swapped two digits at the dock, took the receipt back and entered it again.
void receipt_taken_back(Order& order, Desk& desk) {
  Delivery right = order.deliveries.back();
  Delivery& wrong = order.deliveries.back();
  wrong.lines[0].quantity = 840;
  Delivery back = wrong;
  back.number = desk.numbering.next_receipt(*order.site);
  back.reverses = wrong.number;
  back.at += std::chrono::minutes{12};
  right.number = desk.numbering.next_receipt(*order.site);
  right.at += std::chrono::minutes{15};
  order.deliveries.push_back(std::move(back));
  order.deliveries.push_back(std::move(right));
}

/// The last truck: received an hour and a half before the month is judged, not posted yet.
void last_truck(Order& order, Desk&) {
  order.deliveries.back().at = kAsOf - std::chrono::minutes{90};
}

void last_truck_is_posted(Order& order, Desk&) {
  order.postings.clear();
}

// Supplier, site, placed, shipped, arrives, goods; what happens, what is posted.
// clang-format off
std::vector<Story> faulty_stories() {
  return {
      {{"LUMEN", "DC01", march(2), march(9), march(11),
        {{"NG-3001", 120}, {"NG-3003", 96}, {"NG-3002", 144}, {"NG-3004", 120}, {"NG-3007", 240}}},
       rough_delivery},
      {{"HARBOR", "DC02", march(3), march(9), march(12),
        {{"NG-1001", 400}, {"NG-1005", 200}, {"NG-1003", 1200}}},
       phone_order},
      {{"KESTREL", "DC02", march(5), march(11), march(13),
        {{"NG-2001", 500}, {"NG-2002", 300}, {"NG-2003", 360}, {"NG-2004", 60}}},
       miscounted, miscounted_is_posted},
      {{"PINEWOOD", "DC01", march(6), march(13), march(17),
        {{"NG-4001", 18}, {"NG-4003", 40}, {"NG-4005", 144}, {"NG-4002", 48}}},
       lost_truck},
      {{"HARBOR", "DC01", march(-5), march(-1), march(3),
        {{"NG-1002", 300}, {"NG-1007", 84}}},
       forgotten, forgotten_is_posted},
      {{"HARBOR", "DC02", march(9), march(16), march(19),
        {{"NG-1006", 72}, {"NG-1001", 200}, {"NG-1008", 240}, {"NG-1007", 96}, {"NG-1004", 900}}},
       new_price_list},
      {{"PINEWOOD", "DC02", march(10), march(17), march(20),
        {{"NG-4004", 96}, {"NG-4006", 72}, {"NG-4005", 240}, {"NG-4001", 12}}},
       keyed_by_hand},
      {{"HARBOR", "DC01", march(12), march(18), march(20),
        {{"NG-1003", 800}, {"NG-1002", 250}, {"NG-1005", 60}}},
       unreadable_invoice},
      {{"KESTREL", "DC01", march(13), march(19), march(23),
        {{"NG-2006", 96}, {"NG-2005", 40}}},
       unknown_order},
  };
}

std::vector<Story> harmless_stories() {
  return {
      {{"KESTREL", "DC01", march(2), march(6), march(9),
        {{"NG-2003", 900}, {"NG-2001", 250}}},
       replaced_notice},
      {{"PINEWOOD", "DC02", march(4), march(10), march(12),
        {{"NG-4004", 48}, {"NG-4003", 36}}},
       respelt_order},
      {{"LUMEN", "DC02", march(6), march(12), march(16),
        {{"NG-3002", 96}, {"NG-3005", 150}, {"NG-3001", 200}}},
       own_line_numbers},
      {{"HARBOR", "DC01", march(25), march(32), march(37),
        {{"NG-1001", 600}, {"NG-1006", 48}}},
       in_transit_and_billed},
      {{"LUMEN", "DC01", march(26), march(33), march(35),
        {{"NG-3006", 20}, {"NG-3001", 360}}},
       half_unloaded},
      {{"LUMEN", "DC01", march(3), march(9), march(11),
        {{"NG-3005", 200}, {"NG-3003", 60}}},
       two_shipments},
      {{"HARBOR", "DC02", march(11), march(17), march(20),
        {{"NG-1005", 200}, {"NG-1003", 500}}},
       slightly_dearer},
      {{"HARBOR", "DC01", march(16), march(20), march(24),
        {{"NG-1002", 500}}},
       slightly_short},
      {{"LUMEN", "DC02", march(12), march(16), march(18),
        {{"NG-3001", 144}, {"NG-3007", 300}}},
       garbled_invoice},
      {{"KESTREL", "DC02", march(10), march(13), march(17),
        {{"NG-2004", 48}, {"NG-2006", 60}}},
       cut_off_notice},
      {{"LUMEN", "DC01", march(5), march(10), march(13),
        {{"NG-3006", 16}}},
       agreed_freight},
      {{"KESTREL", "DC01", march(9), march(13), march(16),
        {{"NG-2002", 240}, {"NG-2001", 375}}},
       billed_by_the_piece},
      {{"HARBOR", "DC02", march(13), march(19), march(24),
        {{"NG-1004", 480}, {"NG-1001", 300}}},
       receipt_taken_back},
      {{"PINEWOOD", "DC02", march(27), march(32), march(35),
        {{"NG-4001", 8}, {"NG-4002", 32}}},
       last_truck, last_truck_is_posted},
  };
}
// clang-format on

/// `day`, or the Monday after it when it falls on a weekend.
Day workday(Day day) {
  const Day monday = week_of(day);
  return day - monday >= days{5} ? monday + days{7} : day;
}

/// An ordinary order, the `index`-th of `count`, placed somewhere between 23 February and 31 March.
Story ordinary_order(std::size_t index, std::size_t count, Random& random) {
  const Supplier& supplier = random.pick(suppliers());
  const Day placed = workday(march(-5) + days{static_cast<std::int64_t>(index * 37 / count)});
  const Day shipped = workday(placed + days{random.between(3, 6)});
  const Day arrives = workday(shipped + days{random.between(2, 4)});
  return {{supplier.id, random.pick(sites()).id, placed, shipped, arrives,
           choose_goods(supplier, static_cast<std::size_t>(random.between(1, 6)), random)}};
}

}  // namespace

Month plan_month(std::uint64_t seed) {
  Random random(seed);
  std::vector<Story> stories = faulty_stories();
  for (Story& story : harmless_stories()) stories.push_back(std::move(story));
  const std::size_t ordinary = kOrders - stories.size();
  for (std::size_t i = 0; i < ordinary; ++i) stories.push_back(ordinary_order(i, ordinary, random));
  std::stable_sort(stories.begin(), stories.end(),
                   [](const Story& a, const Story& b) { return a.plan.placed < b.plan.placed; });

  Month month;
  Numbering numbering;
  Desk desk{month.truth, numbering};
  for (const Story& story : stories) {
    Order order = plan_order(story.plan, random, numbering);
    if (story.happens != nullptr) story.happens(order, desk);
    post_deliveries(order, numbering);
    if (story.is_posted != nullptr) story.is_posted(order, desk);
    month.orders.push_back(std::move(order));
  }
  month.stock = plan_stock(seed, month.truth);
  return month;
}

}  // namespace weighbridge::generator
