// What we send is read back by our own reader without a finding, and says what it should.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "mappings/reader/tables.hpp"
#include "mappings/render/edifact_aperak.hpp"
#include "mappings/render/edifact_comdis.hpp"
#include "mappings/render/edifact_recadv.hpp"
#include "parsers/edifact/interchange_reader.hpp"
#include "tests/mappings/edifact_reading.hpp"

using namespace weighbridge;

namespace {

const EdifactParties kParties{"5412345000013", "14", "4012345000009", "14"};

EdifactStamp stamp() {
  EdifactStamp stamp;
  stamp.time = parse_instant("2026-03-31T12:34:56Z");
  stamp.control = 42;
  return stamp;
}

std::string invoice(std::string_view body, std::string_view trailer = "'UNZ+1+77'") {
  return "UNB+UNOC:3+4012345000009:14+5412345000013:14+260301:1015+77'UNH+1+INVOIC:D:96A:UN'" +
         std::string(body) + "UNT+8+1" + std::string(trailer);
}

constexpr std::string_view kGood =
    "BGM+380+INV-1+9'DTM+137:20260310:102'LIN+1'QTY+47:5:PCE'UNS+S'MOA+77:5'";

}  // namespace

TEST_CASE("CONTRL acknowledges what was in order", "[render][edifact]") {
  const auto reading = testing::read_edifact_text(invoice(kGood));
  REQUIRE(reading.acknowledgments.size() == 1);
  CHECK(reading.acknowledgments[0] ==
        "UNB+UNOC:3+5412345000013:14+4012345000009:14+260331:1234+77'UNH+1+CONTRL:D:3:UN'"
        "UCI+77+4012345000009:14+5412345000013:14+7'UCM+1+INVOIC:D:96A:UN+7'UNT+4+1'UNZ+1+77'");
}

TEST_CASE("CONTRL rejects a message with its segments and elements in error", "[render][edifact]") {
  const auto reading = testing::read_edifact_text(
      invoice("BGM+380+INV-1+9'DTM+137:20260310:102'LIN+1'QTY+47:many:PCE'UNS+S'RFF+:x'"));
  REQUIRE(reading.acknowledgments.size() == 1);
  const std::string& contrl = reading.acknowledgments[0];
  CHECK(contrl.find("UCM+1+INVOIC:D:96A:UN+4'UCS+5'UCD+37+2:2'") != std::string::npos);
  CHECK(contrl.find("UCS+8+13'") != std::string::npos);  // MOA is missing where the UNT stands
}

TEST_CASE("CONTRL names the service segment in error", "[render][edifact]") {
  const auto count = testing::read_edifact_text(invoice(kGood, "'UNZ+2+77'"));
  CHECK(count.acknowledgments.at(0).find("+7+29+UNZ+2'UCM") != std::string::npos);
  std::string cut = invoice(kGood);
  cut.replace(cut.find("UNT+8"), 5, "UNT+9");
  const auto trailer = testing::read_edifact_text(cut);
  CHECK(trailer.acknowledgments.at(0).find("UCM+1+INVOIC:D:96A:UN+4+29+UNT+2'") !=
        std::string::npos);
}

TEST_CASE("CONTRL is not answered, nor is what has no UNB", "[render][edifact]") {
  const auto reading = testing::read_edifact_text(invoice(kGood));
  CHECK(testing::read_edifact_text(reading.acknowledgments.at(0)).acknowledgments ==
        std::vector<std::string>{""});
  CHECK(testing::read_edifact_text("UNH+1+INVOIC:D:96A:UN'" + std::string(kGood) + "UNT+8+1'")
            .acknowledgments == std::vector<std::string>{""});
}

TEST_CASE("every CONTRL that we send is read back without a finding", "[render][edifact]") {
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/edifact")) {
    if (entry.path().extension() != ".edi") continue;
    INFO(entry.path());
    for (const std::string& contrl :
         testing::read_edifact_text(testing::slurp(entry.path())).acknowledgments) {
      if (contrl.empty()) continue;
      INFO(contrl);
      CHECK(testing::is_clean(testing::read_edifact_text(contrl)));
    }
  }
}

TEST_CASE("APERAK tells reasons and is read back", "[render][edifact]") {
  AperakSubject subject{"APP-1", "1", "INV+1", false};
  const std::vector<ApplicationError> errors{
      {"007", "The order number is missing: it's needed", ""},
      {"010", "Die Summe stimmt nicht überein " + std::string(400, 'x'), "3"}};
  for (const auto directory : {EdifactDirectory::d96a, EdifactDirectory::d01b}) {
    const std::string text = render_aperak(kParties, stamp(), directory, subject, errors);
    INFO(text);
    CHECK(testing::is_clean(testing::read_edifact_text(text)));
    CHECK(text.find("ERC+007:ZZZ'FTX+AAO+++The order number is missing?: it?'s needed'") !=
          std::string::npos);
    CHECK(text.find("RFF+DM:INV?+1'") != std::string::npos);
  }
}

TEST_CASE("the errors of a reading become the reasons of an APERAK", "[render][edifact]") {
  Finding finding;
  finding.code = "LINES_MISSING";
  finding.message = "no lines";
  finding.mend = "send lines";
  Finding note = finding;
  note.level = FindingLevel::note;
  CHECK(application_errors({finding, note}) ==
        std::vector<ApplicationError>{{"007", "no lines; send lines", ""}});
}

