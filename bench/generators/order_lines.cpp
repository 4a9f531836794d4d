#include "bench/generators/order_lines.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "examples/generator/calendar.hpp"
#include "examples/generator/money.hpp"
#include "examples/generator/random.hpp"

namespace weighbridge::bench {

namespace {

using generator::Day;
using generator::dollars;
using generator::extend;
using generator::iso_date;
using generator::march;
using generator::price_text;
using generator::Random;

constexpr std::string_view kHeader =
    "stage,document_kind,document_number,document_date,supplier,site,currency,line,po,po_line,sku,"
    "quantity,uom,unit_price,amount,condition,final,ship_notice,receipt,posted_at\n";

struct Line {
  std::int64_t sku, ordered, received, posted;
  generator::Price price, billed_price;
};

/// One order and all its documents, as CSV rows.
class OrderRows {
 public:
  OrderRows(std::uint64_t number, Random& random)
      : id_(std::to_string(1'000'000 + number)),
        supplier_("S" + std::to_string(number % 97)),
        site_(number % 2 == 0 ? "DC01" : "DC02"),
        placed_(march(static_cast<int>(random.between(1, 20)))) {}

  void add(Random& random, int disturbed_percent) {
    Line line{};
    line.sku = random.between(1, 5'000);
    line.ordered = line.received = random.between(1, 40) * 12;
    line.price = line.billed_price = random.between(5, 25'000) * 100;
    if (random.chance(disturbed_percent)) {
      const std::int64_t what = random.between(1, 3);
      if (what == 1) line.received -= line.ordered / 4;
      if (what == 2) line.billed_price += line.price / 10;
      line.posted = what == 3 ? line.ordered / 12 : line.received;
    } else {
      line.posted = line.received;
    }
    lines_.push_back(line);
  }

  void write(std::string& out) const {
    const auto each_line = [this](const auto& write_row) {
      for (std::size_t i = 0; i < lines_.size(); ++i) write_row(i, lines_[i]);
    };
    each_line([&](std::size_t i, const Line& l) {
      row(out, i, "ordered,purchase_order,PO-", 0, l.ordered, l.price, "", "", "");
    });
    each_line([&](std::size_t i, const Line& l) {
      row(out, i, "shipped,ship_notice,SH-", 4, l.ordered, 0, "", "", "");
    });
    each_line([&](std::size_t i, const Line& l) {
      row(out, i, "received,warehouse_receipt,WR-", 6, l.received, 0, "good", "SH-", "");
    });
    each_line([&](std::size_t i, const Line& l) {
      row(out, i, "accrued,accrual,GR-", 6, l.posted, l.price, "", "", "WR-");
    });
    each_line([&](std::size_t i, const Line& l) {
      row(out, i, "invoiced,invoice,INV-", 8, l.ordered, l.billed_price, "", "", "");
    });
  }

 private:
  void row(std::string& out, std::size_t index, std::string_view document, int days,
           std::int64_t quantity, generator::Price price, std::string_view condition,
           std::string_view notice, std::string_view receipt) const {
    const std::string number = std::to_string(index + 1);
    const std::string date = iso_date(placed_ + std::chrono::days{days});
    out.append(document).append(id_).append(",").append(date).append(",");
    out.append(supplier_).append(",").append(site_).append(",USD,").append(number);
    out.append(",PO-").append(id_).append(",").append(number).append(",SKU-");
    out.append(std::to_string(lines_[index].sku)).append(",").append(std::to_string(quantity));
    out.append(",EA,");
    if (price != 0) out.append(price_text(price));
    out.append(",");
    if (price != 0) out.append(dollars(extend(quantity, price)));
    out.append(",").append(condition).append(condition.empty() ? ",," : ",true,");
    if (!notice.empty()) out.append(notice).append(id_);
    out.append(",");
    if (!receipt.empty()) out.append(receipt).append(id_);
    out.append(",").append(date).append("T15:00:00Z\n");
  }

  std::string id_, supplier_, site_;
  Day placed_;
  std::vector<Line> lines_;
};

}  // namespace

void generate_order_lines(const OrderLinesOptions& options,
                          const std::function<void(std::string_view)>& sink) {
  sink(kHeader);
  Random random(options.seed);
  std::string piece;
  std::uint64_t left = options.lines;
  for (std::uint64_t number = 1; left > 0; ++number) {
    OrderRows order(number, random);
    const auto wanted = static_cast<std::uint64_t>(random.between(1, 8));
    const std::uint64_t here = std::min(left, wanted);
    for (std::uint64_t i = 0; i < here; ++i) order.add(random, options.disturbed_percent);
    left -= here;
    piece.clear();
    order.write(piece);
    sink(piece);
  }
}

}  // namespace weighbridge::bench
