// What we send in X12: each set is read back by our own parser without a finding.
#include <algorithm>

#include <catch2/catch.hpp>

#include "mappings/render/x12_application_advice.hpp"
#include "mappings/render/x12_debit_memo.hpp"
#include "mappings/render/x12_reasons.hpp"
#include "mappings/render/x12_receiving_advice.hpp"
#include "mappings/render/x12_remittance.hpp"
#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

X12Envelope envelope(const std::string& release = "004010") {
  X12Envelope to;
  to.sender = "NORTHDC";
  to.receiver_qualifier = "01";
  to.receiver = "123456789";
  to.release = release;
  to.time = *parse_instant("2026-03-31T12:34:00Z");
  to.control = 1'000'000'077;  // beyond nine digits: the last nine count
  return to;
}

/// Reads `text` back and expects nothing to be said against it, at any level.
testing::X12Reading read_back(const std::string& text) {
  INFO(text);
  testing::X12Reading reading = testing::read_x12_text(text);
  CHECK(reading.message_findings.empty());
  for (const Findings& findings : reading.envelope)
    for (const Finding& finding : findings) FAIL_CHECK(finding.message);
  REQUIRE(reading.documents.size() == 1);
  CHECK(reading.documents[0].accepted);
  for (const Finding& finding : reading.documents[0].findings)
    FAIL_CHECK(finding.code << ' ' << finding.message);
  return reading;
}

Money amount(const char* text) {
  return Money(*Decimal::parse(text));
}
Quantity quantity(const char* text) {
  return Quantity(*Decimal::parse(text));
}

ReceiptLine received(const char* number, const char* count, std::optional<Condition> condition,
                     const char* code = "") {
  ReceiptLine line;
  line.line = number;
  line.po = PoNumber("PO-1");
  line.po_line = "10";
  line.item.sku = "A-100";
  line.item.gtin = "00614141000012";
  line.item.upc = "614141000012";
  line.item.description = "Bolt M8";
  line.quantity = quantity(count);
  line.uom = "EA";
  line.condition = condition;
  line.condition_code = code;
  return line;
}

Receipt warehouse_receipt() {
  Receipt receipt;
  receipt.stage = Stage::received;
  receipt.document.kind = DocumentKind::warehouse_receipt;
  receipt.document.number = "WR-9";
  receipt.document.date = parse_date("2026-03-05");
  receipt.document.time = parse_instant("2026-03-05T14:20:00Z");
  receipt.supplier = SupplierId("ACME");
  receipt.site = "DC01";
  receipt.references.po = "PO-1";
  receipt.references.ship_notice = "SHP-1001";
  receipt.references.bill_of_lading = "BOL77";
  receipt.references.case_number = "";
  receipt.dates.posted = parse_moment("2026-03-05");
  receipt.lines = {received("1", "74", std::nullopt),
                   received("1.2", "6", Condition::damaged, "01"),
                   received("1.3", "2", Condition::short_, "02")};
  ReceiptLine other = received("2", "12.5", std::nullopt);
  other.po = PoNumber("PO-2");
  other.po_line = "";
  other.lot = "L-5";
  other.item = {"A-200", "", "", "V-77", ""};
  other.sscc = {"00006141410000000017"};
  receipt.lines.push_back(other);
  return receipt;
}

}  // namespace

TEST_CASE("861: a receipt comes back as it was, conditions and all", "[render][861]") {
  const Receipt receipt = warehouse_receipt();
  for (const char* release : {"004010", "005010"}) {
    const std::string text = render_receiving_advice(envelope(release), receipt);
    const auto reading = read_back(text);
    INFO(text);
    CHECK(reading.receipt() == receipt);
  }
}

TEST_CASE("O10: 80 received, 6 of them damaged: 74 good and 6 of condition 01", "[render][861]") {
  Receipt receipt = warehouse_receipt();
  receipt.lines.resize(2);
  const std::string text = render_receiving_advice(envelope(), receipt);
  INFO(text);
  CHECK(text.find("RCD*1*74*EA***6*EA*01~") != std::string::npos);
}

TEST_CASE("861: more conditions than an RCD has groups begin another one", "[render][861]") {
  Receipt receipt = warehouse_receipt();
  receipt.lines.clear();
  for (int i = 0; i < 7; ++i)
    receipt.lines.push_back(received("", "1", Condition::quarantined, "09"));
  for (std::size_t i = 0; i < receipt.lines.size(); ++i)
    receipt.lines[i].line = std::to_string(i + 1);
  const auto reading = read_back(render_receiving_advice(envelope(), receipt));
  CHECK(reading.receipt().lines.size() == 7);
}

