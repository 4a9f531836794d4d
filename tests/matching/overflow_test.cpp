// Figures with which exact arithmetic leaves 128 bits.
#include <catch2/catch.hpp>

#include "matching/judge.hpp"

using namespace weighbridge;
using namespace weighbridge::matching;

namespace {

AcceptedReceipt document(Stage stage, std::string number, const std::string& po,
                         const std::string& sku, const char* quantity, const char* uom,
                         const char* price) {
  AcceptedReceipt accepted;
  Receipt& r = accepted.receipt;
  r.stage = stage;
  r.document.number = std::move(number);
  r.document.date = Date{std::chrono::days{20500}};
  r.supplier = SupplierId("ACME");
  r.currency = *Currency::parse("USD");
  ReceiptLine& line = r.lines.emplace_back();
  line.line = "1";
  line.po = PoNumber(po);
  line.po_line = "10";
  line.item.sku = sku;
  line.quantity = Quantity(*Decimal::parse(quantity));
  line.uom = uom;
  if (*price != '\0') line.unit_price = UnitPrice(*Decimal::parse(price));
  return accepted;
}

}  // namespace

TEST_CASE("M-1.1: what can not be calculated exactly is refused alone, and never crashes") {
  std::vector<AcceptedReceipt> receipts{
      document(Stage::ordered, "PO-1", "PO-1", "A-1", "100", "EA", "10.000001"),
      document(Stage::ordered, "PO-2", "PO-2", "A-2", "100", "EA", "10.00"),
      document(Stage::received, "R1", "PO-1", "A-1", "9999999999.999999", "CA", ""),
      document(Stage::received, "R2", "PO-2", "A-2", "100", "EA", ""),
      document(Stage::invoiced, "INV1", "PO-1", "A-1", "9999999999.999999", "CA",
               "999999999.999999")};
  ReferenceData reference;
  for (const char* sku : {"A-1", "A-2"}) {
    ItemRow& item = reference.items.emplace_back();
    item.sku = Sku(sku);
    item.base_uom = "EA";
  }
  PackRow& pack = reference.packs.emplace_back();
  pack.sku = Sku("A-1");
  pack.uom = "CA";
  pack.per_base = Rational(*Decimal::parse("999999999999.999999"));
  Evidence evidence;
  evidence.receipts = receipts;
  evidence.reference = &reference;

  const Judgement j = judge(evidence, standard_policy(), Instant{Date{std::chrono::days{20500}}});

  REQUIRE_FALSE(j.refusals.empty());
  for (const Refusal& refusal : j.refusals) CHECK(refusal.code == "TOO_LARGE");
  REQUIRE(j.lines.size() == 2);
  CHECK(j.lines[1].received == Rational(100, 1));
}
