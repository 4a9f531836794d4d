#include "mappings/render/edifact_recadv.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace weighbridge {

namespace {

constexpr std::size_t kIdMax = 35;
constexpr std::size_t kFunctionMax = 3;
constexpr std::size_t kPartiesPerGin = 5;

/// 1225: what the message is to those before it.
std::string_view function_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::cancel:
      return "1";
    case Purpose::correction:
      return "4";
    case Purpose::replace:
      return "5";
    case Purpose::duplicate:
      return "7";
    default:
      return "9";
  }
}

/// 6063: in which condition a quantity was received. On hold there is no code for: it was received,
/// and CDI says the rest.
std::string_view qualifier_of(Condition condition) {
  switch (condition) {
    case Condition::damaged:
      return "124";
    case Condition::rejected:
      return "195";
    case Condition::short_:
      return "119";
    case Condition::quarantined:
      return "48";
    case Condition::good:
      break;
  }
  return "194";
}

class Recadv {
 public:
  Recadv(const EdifactParties& parties, const EdifactStamp& stamp, EdifactDirectory directory,
         const Receipt& receipt)
      : parties_(parties),
        stamp_(stamp),
        directory_(directory),
        receipt_(receipt),
        writer_(body_) {}

  std::string render() {
    write_header();
    writer_.begin("CPS").element("1");
    std::size_t number = 0;
    for (const ReceiptLine& line : receipt_.lines) write_line(line, ++number);
    writer_.begin("CNT").element("2").component(std::to_string(receipt_.lines.size()));
    writer_.end();
    const bool early = directory_ == EdifactDirectory::d96a;
    return edifact_interchange(parties_, stamp_, early ? "RECADV:D:96A:UN" : "RECADV:D:01B:UN",
                               body_, writer_.segments());
  }

 private:
  void write_header();
  void write_line(const ReceiptLine& line, std::size_t number);
  void write_item(const ItemRef& item);
  void write_labels(const ReceiptLine& line);
  void reference(std::string_view qualifier, std::string_view number, std::string_view line = {}) {
    if (number.empty() && line.empty()) return;
    writer_.begin("RFF").element(qualifier).component(cut_to(number, kIdMax));
    writer_.component(cut_to(line, 6));
  }
  void party(std::string_view role, std::string_view id) {
    if (id.empty()) return;
    writer_.begin("NAD").element(role).element(cut_to(id, kIdMax));
  }

  const EdifactParties& parties_;
  const EdifactStamp& stamp_;
  EdifactDirectory directory_;
  const Receipt& receipt_;
  std::string body_;
  EdifactWriter writer_;
};

void Recadv::write_header() {
  const DocumentId& document = receipt_.document;
  writer_.begin("BGM").element("632").element(cut_to(document.number, kIdMax));
  writer_.element(function_of(document.purpose));
  writer_.begin("DTM").element("137");
  if (document.date)
    writer_.component(edifact_date(*document.date)).component("102");
  else
    writer_.component(edifact_minute(stamp_.time.value_or(Instant{}))).component("203");
  if (const auto& posted = receipt_.dates.posted) {
    writer_.begin("DTM")
        .element("50")
        .component(edifact_date(std::chrono::floor<std::chrono::days>(posted->at)))
        .component("102");
  }
  reference("ON", receipt_.references.po);
  reference("AAK", receipt_.references.ship_notice);
  reference("BM", receipt_.references.bill_of_lading);
  reference("ZZZ", receipt_.references.case_number);
  party("SU", receipt_.supplier.value);
  party("DP", receipt_.site);
}

void Recadv::write_line(const ReceiptLine& line, std::size_t number) {
  writer_.begin("LIN").element(std::to_string(number));
  write_item(line.item);
  const Condition condition = line.condition.value_or(Condition::good);
  writer_.begin("QTY").element(qualifier_of(condition)).component(line.quantity.value.to_string());
  writer_.component(cut_to(line.uom, kFunctionMax));
  if (condition == Condition::quarantined)
    writer_.begin("CDI").element("1").element("").component("").component("").component("ON HOLD");
  write_labels(line);
  const bool own_po = line.po.value != receipt_.references.po;
  if (own_po || !line.po_line.empty()) reference("ON", line.po.value, line.po_line);
  reference("AAK", line.references.ship_notice);
  if (!line.lot.empty()) reference("BT", line.lot);
}

void Recadv::write_item(const ItemRef& item) {
  const std::string_view gtin_type = directory_ == EdifactDirectory::d96a ? "EN" : "SRV";
  if (!item.gtin.empty())
    writer_.element("").element(cut_to(item.gtin, kIdMax)).component(gtin_type);
  const auto additional = [&](std::string_view id, std::string_view type) {
    if (id.empty()) return;
    writer_.begin("PIA").element("1").element(cut_to(id, kIdMax)).component(type);
  };
  additional(item.sku, "IN");
  additional(item.vendor, "SA");
  additional(item.upc, "UP");
  if (item.description.empty()) return;
  writer_.begin("IMD").element("F").element("").element("").component("").component("");
  writer_.component(cut_to(item.description, kIdMax));
}

void Recadv::write_labels(const ReceiptLine& line) {
  for (std::size_t i = 0; i < line.sscc.size(); ++i) {
    std::string_view label = line.sscc[i];
    if (label.size() == 20 && label.starts_with("00")) label.remove_prefix(2);
    if (i % kPartiesPerGin == 0) writer_.begin("GIN").element("BJ");
    writer_.element(cut_to(label, kIdMax));
  }
}

}  // namespace

std::string render_recadv(const EdifactParties& parties, const EdifactStamp& stamp,
                          EdifactDirectory directory, const Receipt& receipt) {
  return Recadv(parties, stamp, directory, receipt).render();
}

}  // namespace weighbridge
