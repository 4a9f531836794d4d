#include "gateway/casework/dossier.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

matching::AcceptedReceipt stating(Stage stage, DocumentKind kind, const std::string& number,
                                  const char* rate) {
  matching::AcceptedReceipt accepted;
  accepted.source = accepted.content_hash = number;
  Receipt& receipt = accepted.receipt;
  receipt.stage = stage;
  receipt.document.kind = kind;
  receipt.document.number = number;
  receipt.supplier = SupplierId("ACME");
  receipt.currency = *Currency::parse("EUR");
  receipt.exchange_rate = Rate(*Decimal::parse(rate));
  ReceiptLine& line = receipt.lines.emplace_back();
  line.line = "1";
  line.po = PoNumber("PO-1");
  line.po_line = "10";
  line.quantity = Quantity(Decimal::from_integer(10));
  line.uom = "EA";
  return accepted;
}

}  // namespace

TEST_CASE("section 16: the supplier's rate does not move approval limits where we have our own") {
  const auto store = store::open_sqlite(":memory:");
  cases::Case value;
  value.id = "DC-2026-00000001";
  value.anchor.supplier = SupplierId("ACME");
  value.anchor.po = PoNumber("PO-1");
  value.anchor.invoice = "INV-1";
  value.currency = *Currency::parse("EUR");
  pipeline::ProcessingSetup setup;
  setup.policy.functional_currency = *Currency::parse("USD");
  const ReferenceData reference;
  const intake::ZonedSiteClock calendar(reference.sites);
  const casework::CaseTools tools{setup, reference, calendar, {}};
  const auto rate = [&] {
    std::optional<Rate> found;
    store->write([&](store::Writer& writer) {
      found = casework::gather(value.id, cases::Person{}, tools, writer)->rate;
    });
    return found;
  };
  store->write([&](store::Writer& writer) {
    writer.put_case(value);
    writer.add_receipt(stating(Stage::invoiced, DocumentKind::invoice, "INV-1", "0.0001"));
  });
  CHECK(rate() == Rate(*Decimal::parse("0.0001")));
  store->write([&](store::Writer& writer) {
    writer.add_receipt(stating(Stage::ordered, DocumentKind::purchase_order, "PO-1", "1.08"));
    writer.add_receipt(stating(Stage::invoiced, DocumentKind::invoice, "INV-2", "0.0002"));
  });
  CHECK(rate() == Rate(*Decimal::parse("1.08")));
}
