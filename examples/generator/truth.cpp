#include "examples/generator/truth.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace weighbridge::generator {

namespace {

/// M-14.1: small cash differences of these rules are accepted without a person.
bool auto_accepted(std::string_view rule, Cents impact) {
  constexpr Cents kEachMax = 500;
  constexpr std::string_view kRules[] = {"Q06", "P01", "P04", "C02", "C04", "C05"};
  return impact > 0 && impact <= kEachMax &&
         std::find(std::begin(kRules), std::end(kRules), rule) != std::end(kRules);
}

}  // namespace

void Truth::on_line(std::string_view rule, const Order& order, std::size_t line,
                    std::int64_t quantity, Cents impact, std::string_view impact_class,
                    std::string why) {
  discrepancies_.push_back({rule, std::string(order.supplier->id), order.po, Order::po_line(line),
                            std::string(order.lines[line].item->sku), "", "", quantity, impact,
                            impact_class, auto_accepted(rule, impact), std::move(why)});
}

void Truth::on_bill(std::string_view rule, const Order& order, std::size_t line, const Bill& bill,
                    std::int64_t quantity, Cents impact, std::string_view impact_class,
                    std::string why) {
  on_line(rule, order, line, quantity, impact, impact_class, std::move(why));
  discrepancies_.back().invoice = bill.number;
}

void Truth::on_bill_alone(std::string_view rule, const Order& order, const Bill& bill,
                          std::string_view sku, std::optional<std::int64_t> billed, Cents impact,
                          std::string why) {
  discrepancies_.push_back({rule, std::string(order.supplier->id), bill.po, "", std::string(sku),
                            bill.number, "", billed, impact, "cash", auto_accepted(rule, impact),
                            std::move(why)});
}

void Truth::on_invoice(std::string_view rule, const Order& order, const Bill& bill, Cents impact,
                       std::string why) {
  on_bill_alone(rule, order, bill, "", std::nullopt, impact, std::move(why));
}

void Truth::on_stock(std::string_view rule, std::string stock, std::string_view sku,
                     std::int64_t quantity, Cents impact, std::string why) {
  ExpectedDiscrepancy d;
  d.rule = rule;
  d.sku = sku;
  d.stock = std::move(stock);
  d.quantity = quantity;
  d.impact = impact;
  d.impact_class = "stock";
  d.why = std::move(why);
  discrepancies_.push_back(std::move(d));
}

void Truth::rejected(std::string file, std::string why) {
  rejections_.push_back({std::move(file), std::move(why)});
}

std::string Truth::discrepancies_tsv() const {
  std::vector<ExpectedDiscrepancy> rows = discrepancies_;
  const auto key = [](const ExpectedDiscrepancy& d) {
    return std::tie(d.supplier, d.po, d.po_line, d.rule, d.invoice, d.sku, d.stock);
  };
  std::sort(rows.begin(), rows.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  std::string out =
      "rule\tsupplier\tpo\tpo_line\tsku\tinvoice\tstock\tquantity\timpact\tclass\tauto_resolved\t"
      "why\n";
  for (const ExpectedDiscrepancy& d : rows) {
    for (const std::string_view cell :
         {d.rule, std::string_view(d.supplier), std::string_view(d.po), std::string_view(d.po_line),
          std::string_view(d.sku), std::string_view(d.invoice), std::string_view(d.stock)}) {
      out.append(cell).append("\t");
    }
    out += (d.quantity ? std::to_string(*d.quantity) : "") + "\t" + dollars(d.impact) + "\t";
    out.append(d.impact_class).append(d.auto_resolved ? "\tyes\t" : "\tno\t");
    out += d.why + "\n";
  }
  return out;
}

std::string Truth::rejections_tsv() const {
  std::string out = "file\twhy\n";
  for (const ExpectedRejection& r : rejections_) out += r.file + "\t" + r.why + "\n";
  return out;
}

std::string invoices_tsv(const std::vector<Order>& orders) {
  std::vector<std::pair<std::string_view, const Bill*>> bills;
  for (const Order& order : orders) {
    for (const Bill& bill : order.bills) {
      if (!bill.garbled) bills.emplace_back(order.supplier->id, &bill);
    }
  }
  std::sort(bills.begin(), bills.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->number) < std::tie(b.first, b.second->number);
  });
  std::string out = "supplier\tinvoice\tgross\tpayable_now\tblocked\tdisputed\twaiting\n";
  for (const auto& [supplier, bill] : bills) {
    const Cents gross = bill->gross();
    out += std::string(supplier) + "\t" + bill->number + "\t" + dollars(gross) + "\t" +
           dollars(gross - bill->blocked - bill->disputed - bill->waiting) + "\t" +
           dollars(bill->blocked) + "\t" + dollars(bill->disputed) + "\t" + dollars(bill->waiting) +
           "\n";
  }
  return out;
}

}  // namespace weighbridge::generator