TEST_CASE("COMDIS tells what is disputed and is read back", "[render][edifact]") {
  Dispute dispute;
  dispute.number = "DIS-1";
  dispute.case_number = "CASE-9";
  dispute.invoice = "INV-5001";
  dispute.invoice_date = parse_date("2026-03-10");
  dispute.currency = *Currency::parse("EUR");
  dispute.invoice_amount = Money(*Decimal::parse("218.67"));
  dispute.points = {{"", "Q01", "Six pieces did not arrive", Money(*Decimal::parse("15"))},
                    {"2", "P01", "Agreed price is 3.80", Money(*Decimal::parse("2.5"))}};
  for (const auto directory : {EdifactDirectory::d96a, EdifactDirectory::d01b}) {
    const std::string text = render_comdis(kParties, stamp(), directory, dispute);
    INFO(text);
    CHECK(testing::is_clean(testing::read_edifact_text(text)));
    CHECK(text.find("MOA+77:218.67:EUR'MOA+5:15.00:EUR'AJT+4'FTX+ABO") != std::string::npos);
    CHECK(text.find("DLI+1+2'MOA+5:2.50:EUR'AJT+5'") != std::string::npos);
  }
}

namespace {

/// A receiving advice that a RECADV can say wholly.
Receipt receipt_of(std::size_t lines) {
  Receipt receipt;
  receipt.stage = Stage::received;
  receipt.document.kind = DocumentKind::warehouse_receipt;
  receipt.document.number = "WR-" + std::to_string(*rc::gen::inRange(1, 1000));
  receipt.document.date = parse_date("2026-03-06");
  receipt.dates.posted = parse_moment("2026-03-05");
  receipt.supplier = SupplierId("4012345000009");
  receipt.site = "DC:01";
  const std::vector<std::string> pieces{"A", "b", "0", " ", "+", ":", "'", "?", "-", ",", "ä", "ß"};
  const auto text = rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
  for (std::size_t i = 0; i < lines; ++i) {
    ReceiptLine line;
    line.line = std::to_string(i + 1);
    line.po = PoNumber("PO-" + std::to_string(i % 2));
    line.po_line = std::to_string(10 * (i + 1));
    line.item.gtin = "0401234500001" + std::to_string(i % 10);
    line.item.vendor = "V?" + std::to_string(i);
    line.quantity =
        Quantity(Decimal::from_millionths(*rc::gen::inRange<std::int64_t>(1, 5'000'000) * 1000));
    line.uom = "PCE";
    const auto condition = static_cast<Condition>(*rc::gen::inRange(0, 5));
    if (condition != Condition::good) line.condition = condition;
    line.lot = "L" + std::to_string(i);
    line.item.description = "x";
    for (const std::string& piece : *text)
      if (line.item.description.size() < 30) line.item.description += piece;
    line.item.description += "x";
    if (i % 2 == 0) line.sscc = {"00340123450000000011", "00340123450000000028"};
    receipt.lines.push_back(line);
  }
  return receipt;
}

/// What a RECADV has no place for is not compared.
Receipt comparable(Receipt receipt) {
  receipt.references.po.clear();
  receipt.totals = {};
  for (ReceiptLine& line : receipt.lines) {
    line.condition_code.clear();
    if (line.condition == Condition::good) line.condition.reset();
    line.item.sku.clear();
  }
  return receipt;
}

}  // namespace

TEST_CASE("any receiving advice renders and reads back equal", "[render][edifact][property]") {
  CHECK(rc::check([] {
    const Receipt receipt = receipt_of(static_cast<std::size_t>(*rc::gen::inRange(1, 6)));
    const auto directory = *rc::gen::element(EdifactDirectory::d96a, EdifactDirectory::d01b);
    const std::string text = render_recadv(kParties, stamp(), directory, receipt);
    const auto reading = testing::read_edifact_text(text);
    RC_LOG() << text << "\n" << testing::describe(reading);
    RC_ASSERT(testing::is_clean(reading));
    RC_ASSERT(reading.documents.size() == 1U);
    RC_ASSERT(reading.documents[0].receipt.has_value());
    RC_ASSERT(comparable(*reading.documents[0].receipt) == comparable(receipt));
  }));
}

TEST_CASE("any segments that are written are read back as they were",
          "[render][edifact][property]") {
  CHECK(rc::check([] {
    const auto value =
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("ABab01 +:'?\n.,")));
    const auto written = *rc::gen::container<std::vector<std::string>>(value);
    std::string body;
    EdifactWriter writer(body);
    for (const std::string& text : written)
      writer.begin("FTX").element("AAI").element("").element("").element(text).component(text);
    writer.end();
    const std::string text =
        edifact_interchange(kParties, stamp(), "APERAK:D:96A:UN", body, writer.segments());
    std::string expected;
    for (const std::string& one : written) {
      for (int twice = 0; twice < 2; ++twice)
        for (const char c : one) expected += c == '\n' ? ' ' : c;
    }
    std::string read;
    MemorySource bytes(text);
    edifact::InterchangeReader reader(bytes, testing::tables().edifact());
    for (auto event = reader.next(); event != edifact::Event::end; event = reader.next()) {
      if (event != edifact::Event::message) continue;
      for (const edi::Segment& segment : reader.message().segments) {
        if (segment.tag != "FTX") continue;
        const char separator = reader.message().delimiters.component;
        read += edi::part(segment.element(4), separator, 1);
        read += edi::part(segment.element(4), separator, 2);
      }
      RC_ASSERT(reader.message().segments.size() == written.size() + 2);
    }
    RC_ASSERT(read == expected);
  }));
}
