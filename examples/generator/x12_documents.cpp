#include "examples/generator/x12_documents.hpp"

namespace weighbridge::generator {

namespace {

/// The HL segments of one ship notice: counts them and names each one's parent.
class HlTree {
 public:
  explicit HlTree(X12Writer& writer) : writer_(writer) {}

  /// Opens a level under `parent` (0 for the root) and returns its number.
  std::uint32_t open(std::uint32_t parent, std::string_view level) {
    ++count_;
    writer_.segment("HL", {std::to_string(count_), parent == 0 ? "" : std::to_string(parent), level,
                           level == "I" ? "0" : "1"});
    return count_;
  }
  std::uint32_t count() const { return count_; }

 private:
  X12Writer& writer_;
  std::uint32_t count_ = 0;
};

/// Element `index` of the qualifier/identifier pairs, or nothing.
std::string_view id_at(const X12Line& line, std::size_t index) {
  if (index / 2 >= line.ids.size()) return {};
  const auto& [qualifier, id] = line.ids[index / 2];
  return index % 2 == 0 ? qualifier : id;
}

std::string_view structure_code(HlShape shape) {
  switch (shape) {
    case HlShape::soi:
      return "0004";
    case HlShape::sopi:
      return "0001";
    // The standard has no code for these two; senders write ZZZZ, mutually defined.
    case HlShape::sotpi:
    case HlShape::si:
      return "ZZZZ";
  }
  return "ZZZZ";
}

void write_shipment_level(X12Writer& w, const X12ShipNotice& n) {
  if (!n.carrier.empty()) w.segment("TD5", {"", "2", n.carrier, "M"});
  if (!n.bill_of_lading.empty()) w.segment("REF", {"BM", n.bill_of_lading});
  w.segment("DTM", {"011", n.shipped});
  if (!n.expected.empty()) w.segment("DTM", {"017", n.expected});
  w.segment("N1", {"SF", n.ship_from_name, "92", n.ship_from});
  w.segment("N1", {"ST", "", "92", n.ship_to});
}

void write_item(X12Writer& w, const X12Line& line) {
  w.segment("LIN", {line.line, id_at(line, 0), id_at(line, 1), id_at(line, 2), id_at(line, 3),
                    id_at(line, 4), id_at(line, 5), id_at(line, 6), id_at(line, 7)});
  w.segment("SN1", {"", line.quantity, line.uom});
}

void write_order(X12Writer& w, HlTree& tree, std::uint32_t shipment,
                 const X12ShipNotice::Order& order, HlShape shape) {
  const bool tares = shape == HlShape::sotpi;
  const bool packs = tares || shape == HlShape::sopi;
  const std::uint32_t order_level = tree.open(shipment, "O");
  w.segment("PRF", {order.po, "", "", order.date});
  std::uint32_t tare = order_level;
  std::uint32_t parent = order_level;
  std::string_view pallet;
  std::string_view carton;
  for (const X12Line& line : order.lines) {
    if (tares && line.pallet != pallet) {
      tare = tree.open(order_level, "T");
      w.segment("MAN", {"GM", line.pallet});
      pallet = line.pallet;
      carton = {};
    }
    if (packs && line.carton != carton) {
      parent = tree.open(tare, "P");
      w.segment("MAN", {"GM", line.carton});
      carton = line.carton;
    }
    tree.open(parent, "I");
    write_item(w, line);
    if (!line.description.empty()) w.segment("PID", {"F", "", "", "", line.description});
  }
}

}  // namespace

void write_ship_notice(X12Writer& w, const X12ShipNotice& notice, HlShape shape) {
  w.begin_set("856");
  w.segment("BSN",
            {notice.purpose, notice.number, notice.date, notice.time, structure_code(shape)});
  HlTree tree(w);
  const std::uint32_t shipment = tree.open(0, "S");
  write_shipment_level(w, notice);
  for (const X12ShipNotice::Order& order : notice.orders) {
    if (shape != HlShape::si) {
      write_order(w, tree, shipment, order, shape);
      continue;
    }
    for (const X12Line& line : order.lines) {
      tree.open(shipment, "I");
      write_item(w, line);
      w.segment("PRF", {order.po, "", "", order.date});
      if (!line.description.empty()) w.segment("PID", {"F", "", "", "", line.description});
    }
  }
  w.segment("CTT", {std::to_string(tree.count()), notice.hash_total});
  w.end_set();
}

void write_invoice(X12Writer& w, const X12Invoice& invoice) {
  w.begin_set("810");
  w.segment("BIG",
            {invoice.date, invoice.number, invoice.po_date, invoice.po, "", "", invoice.type});
  if (!invoice.currency.empty()) w.segment("CUR", {"SE", invoice.currency});
  w.segment("N1", {"SE", invoice.seller_name, "92", invoice.seller});
  w.segment("N1", {"ST", "", "92", invoice.ship_to});
  if (!invoice.terms_days.empty())
    w.segment("ITD", {"05", "3", "", "", "", "", invoice.terms_days});
  for (const X12Line& line : invoice.lines) {
    w.segment("IT1", {line.line, line.quantity, line.uom, line.unit_price, "", id_at(line, 0),
                      id_at(line, 1), id_at(line, 2), id_at(line, 3), id_at(line, 4),
                      id_at(line, 5), id_at(line, 6), id_at(line, 7)});
    if (!line.description.empty()) w.segment("PID", {"F", "", "", "", line.description});
  }
  w.segment("TDS", {invoice.total_cents});
  if (!invoice.tax_amount.empty())
    w.segment("TXI", {"ST", invoice.tax_amount, invoice.tax_percent});
  for (const X12Charge& charge : invoice.charges) {
    w.segment("SAC", {charge.allowance ? "A" : "C", charge.code, "", "", charge.cents, "", "", "",
                      "", "", "", "06", "", "", charge.description});
  }
  w.segment("CTT", {std::to_string(invoice.lines.size())});
  w.end_set();
}

}  // namespace weighbridge::generator
