#include "examples/generator/tables.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace weighbridge::generator {

namespace {

constexpr std::string_view kFolder = "march-2026/";

/// One CSV table; cells are quoted where RFC 4180 asks for it.
class Csv {
 public:
  explicit Csv(std::string_view header) : text_(header) { text_ += '\n'; }
  void row(std::initializer_list<std::string_view> cells) {
    bool first = true;
    for (const std::string_view cell : cells) {
      if (!first) text_ += ',';
      first = false;
      if (cell.find_first_of(",\"\n") == std::string_view::npos) {
        text_ += cell;
        continue;
      }
      text_ += '"';
      for (const char c : cell) text_.append(c == '"' ? 2 : 1, c);
      text_ += '"';
    }
    text_ += '\n';
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void add(Files& files, const std::string& name, std::string text) {
  files.insert_or_assign(std::string(kFolder) + name, std::move(text));
}

std::string whole(std::int64_t value) {
  return std::to_string(value);
}

/// A receipt of DC02's warehouse system, one JSON object on a line.
std::string receipt_json(const Order& order, const Delivery& delivery) {
  const auto offset = us_offset(order.site->standard_offset, delivery.at);
  const Day day = std::chrono::floor<std::chrono::days>(delivery.at + offset);
  const bool reversal = !delivery.reverses.empty();
  std::string json = R"({"schema":"weighbridge.receipt/1","stage":"received","document":{)";
  json += R"("kind":"warehouse_receipt","number":")" + delivery.number + R"(","date":")" +
          iso_date(day) + R"(","purpose":")" + (reversal ? "reversal" : "original") + R"("},)";
  json += R"("supplier":")" + std::string(order.supplier->id) + R"(","site":")" +
          std::string(order.site->id) + R"(","dates":{"posted":")" + rfc3339(delivery.at, offset) +
          R"("},"lines":[)";
  std::size_t number = 0;
  for (const ReceivedLine& line : delivery.lines) {
    const std::string own_number = whole(static_cast<std::int64_t>(++number));
    if (number > 1) json += ',';
    json += R"({"line":")" + own_number + R"(","po":")" + order.po + R"(","po_line":")" +
            Order::po_line(line.line) + R"(","item":{"sku":")" +
            std::string(order.lines[line.line].item->sku) + R"("},"quantity":")" +
            whole(line.quantity) + R"(","uom":"EA","condition":")" + std::string(line.condition) +
            '"';
    if (line.final) json += R"(,"final":true)";
    json += R"(,"references":{"ship_notice":")" + delivery.shipment + '"';
    if (reversal) {
      json += R"(,"reverses":{"document":")" + delivery.reverses + R"(","line":")" + own_number +
              R"("})";
    }
    json += "}}";
  }
  return json + "]}\n";
}

constexpr std::string_view kReceiptColumns =
    "stage,document_kind,document_number,document_date,supplier,site,line,po,po_line,sku,quantity,"
    "uom,condition,final,ship_notice,posted_at";

void add_receipt_rows(const Order& order, const Delivery& delivery, Csv& csv) {
  const auto offset = us_offset(order.site->standard_offset, delivery.at);
  const Day day = std::chrono::floor<std::chrono::days>(delivery.at + offset);
  std::int64_t number = 0;
  for (const ReceivedLine& line : delivery.lines) {
    csv.row({"received", "warehouse_receipt", delivery.number, iso_date(day), order.supplier->id,
             order.site->id, whole(++number), order.po, Order::po_line(line.line),
             order.lines[line.line].item->sku, whole(line.quantity), "EA", line.condition,
             line.final ? "true" : "false", delivery.shipment, rfc3339(delivery.at, offset)});
  }
}

}  // namespace

void write_reference_data(Files& files) {
  Csv items_csv("sku,gtin,upc,description,base_uom,integral,unit_cost");
  Csv aliases("supplier,vendor_item,sku");
  Csv packs("sku,uom,per_base");
  for (const Item& item : items()) {
    items_csv.row({item.sku, item.gtin, item.upc, item.description, item.base_uom, "true",
                   price_text(item.price)});
    aliases.row({item.supplier, item.vendor_item, item.sku});
    if (item.per_order_uom > 1) packs.row({item.sku, item.order_uom, whole(item.per_order_uom)});
  }
  Csv sites_csv("site,timezone,holidays,gln");
  sites_csv.row({"DC01", "America/New_York", "", "0614141000012"});
  sites_csv.row({"DC02", "America/Chicago", "", "0614141000029"});
  Csv suppliers_csv("supplier,name,group,edi_id,lead_days");
  for (const Supplier& supplier : suppliers())
    suppliers_csv.row({supplier.id, supplier.name, "", supplier.edi_id, "7"});
  add(files, "items.csv", items_csv.text());
  add(files, "item_aliases.csv", aliases.text());
  add(files, "packs.csv", packs.text());
  add(files, "sites.csv", sites_csv.text());
  add(files, "suppliers.csv", suppliers_csv.text());
}

