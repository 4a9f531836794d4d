// One purchase order and everything that happens to it: shipped, received, posted, billed. All
// quantities are base units and all prices are per base unit; the documents print what the partner
// would print.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "examples/generator/calendar.hpp"
#include "examples/generator/catalogue.hpp"
#include "examples/generator/money.hpp"
#include "examples/generator/random.hpp"

namespace weighbridge::generator {

/// The moment at which the month is judged.
inline constexpr Minute kAsOf = Minute{march(36)};  // 2026-04-05T00:00Z

struct OrderLine {
  const Item* item = nullptr;
  std::int64_t ordered = 0;
  Price price = 0;
};

/// `line` is an index into Order::lines.
struct ShippedLine {
  std::size_t line = 0;
  std::int64_t quantity = 0;
};

struct Shipment {
  std::string number, purpose = "00";
  Day shipped, expected;
  int minute = 0;        ///< of the day, when the notice was written
  bool cut_off = false;  ///< its file breaks off in the middle of the notice
  std::vector<ShippedLine> lines;
};

struct ReceivedLine {
  std::size_t line = 0;
  std::int64_t quantity = 0;
  std::string_view condition = "good";
  bool final = false;
};

struct Delivery {
  std::string number, shipment;  ///< `shipment` is empty when nobody announced the goods
  std::string reverses;          ///< set: takes back that delivery, line by line
  Minute at;
  std::vector<ReceivedLine> lines;
};

struct PostedLine {
  std::size_t line = 0;
  std::int64_t quantity = 0;
  Cents value = 0;
};

struct Posting {
  std::string number, receipt;
  Minute at;
  std::vector<PostedLine> lines;
};

struct BilledLine {
  std::size_t line = 0;
  std::int64_t quantity = 0;
  Price price = 0;
  std::string uom;                    ///< empty: the item's order unit
  std::int64_t per_uom = 0;           ///< base units in one `uom`, where that is set
  std::string_view vendor_item = {};  ///< set: printed instead of the item's identifiers
  std::optional<Cents> amount;        ///< set: the extension as printed, right or wrong

  Cents claimed() const { return amount ? *amount : extend(quantity, price); }
};

struct Bill {
  std::string number, po;  ///< as the supplier prints them
  Day date;
  std::vector<BilledLine> lines;
  Cents freight = 0;
  bool own_line_numbers = false;  ///< 1, 2, 3 in reverse, whatever the order says
  bool garbled = false;           ///< its transaction set arrives broken
  /// What the planted faults do to its payment.
  Cents disputed = 0, blocked = 0, waiting = 0;

  Cents gross() const;
};

struct Order {
  const Supplier* supplier = nullptr;
  const Site* site = nullptr;
  std::string po;
  Day placed, due;
  std::vector<OrderLine> lines;
  std::vector<Shipment> shipments;
  std::vector<Delivery> deliveries;
  std::vector<Posting> postings;
  std::vector<Bill> bills;

  /// "10", "20", ... as the buyer's ERP numbers its lines.
  static std::string po_line(std::size_t line) { return std::to_string(10 * (line + 1)); }
};

struct Goods {
  std::string_view sku;
  std::int64_t quantity = 0;  ///< base units
};

/// What to order, and when it moves.
struct OrderPlan {
  std::string_view supplier, site;
  Day placed, shipped, arrives;
  std::vector<Goods> goods;
};

/// `count` distinct items of the supplier, in quantities that suit their price.
std::vector<Goods> choose_goods(const Supplier& supplier, std::size_t count, Random& random);

/// Numbers documents per supplier and site, so that every number is used once.
class Numbering {
 public:
  std::string next_po();
  std::string next_shipment(const Supplier& supplier);
  std::string next_invoice(const Supplier& supplier);
  std::string next_receipt(const Site& site);
  std::string next_posting();

 private:
  struct Counter {
    std::string_view of;
    int count = 0;
  };
  int next(std::string_view of);
  std::vector<Counter> counters_;
};

/// An order whose life goes by the book as far as it has come by kAsOf: shipped once, received in
/// full on the day it was expected, billed within three days.
Order plan_order(const OrderPlan& plan, Random& random, Numbering& numbering);

/// A moment of the day at the site, by the site's clock.
Minute at_site(const Site& site, Day day, int minute_of_day);

/// An invoice over everything ordered, at the order's prices.
Bill& bill_in_full(Order& order, Day date, Numbering& numbering);

/// Posts every delivery to the ERP three quarters of an hour after it, at the order's prices, but
/// for those that were taken back before.
void post_deliveries(Order& order, Numbering& numbering);

}  // namespace weighbridge::generator
