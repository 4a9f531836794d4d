#include "examples/generator/interchanges.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "examples/generator/x12_documents.hpp"

namespace weighbridge::generator {

namespace {

using std::chrono::days;

/// A document that is ready to be sent.
struct Outgoing {
  const Order* order = nullptr;
  const Shipment* shipment = nullptr;  ///< one of the two is set
  const Bill* bill = nullptr;
  Day day;
  int minute = 0;
};

/// An SSCC-18 with its check digit, behind application identifier 00.
std::string sscc(std::int64_t serial) {
  std::string digits = "10614141" + std::to_string(1'000'000'000 + serial).substr(1);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i)
    sum += (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  digits += static_cast<char>('0' + (10 - sum % 10) % 10);
  return "00" + digits;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

X12Line item_line(const Order& order, std::size_t index) {
  const Item& item = *order.lines[index].item;
  X12Line line;
  line.description = upper(item.description);
  line.uom = item.order_uom;
  if (order.supplier->ids != ItemIds::vendor) line.line = Order::po_line(index);
  switch (order.supplier->ids) {
    case ItemIds::vendor:
      line.ids = {{"VP", std::string(item.vendor_item)}};
      break;
    case ItemIds::upc:
      line.ids = {{"UP", std::string(item.upc)}};
      break;
    case ItemIds::buyer_and_gtin:
      line.ids = {{"BP", std::string(item.sku)}, {"UK", std::string(item.gtin)}};
      break;
    case ItemIds::buyer:
      line.ids = {{"BP", std::string(item.sku)}};
      break;
  }
  return line;
}

X12ShipNotice notice_of(const Order& order, const Shipment& shipment) {
  X12ShipNotice notice;
  notice.purpose = shipment.purpose;
  notice.number = shipment.number;
  notice.date = notice.shipped = compact_date(shipment.shipped);
  notice.expected = compact_date(shipment.expected);
  notice.time = compact_time(Minute{shipment.shipped} + std::chrono::minutes{shipment.minute});
  notice.carrier = order.supplier->carrier;
  notice.bill_of_lading = "B" + shipment.number.substr(2) + "77";
  notice.ship_from_name = upper(order.supplier->name);
  notice.ship_from = order.supplier->id;
  notice.ship_to = order.site->id;
  X12ShipNotice::Order& part = notice.orders.emplace_back();
  part.po = order.po;
  part.date = compact_date(order.placed);
  std::int64_t serial = std::stoll(shipment.number.substr(2)) * 1000;
  const std::string pallet = sscc(serial);
  std::int64_t total = 0;
  for (const ShippedLine& shipped : shipment.lines) {
    const std::int64_t units = shipped.quantity / order.lines[shipped.line].item->per_order_uom;
    total += units;
    // The first line fills two cartons where the notice names cartons at all.
    const bool split = shipped.line == 0 && units >= 4 && order.supplier->shape == HlShape::sopi;
    const std::int64_t first = split ? units / 2 : units;
    for (const std::int64_t in_carton : {first, units - first}) {
      if (in_carton == 0) continue;
      X12Line& line = part.lines.emplace_back(item_line(order, shipped.line));
      line.quantity = std::to_string(in_carton);
      line.pallet = pallet;
      line.carton = sscc(++serial);
    }
  }
  notice.hash_total = std::to_string(total);
  return notice;
}

X12Invoice invoice_of(const Order& order, const Bill& bill) {
  X12Invoice invoice;
  invoice.number = bill.number;
  invoice.date = compact_date(bill.date);
  invoice.po = bill.po;
  invoice.po_date = compact_date(order.placed);
  invoice.type = "DI";
  if (order.supplier->id != "HARBOR") invoice.currency = "USD";
  invoice.seller_name = upper(order.supplier->name);
  invoice.seller = order.supplier->id;
  invoice.ship_to = order.site->id;
  invoice.terms_days = "30";
  for (const BilledLine& billed : bill.lines) {
    X12Line& line = invoice.lines.emplace_back(item_line(order, billed.line));
    const Item& item = *order.lines[billed.line].item;
    const std::int64_t per_uom = billed.per_uom != 0 ? billed.per_uom : item.per_order_uom;
    if (!billed.uom.empty()) line.uom = billed.uom;
    if (!billed.vendor_item.empty()) line.ids = {{"VP", std::string(billed.vendor_item)}};
    if (bill.own_line_numbers) line.line = Order::po_line(bill.lines.size() - 1 - billed.line);
    line.quantity = std::to_string(billed.quantity / per_uom);
    line.unit_price = price_text(billed.price * per_uom);
  }
  if (bill.freight != 0)
    invoice.charges.push_back({false, "D240", std::to_string(bill.freight), "FREIGHT"});
  invoice.total_cents = std::to_string(bill.gross());
  return invoice;
}

/// Damages the transaction set that starts at `begin` in a way no reader can mend: the invoice
/// number is missing and a quantity has a letter in it.
void garble_invoice(std::string& text, std::size_t begin, const Bill& bill) {
  const std::size_t number = text.find("*" + bill.number + "*", begin);
  text.erase(number + 1, bill.number.size());
  const std::size_t line = text.find("IT1*", begin);
  const std::size_t quantity = text.find('*', line + 4) + 1;
  text.insert(quantity + 1, "O");
}

/// One supplier's outgoing mail.
class Mailroom {
 public:
  Mailroom(const Supplier& supplier, Files& files) : supplier_(supplier), files_(files) {}

  /// A file of one or more interchanges; each group of documents becomes a functional group.
  std::string interchange(const std::vector<std::vector<Outgoing>>& groups, Day sent) {
    std::string text;
    X12Writer writer(supplier_.dialect, text);
    const std::string date = compact_date(sent);
    const X12Stamp stamp{date, "2130"};
    writer.begin_interchange({supplier_.edi_qualifier, supplier_.edi_id}, {"ZZ", kBuyer},
                             ++control_, stamp);
    std::uint32_t group_control = control_ * 10;
    for (const std::vector<Outgoing>& documents : groups) {
      if (documents.empty()) continue;
      writer.begin_group(documents.front().bill != nullptr ? "IN" : "SH", ++group_control, stamp);
      for (const Outgoing& document : documents) {
        const std::size_t begin = text.size();
        if (document.bill == nullptr) {
          write_ship_notice(writer, notice_of(*document.order, *document.shipment),
                            supplier_.shape);
        } else {
          write_invoice(writer, invoice_of(*document.order, *document.bill));
          if (document.bill->garbled) garble_invoice(text, begin, *document.bill);
        }
      }
      writer.end_group();
    }
    writer.end_interchange();
    return text;
  }

  std::string& file(const std::string& name) {
    std::string folder(supplier_.id);
    for (char& c : folder) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    last_path_ = "edi/" + folder + "/" + name;
    return files_["march-2026/" + last_path_];
  }
  /// The path of the last file(), within the month's folder.
  const std::string& last_path() const { return last_path_; }

 private:
  const Supplier& supplier_;
  Files& files_;
  std::string last_path_;
  std::uint32_t control_ = 1200;
};

/// Ship notices (or invoices) of one supplier, in the order they were written.
std::vector<Outgoing> outgoing(const Month& month, const Supplier& supplier, bool bills) {
  std::vector<Outgoing> all;
  for (const Order& order : month.orders) {
    if (order.supplier != &supplier) continue;
    for (const Shipment& s : order.shipments) {
      if (!bills) all.push_back({&order, &s, nullptr, s.shipped, s.minute});
    }
    for (const Bill& b : order.bills) {
      if (bills) all.push_back({&order, nullptr, &b, b.date, 0});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Outgoing& a, const Outgoing& b) {
    return std::pair(a.day, a.minute) < std::pair(b.day, b.minute);
  });
  return all;
}

std::vector<Outgoing> of_week(const std::vector<Outgoing>& all, Day week) {
  std::vector<Outgoing> some;
  for (const Outgoing& document : all) {
    const bool alone = document.shipment != nullptr && document.shipment->cut_off;
    if (week_of(document.day) == week && !alone) some.push_back(document);
  }
  return some;
}

/// A file a week, with ship notices and invoices in two groups of one interchange.
void write_harbor(Mailroom& mail, Day week, const std::vector<Outgoing>& notices,
                  const std::vector<Outgoing>& bills) {
  if (notices.empty() && bills.empty()) return;
  mail.file("week-of-" + iso_date(week) + ".edi") =
      mail.interchange({notices, bills}, week + days{5});
}

/// A file a week for each kind of document.
void write_kestrel(Mailroom& mail, Day week, const std::vector<Outgoing>& notices,
                   const std::vector<Outgoing>& bills) {
  if (!notices.empty())
    mail.file("asn-" + iso_date(week) + ".edi") = mail.interchange({notices}, week + days{5});
  if (!bills.empty())
    mail.file("invoices-" + iso_date(week) + ".edi") = mail.interchange({bills}, week + days{5});
}

/// A file a week with two interchanges, one after the other.
void write_lumen(Mailroom& mail, Day week, const std::vector<Outgoing>& notices,
                 const std::vector<Outgoing>& bills, Truth& truth) {
  if (notices.empty() && bills.empty()) return;
  std::string& text = mail.file("week-of-" + iso_date(week) + ".x12");
  if (!notices.empty()) text += mail.interchange({notices}, week + days{5});
  if (!bills.empty()) text += mail.interchange({bills}, week + days{5});
  for (const Outgoing& document : bills) {
    if (!document.bill->garbled) continue;
    truth.rejected(mail.last_path(),
                   "one invoice without a number and with a letter in a quantity");
  }
}

/// A file a ship notice; the invoices come on paper.
void write_pinewood(Mailroom& mail, const std::vector<Outgoing>& notices) {
  for (const Outgoing& document : notices) {
    mail.file(document.shipment->number + ".txt") = mail.interchange({{document}}, document.day);
  }
}

void write_cut_off(Mailroom& mail, const std::vector<Outgoing>& notices, Truth& truth) {
  for (const Outgoing& document : notices) {
    if (!document.shipment->cut_off) continue;
    std::string text = mail.interchange({{document}}, document.day);
    text.resize(text.size() * 3 / 5);
    mail.file("asn-" + iso_date(document.day) + "-" + document.shipment->number + ".edi") = text;
    truth.rejected(mail.last_path(), "the transfer broke off in the middle of the ship notice");
  }
}

}  // namespace

void write_interchanges(Month& month, Files& files) {
  for (const Supplier& supplier : suppliers()) {
    Mailroom mail(supplier, files);
    const std::vector<Outgoing> notices = outgoing(month, supplier, false);
    if (supplier.id == "PINEWOOD") {
      write_pinewood(mail, notices);
      continue;
    }
    const std::vector<Outgoing> bills = outgoing(month, supplier, true);
    for (Day week = week_of(march(-5)); Minute{week} < kAsOf; week += days{7}) {
      const std::vector<Outgoing> week_notices = of_week(notices, week);
      const std::vector<Outgoing> week_bills = of_week(bills, week);
      if (supplier.id == "HARBOR") write_harbor(mail, week, week_notices, week_bills);
      if (supplier.id == "KESTREL") write_kestrel(mail, week, week_notices, week_bills);
      if (supplier.id == "LUMEN") write_lumen(mail, week, week_notices, week_bills, month.truth);
    }
    write_cut_off(mail, notices, month.truth);
  }
  // The AS2 peer missed our receipt and sent the same file again.
  const std::string sent = "march-2026/edi/kestrel/invoices-2026-03-16";
  files[sent + "-sent-again.edi"] = files.at(sent + ".edi");
}

}  // namespace weighbridge::generator
