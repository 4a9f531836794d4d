#include "bench/generators/supply_chains.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <utility>

#include "examples/generator/random.hpp"

namespace weighbridge::bench {

namespace {

using generator::Random;
using std::chrono::days;

constexpr Date kFirstDay = Date{days{20454}};  // 2026-01-01

Decimal cents(std::int64_t value) {
  return Decimal::from_millionths(Int128{value} * 10'000);
}

/// What happens to one order line.
struct LineLife {
  std::int64_t sku, ordered, received, posted, billed, price, billed_price;  ///< prices in cents
};

LineLife make_line(Random& random, int wrong_per_thousand, SupplyChainCount& count) {
  LineLife line{};
  line.sku = random.between(1, 50'000);
  line.ordered = line.received = line.posted = line.billed = random.between(1, 40) * 12;
  line.price = line.billed_price = random.between(5, 25'000);
  if (random.between(1, 1000) > wrong_per_thousand) return line;
  ++count.wrong_lines;
  switch (random.between(1, 4)) {
    case 1:
      line.received -= line.ordered / 4;
      line.posted = line.received;
      break;
    case 2:
      line.billed_price += line.price / 8 + 1;
      break;
    case 3:
      line.posted = line.ordered / 3;
      break;
    default:
      line.billed += 12;
  }
  return line;
}

/// The documents of one order, in the order in which they come.
class Chain {
 public:
  Chain(std::uint64_t number, std::size_t lines, Random& random, const SupplyChainOptions& options,
        SupplyChainCount& count)
      : id_(std::to_string(1'000'000 + number)),
        supplier_("S" + std::to_string(number % 397)),
        day_(kFirstDay + days{static_cast<int>(number % 300)}),
        split_(random.chance(10)) {
    for (std::size_t i = 0; i < lines; ++i) {
      lines_.push_back(make_line(random, options.wrong_per_thousand, count));
    }
  }

  std::array<std::vector<Receipt>, 5> documents() const {
    std::array<std::vector<Receipt>, 5> made;
    made[0].push_back(
        document(Stage::ordered, DocumentKind::purchase_order, "PO-", 0, 0, &LineLife::ordered));
    for (int part = 0; part < (split_ ? 2 : 1); ++part) {
      made[1].push_back(
          document(Stage::shipped, DocumentKind::ship_notice, "SH-", 4, part, &LineLife::ordered));
      made[2].push_back(document(Stage::received, DocumentKind::warehouse_receipt, "WR-", 6, part,
                                 &LineLife::received));
      made[3].push_back(
          document(Stage::accrued, DocumentKind::accrual, "GR-", 6, part, &LineLife::posted));
      made[4].push_back(
          document(Stage::invoiced, DocumentKind::invoice, "INV-", 8, part, &LineLife::billed));
    }
    return made;
  }

 private:
  std::string numbered(std::string_view prefix, int part) const {
    std::string number(prefix);
    number += id_;
    if (split_) number += part == 0 ? "A" : "B";
    return number;
  }

  /// The first of two deliveries brings a third, the second the rest.
  std::int64_t share(std::int64_t whole, int part) const {
    if (!split_) return whole;
    return part == 0 ? whole / 3 : whole - whole / 3;
  }

  Receipt document(Stage stage, DocumentKind kind, std::string_view prefix, int after, int part,
                   std::int64_t LineLife::*quantity) const {
    Receipt r;
    r.stage = stage;
    r.document.kind = kind;
    r.document.number = stage == Stage::ordered ? "PO-" + id_ : numbered(prefix, part);
    const Date on = day_ + days{after + part};
    r.document.date = on;
    r.supplier = SupplierId(supplier_);
    r.site = "DC01";
    r.currency = *Currency::parse("USD");
    if (stage == Stage::received) r.dates.posted = Moment::of(Instant{on} + std::chrono::hours{15});
    if (stage == Stage::ordered) r.dates.expected = Moment::of(day_ + days{6});
    Money goods;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::int64_t whole = lines_[i].*quantity;
      ReceiptLine line = row(i, stage == Stage::ordered ? whole : share(whole, part));
      if (stage == Stage::received) line.references.ship_notice = numbered("SH-", part);
      if (stage == Stage::accrued) line.references.receipt = numbered("WR-", part);
      if (stage != Stage::shipped && stage != Stage::received) {
        const bool billed = stage == Stage::invoiced;
        price(line, billed ? lines_[i].billed_price : lines_[i].price);
        goods += *line.amount;
      }
      r.lines.push_back(std::move(line));
    }
    if (stage == Stage::invoiced) r.totals.amount = goods;
    return r;
  }

  ReceiptLine row(std::size_t index, std::int64_t quantity) const {
    ReceiptLine line;
    line.line = std::to_string(index + 1);
    line.po = PoNumber("PO-" + id_);
    line.po_line = std::to_string((index + 1) * 10);
    line.item.sku = "SKU-" + std::to_string(lines_[index].sku);
    line.quantity = Quantity(Decimal::from_integer(quantity));
    line.uom = "EA";
    return line;
  }

  static void price(ReceiptLine& line, std::int64_t price) {
    line.unit_price = UnitPrice(cents(price));
    const Int128 units = line.quantity.value.millionths() / Decimal::kScale;
    line.amount = Money(Decimal::from_millionths(units * line.unit_price->value.millionths()));
  }

  std::string id_, supplier_;
  Date day_;
  bool split_;
  std::vector<LineLife> lines_;
};

/// How many orders later each stage comes.
constexpr std::array<std::size_t, 5> kLag{0, 200, 260, 270, 340};

}  // namespace

SupplyChainCount make_supply_chains(const SupplyChainOptions& options,
                                    const std::function<void(Receipt&&)>& sink) {
  SupplyChainCount count;
  Random random(options.seed);
  std::deque<std::array<std::vector<Receipt>, 5>> under_way;
  const auto hand_out = [&](std::vector<Receipt>& documents) {
    for (Receipt& r : documents) {
      ++count.documents;
      count.input_lines += r.lines.size();
      sink(std::move(r));
    }
  };
  std::uint64_t last = 0;  // orders made
  for (std::uint64_t step = 0;; ++step) {
    if (count.order_lines < options.order_lines) {
      const auto wanted = static_cast<std::uint64_t>(
          options.lines_per_order > 0 ? options.lines_per_order : random.between(1, 8));
      const std::uint64_t lines = std::min(wanted, options.order_lines - count.order_lines);
      count.order_lines += lines;
      under_way.push_back(Chain(++last, lines, random, options, count).documents());
    } else if (under_way.empty()) {
      return count;
    }
    // under_way.back() is of order `last`; what has gone through every stage is dropped.
    const std::uint64_t first = last - under_way.size();
    for (std::size_t stage = 0; stage < kLag.size(); ++stage) {
      if (step < kLag[stage] || step - kLag[stage] < first) continue;
      const std::uint64_t place = step - kLag[stage] - first;
      if (place < under_way.size()) hand_out(under_way[place][stage]);
    }
    if (step >= kLag.back()) under_way.pop_front();
  }
}

}  // namespace weighbridge::bench