TEST_CASE("861: a line without an item is known by its order line", "[render][861]") {
  Receipt receipt = warehouse_receipt();
  receipt.lines.resize(1);
  receipt.lines[0].item = {};
  const std::string text = render_receiving_advice(envelope(), receipt);
  INFO(text);
  CHECK(text.find("LIN*10*PL*10~") != std::string::npos);
  CHECK(testing::read_x12_text(text).receipt().lines[0].po_line == "10");
}

TEST_CASE("812: a debit memo is a bill to the other side, reasons and all", "[render][812]") {
  DebitMemo memo;
  memo.number = "DM-7";
  memo.currency = *Currency::parse("USD");
  memo.supplier = SupplierId("ACME");
  memo.invoice = "INV-5";
  memo.po = "PO-1";
  memo.case_number = "DC-2026-00000007";
  DebitLine damaged;
  damaged.reason = adjustment_reason("Q09", true);
  damaged.amount = amount("150");
  damaged.quantity = quantity("6");
  damaged.uom = "EA";
  damaged.unit_price = UnitPrice(*Decimal::parse("25"));
  damaged.po_line = "10";
  damaged.item.sku = "A-100";
  DebitLine price;
  price.reason = adjustment_reason("P01", true);
  price.amount = amount("2.5");
  DebitLine back = price;
  back.credit = true;
  back.amount = amount("0.5");
  memo.lines = {damaged, price, back};
  for (const char* release : {"004010", "005010"}) {
    const std::string text = render_debit_memo(envelope(release), memo);
    INFO(text);
    const Receipt receipt = read_back(text).receipt();
    CHECK(text.find("*DM-7*L*15200*D**INV-5***PO-1*00~") != std::string::npos);
    CHECK(receipt.document.number == "DM-7");
    CHECK(receipt.references.case_number == "DC-2026-00000007");
    CHECK(receipt.totals.amount == amount("152"));
    REQUIRE(receipt.lines.size() == 1);
    CHECK(receipt.lines[0].quantity == quantity("6"));
    CHECK(receipt.lines[0].amount == amount("150"));
    REQUIRE(receipt.charges.size() == 2);
    CHECK(receipt.charges[0].amount == amount("2.5"));
    CHECK(receipt.charges[1].amount == amount("-0.5"));
  }
  memo.lines = {back};
  const Receipt credit = read_back(render_debit_memo(envelope(), memo)).receipt();
  CHECK(credit.document.kind == DocumentKind::credit_note);
  CHECK(credit.totals.amount == amount("-0.5"));
}

TEST_CASE("M-18.1: the sign of ADX01 depends on the release", "[render][820]") {
  CHECK(signed_adjustment("003030", amount("20")) == amount("20"));
  CHECK(signed_adjustment("003040", amount("20")) == amount("20"));
  CHECK(signed_adjustment("003050", amount("20")) == amount("-20"));
  CHECK(signed_adjustment("004010VICS", amount("20")) == amount("-20"));
  CHECK(signed_adjustment("003030", amount("-3")) == amount("-3"));

  Remittance remittance;
  remittance.number = "PAY-1";
  remittance.currency = *Currency::parse("USD");
  remittance.payer = "NORTHDC";
  remittance.payee = SupplierId("ACME");
  RemittedInvoice invoice;
  invoice.invoice = "INV-5";
  invoice.po = "PO-1";
  invoice.date = parse_date("2026-03-06");
  invoice.gross = amount("120");
  invoice.paid = amount("100");
  invoice.adjustments = {{amount("20"), std::string(adjustment_reason("Q01", false)), "DC-1"}};
  remittance.invoices = {invoice};
  for (const char* release : {"004010", "005010"}) {
    const std::string text = render_remittance(envelope(release), remittance);
    INFO(text);
    read_back(text);
    CHECK(text.find("BPR*I*100*C*NON************20260331~") != std::string::npos);
    CHECK(text.find("RMR*IV*INV-5*PO*100*120~") != std::string::npos);
    CHECK(text.find("ADX*-20*06~REF*TN*DC-1~") != std::string::npos);
  }
  const std::string old = render_remittance(envelope("003030"), remittance);
  INFO(old);
  CHECK(old.find("ADX*20*06~") != std::string::npos);
  CHECK(old.find("DTM*003*260306~") != std::string::npos);
  CHECK(old.find("*U*00303*000000077*0*P*>~GS*RA*NORTHDC*123456789*260331*1234*77*X*003030~") !=
        std::string::npos);
}