void write_policy(const Month& month, Files& files) {
  std::string yaml =
      "# What Northgate Supply agreed with its suppliers; all else is STD-1.\n"
      "policy: STD-1+northgate\n"
      "tolerances:\n"
      "  # Chemicals are bought at contract prices: half of the usual play.\n"
      "  - {leg: PRICE, direction: over, pct: 1, abs_amt: 50.00, scope: {supplier: PINEWOOD}}\n"
      "orders:\n";
  for (const Order& order : month.orders) {
    for (const Bill& bill : order.bills) {
      if (bill.freight == 0) continue;
      yaml += "  - {po: " + order.po +
              ", charges: [{kind: freight, amount: " + dollars(bill.freight) + "}]}\n";
    }
  }
  add(files, "policy.yaml", std::move(yaml));
}

void write_orders(const Month& month, Files& files) {
  for (const Site& site : sites()) {
    Csv csv(
        "stage,document_kind,document_number,document_date,supplier,site,currency,line,po,"
        "po_line,sku,description,quantity,uom,unit_price,amount,expected");
    for (const Order& order : month.orders) {
      if (order.site->id != site.id) continue;
      for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        const Item& item = *line.item;
        csv.row({"ordered", "purchase_order", order.po, iso_date(order.placed), order.supplier->id,
                 site.id, "USD", Order::po_line(i), order.po, Order::po_line(i), item.sku,
                 item.description, whole(line.ordered / item.per_order_uom), item.order_uom,
                 price_text(line.price * item.per_order_uom),
                 dollars(extend(line.ordered, line.price)), iso_date(order.due)});
      }
    }
    add(files, "orders/" + std::string(site.id) + ".csv", csv.text());
  }
}

void write_receipts(const Month& month, Files& files) {
  std::map<Day, Csv> dc01;
  std::map<Day, std::string> dc02;
  for (const Order& order : month.orders) {
    for (const Delivery& delivery : order.deliveries) {
      const Day week = week_of(std::chrono::floor<std::chrono::days>(delivery.at));
      if (order.site->id == "DC01") {
        add_receipt_rows(order, delivery, dc01.try_emplace(week, kReceiptColumns).first->second);
      } else {
        dc02[week] += receipt_json(order, delivery);
      }
    }
  }
  for (const auto& [week, csv] : dc01)
    add(files, "warehouse/DC01-week-of-" + iso_date(week) + ".csv", csv.text());
  for (const auto& [week, lines] : dc02)
    add(files, "warehouse/DC02-week-of-" + iso_date(week) + ".jsonl", lines);
}

void write_accruals(const Month& month, Files& files) {
  Csv csv(
      "stage,document_kind,document_number,document_date,supplier,site,currency,line,po,"
      "po_line,sku,quantity,uom,amount,receipt,posted_at");
  for (const Order& order : month.orders) {
    for (const Posting& posting : order.postings) {
      const Day day = std::chrono::floor<std::chrono::days>(posting.at);
      std::int64_t number = 0;
      for (const PostedLine& line : posting.lines) {
        csv.row({"accrued", "accrual", posting.number, iso_date(day), order.supplier->id,
                 order.site->id, "USD", whole(++number), order.po, Order::po_line(line.line),
                 order.lines[line.line].item->sku, whole(line.quantity), "EA", dollars(line.value),
                 posting.receipt, rfc3339(posting.at, std::chrono::minutes{0})});
      }
    }
  }
  add(files, "erp/accruals.csv", csv.text());
}

void write_keyed_invoices(const Month& month, Files& files) {
  Csv csv(
      "stage,document_kind,document_number,document_date,supplier,currency,line,po,po_line,"
      "sku,quantity,uom,unit_price,amount");
  for (const Order& order : month.orders) {
    if (order.supplier->id != "PINEWOOD") continue;
    for (const Bill& bill : order.bills) {
      std::int64_t number = 0;
      for (const BilledLine& line : bill.lines) {
        const Item& item = *order.lines[line.line].item;
        csv.row({"invoiced", "invoice", bill.number, iso_date(bill.date), order.supplier->id, "USD",
                 whole(++number), bill.po, Order::po_line(line.line), item.sku,
                 whole(line.quantity / item.per_order_uom), item.order_uom,
                 price_text(line.price * item.per_order_uom), dollars(line.claimed())});
      }
    }
  }
  add(files, "invoices/pinewood-keyed-by-hand.csv", csv.text());
}

void write_stock(const Month& month, Files& files) {
  Csv transfers("kind,id,at,order,line,site,to_site,sku,quantity,uom,eta,condition,final");
  Csv counts(
      "kind,id,at,site,location,sku,quantity,book,uom,counter,count_no,recount_of,frozen_at,reason,"
      "evidence");
  for (const StockEvent& event : month.stock) {
    const Item& item = *event.item;
    const std::string at = rfc3339(event.at, us_offset(event.site->standard_offset, event.at));
    if (event.order.empty()) {
      counts.row({event.kind, event.id, at, event.site->id, event.location, item.sku,
                  whole(event.quantity), event.book, item.base_uom, event.person, event.count_no,
                  event.recount_of, event.frozen_at, event.reason, event.evidence});
    } else {
      transfers.row({event.kind, event.id, at, event.order, event.line, event.site->id,
                     event.to_site, item.sku, whole(event.quantity), item.base_uom, event.eta,
                     event.condition, event.is_final ? "yes" : ""});
    }
  }
  add(files, "warehouse/transfers.csv", transfers.text());
  add(files, "warehouse/counts.csv", counts.text());
}

}  // namespace weighbridge::generator
