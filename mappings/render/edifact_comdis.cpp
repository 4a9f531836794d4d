#include "mappings/render/edifact_comdis.hpp"

#include <algorithm>
#include <array>

namespace weighbridge {

namespace {

constexpr std::size_t kIdMax = 35;
constexpr std::size_t kTextMax = 70;

struct Reason {
  std::string_view code, adjustment;
};
constexpr std::array kReasons{
    Reason{"Q01", "4"},   Reason{"Q06", "32"},  Reason{"Q02", "ZZZ"}, Reason{"Q03", "ZZZ"},
    Reason{"Q07", "ZZZ"}, Reason{"Q09", "3"},   Reason{"Q10", "3"},   Reason{"Q11", "14"},
    Reason{"Q12", "13E"}, Reason{"P01", "5"},   Reason{"P02", "5"},   Reason{"P03", "5"},
    Reason{"P04", "11E"}, Reason{"C05", "11E"}, Reason{"C01", "11E"}, Reason{"C02", "11E"},
    Reason{"C03", "56"},  Reason{"C04", "26"},  Reason{"C06", "10E"}, Reason{"D01", "10E"},
    Reason{"D02", "10E"}, Reason{"R01", "10E"}, Reason{"R04", "10E"}, Reason{"R05", "10E"},
    Reason{"T01", "10E"}, Reason{"V01", "35"},  Reason{"V02", "35"},
};

void write_amount(EdifactWriter& writer, std::string_view qualifier,
                  const std::optional<Money>& amount, const Currency& currency) {
  if (!amount) return;
  writer.begin("MOA").element(qualifier).component(
      amount->value.to_string(currency.minor_digits()));
  writer.component(currency.code());
}

void write_reason(EdifactWriter& writer, const DisputedPoint& point) {
  writer.begin("AJT").element(adjustment_reason(point.code));
  if (!point.text.empty())
    writer.begin("FTX").element("ABO").element("").element("").element(
        cut_to(point.text, kTextMax));
}

}  // namespace

std::string_view adjustment_reason(std::string_view code) {
  const auto found = std::find_if(kReasons.begin(), kReasons.end(),
                                  [&](const Reason& reason) { return reason.code == code; });
  return found == kReasons.end() ? "ZZZ" : found->adjustment;
}

std::string render_comdis(const EdifactParties& parties, const EdifactStamp& stamp,
                          EdifactDirectory directory, const Dispute& dispute) {
  std::string body;
  EdifactWriter writer(body);
  writer.begin("BGM").element("").component("").component("").component("COMMERCIAL DISPUTE");
  writer.element(cut_to(dispute.number, kIdMax)).element("9");
  writer.begin("RFF").element("ZZZ").component(cut_to(dispute.case_number, kIdMax));
  writer.begin("DTM").element("137");
  writer.component(edifact_minute(stamp.time.value_or(Instant{}))).component("203");
  writer.begin("NAD").element("BY").element(cut_to(parties.sender, kIdMax));
  writer.begin("NAD").element("SU").element(cut_to(parties.receiver, kIdMax));
  writer.begin("DOC").element("380").element(cut_to(dispute.invoice, kIdMax));
  if (dispute.invoice_date)
    writer.begin("DTM")
        .element("171")
        .component(edifact_date(*dispute.invoice_date))
        .component("102");
  write_amount(writer, "77", dispute.invoice_amount, dispute.currency);
  std::optional<Money> whole;
  for (const DisputedPoint& point : dispute.points)
    if (point.line.empty() && point.amount) whole = whole.value_or(Money()) + *point.amount;
  write_amount(writer, "5", whole, dispute.currency);
  for (const DisputedPoint& point : dispute.points)
    if (point.line.empty()) write_reason(writer, point);
  for (const DisputedPoint& point : dispute.points) {
    if (point.line.empty()) continue;
    writer.begin("DLI").element("1").element(cut_to(point.line, 6));
    write_amount(writer, "5", point.amount, dispute.currency);
    write_reason(writer, point);
  }
  writer.end();
  return edifact_interchange(
      parties, stamp, directory == EdifactDirectory::d96a ? "COMDIS:D:96A:UN" : "COMDIS:D:01B:UN",
      body, writer.segments());
}

}  // namespace weighbridge