TEST_CASE("824: every flaw is told in a code of section 18", "[render][824]") {
  const std::string notice =
      "ISA*00*          *00*          *ZZ*ACME           *ZZ*NORTHDC        *260302*0815*U*00401*"
      "000000042*0*P*>~GS*SH*ACME*NORTHDC*20260302*0815*42*X*004010~ST*856*0001~"
      "BSN*00*SHP-1*20260302*0810~HL*1**S~HL*2*1*O~HL*3*2*I~LIN*1*BP*A-100~SN1**five*EA~"
      "HL*4*2*I~LIN*2*BP*A-200~SN1**5~SE*11*0001~GE*1*42~IEA*1*000000042~";
  const auto reading = testing::read_x12_text(notice);
  const GroupHead group{"42", "SH", "004010"};
  ApplicationAdvice advice = application_advice(reading.documents[0], group, "ADV-1");
  CHECK(advice.verdict == AdviceVerdict::rejected);
  advice.case_number = "DC-2026-00000007";
  for (const char* release : {"004010", "005010"}) {
    const std::string text = render_application_advice(envelope(release), advice);
    INFO(text);
    read_back(text);
    CHECK(text.find("OTI*TR*SI*SHP-1*****42*0001*856*004010~REF*TN*DC-2026-00000007~") !=
          std::string::npos);
    CHECK(text.find("TED*007*") != std::string::npos);  // SN103 is missing
    CHECK(text.find("TED*MB*") != std::string::npos);   // no order
    CHECK(text.find("TED*024*") != std::string::npos);  // "five" is no number
  }
}

TEST_CASE("824: what is in order is accepted, a duplicate is told as one", "[render][824]") {
  ApplicationAdvice advice;
  advice.number = "ADV-2";
  advice.set = "810";
  advice.set_control = "0001";
  advice.group_control = "7";
  advice.version = "004010";
  advice.document = "INV-5";
  CHECK(render_application_advice(envelope(), advice)
            .find("OTI*TA*IV*INV-5*****7*0001*810*004010~") != std::string::npos);
  Finding duplicate;
  duplicate.code = "D01";
  duplicate.message =
      "the invoice was billed before, with the same number, date and amount, on INV-5";
  advice.findings = {duplicate};
  advice.verdict = AdviceVerdict::rejected;
  const std::string text = render_application_advice(envelope(), advice);
  INFO(text);
  CHECK(text.find("OTI*TR*IV*INV-5") != std::string::npos);
  CHECK(text.find("TED*006*the invoice was billed before, with the same number, date an~") !=
        std::string::npos);
  read_back(text);
}

TEST_CASE("999: by setting, for releases that have it", "[render][999]") {
  const auto message = [](const std::string& version) {
    const bool five = version >= "005";
    return "ISA*00*          *00*          *ZZ*ACME           *ZZ*NORTHDC        *260302*0815*" +
           std::string(five ? "^*00501" : "U*00401") +
           "*000000042*0*P*>~GS*SH*ACME*NORTHDC*20260302*0815*42*X*" + version +
           "~ST*856*0001~BSN*00*SHP-1*20260302*0810~HL*1**S~HL*2*1*O~PRF*PO-1~HL*3*2*I~"
           "LIN*1*BP*A-100~SN1**five*EA~SE*9*0001~GE*1*42~IEA*1*000000042~";
  };
  ReaderOptions options;
  options.implementation_acknowledgment = true;
  std::uint64_t last = 6;
  options.next_control = [&last] { return ++last; };
  const auto five = testing::read_x12_text(message("005010"), {}, options);
  REQUIRE(five.acknowledgments.size() == 1);
  INFO(five.acknowledgments[0]);
  CHECK(five.acknowledgments[0].find("*00501*000000007*") != std::string::npos);
  CHECK(five.acknowledgments[0].find(
            "ST*999*0001~AK1*SH*42*005010~AK2*856*0001~IK3*SN1*8*HL*8~IK4*2*382*6*five~IK5*R*5~"
            "AK9*R*1*1*0~") != std::string::npos);
  const auto back = read_back(five.acknowledgments[0]);
  CHECK(back.documents[0].set == "999");
  CHECK(back.documents[0].answers);
  const auto four = testing::read_x12_text(message("004010"), {}, options);
  CHECK(four.acknowledgments[0].find("ST*997*0001~") != std::string::npos);
}

TEST_CASE("reasons follow the table of section 18", "[render]") {
  CHECK(adjustment_reason("Q01", true) == "59");
  CHECK(adjustment_reason("Q01", false) == "06");
  CHECK(adjustment_reason("D01", true) == "19");
  CHECK(adjustment_reason("X01", true).empty());
  CHECK(receiving_condition("Q02") == "03");
  CHECK(receiving_condition("Q09") == "01");
  // A sender's own code that says something else than the condition is not passed on.
  CHECK(receiving_condition(received("1", "1", Condition::rejected, "01")) == "08");
  CHECK(receiving_condition(received("1", "1", Condition::rejected, "04")) == "04");
  CHECK(receiving_condition(received("1", "1", Condition::good)).empty());
}
