#include "mappings/canonical/json.hpp"

#include <catch2/catch.hpp>

using namespace weighbridge;

namespace {

/// "line:column: message [mend]" of each finding.
std::vector<std::string> flaws_of(std::string_view text) {
  Findings findings;
  (void)parse_receipt(text, findings);
  std::vector<std::string> flaws;
  for (const Finding& f : findings) {
    flaws.push_back(std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + ": " +
                    f.message + (f.mend.empty() ? "" : " [" + f.mend + "]"));
  }
  return flaws;
}

/// A receipt whose only line ends with `members`, which stand in a line of their own.
std::string receipt_with_line(const std::string& members) {
  return R"({"stage":"received","document":{"number":"D"},"lines":[{"quantity":"1")"
         "\n" +
         members + "}]}";
}

std::string receipt_with(const std::string& members) {
  return R"({"stage":"received","document":{"number":"D"})"
         "\n" +
         members + "}";
}

constexpr std::string_view kWhole =
    R"({"schema":"weighbridge.receipt/1","stage":"shipped",)"
    R"("document":{"kind":"ship_notice","number":"SHP-1001","date":"2026-03-02",)"
    R"("time":"2026-03-02T07:30:00Z","purpose":"original"},"supplier":"ACME","site":"DC01",)"
    R"("currency":"USD","exchange_rate":"1.08","references":{"bill_of_lading":"BOL77",)"
    R"("carrier":"SCAC","tracking":"1Z9","ship_notice":"S","invoice":"I","po":"PO-1",)"
    R"("reverses":"SHP-1000","case":"DC-2026-00000001"},"dates":{"shipped":"2026-03-01",)"
    R"("expected":"2026-03-05","posted":"2026-03-02T08:00:00Z"},"lines":[{"line":"1",)"
    R"("po":"PO-1","po_line":"10","item":{"sku":"A-100","gtin":"00012345678905","upc":"012345678905",)"
    R"("vendor":"V-77","description":"Bolt \"M8\""},"quantity":"48","uom":"EA","unit_price":"2.50",)"
    R"("price_basis":"100","price_uom":"EA","amount":"1.20","condition":"good",)"
    R"("condition_code":"01","final":true,"site":"DC02","lot":"L1","serials":["S1","S2"],)"
    R"("sscc":["00000123456789012345"],"expected":"2026-03-06","user":"w.ortiz","shift":"A",)"
    R"("posting_id":"P1","references":{"ship_notice":"SHP-1001","receipt":"WR-9","invoice":"INV-5",)"
    R"("bill_of_lading":"BOL77","reverses":{"document":"WR-8","line":"2"}}}],)"
    R"("charges":[{"kind":"freight","code":"D240","amount":"12.00","description":"Freight",)"
    R"("line":"1"}],"taxes":[{"code":"VAT","rate":"7","base":"1000.00","amount":"70.00"}],)"
    R"("terms":{"due":"2026-04-01","discount_date":"2026-03-12","discount_percent":"2"},)"
    R"("totals":{"lines":"120.00","tax":"0.00","charges":"12.00","amount":"132.00"},)"
    R"("recorded":"2026-03-02T09:00:00Z"})";

}  // namespace

TEST_CASE("A receipt with every member is read and written in the contract's order") {
  Findings findings;
  const auto receipt = parse_receipt(kWhole, findings);
  REQUIRE(receipt);
  CHECK(findings.empty());
  CHECK(to_json(*receipt) == kWhole);
  CHECK(receipt->lines.at(0).references.reverses == ReversedLine{"WR-8", "2"});
  CHECK(receipt->lines.at(0).price_basis == Quantity(Decimal::from_integer(100)));
}

TEST_CASE("Empty members are left out, and money shows its currency's digits") {
  Receipt receipt;
  receipt.stage = Stage::received;
  receipt.document = {DocumentKind::warehouse_receipt, "WR-9", {}, {}, Purpose::original};
  receipt.lines.emplace_back().quantity = Quantity(*Decimal::parse("1.500"));
  receipt.totals.amount = Money(Decimal::from_integer(5));
  const std::string head = R"({"schema":"weighbridge.receipt/1","stage":"received","document":)"
                           R"({"kind":"warehouse_receipt","number":"WR-9","purpose":"original"},)";
  CHECK(to_json(receipt) == head + R"("lines":[{"quantity":"1.5"}],"totals":{"amount":"5.00"}})");
  receipt.currency = *Currency::parse("JPY");
  CHECK(to_json(receipt) ==
        head + R"("currency":"JPY","lines":[{"quantity":"1.5"}],"totals":{"amount":"5"}})");
}

TEST_CASE("M-3.2 what the gateway adds is no part of the content") {
  Findings findings;
  Receipt receipt = *parse_receipt(kWhole, findings);
  const std::string bytes = canonical_bytes(receipt);
  receipt.recorded = *parse_instant("2027-01-01T00:00:00Z");
  CHECK(canonical_bytes(receipt) == bytes);
  receipt.site = "DC03";
  CHECK(canonical_bytes(receipt) != bytes);
}

TEST_CASE("Mistakes in a receipt name member, place and mend") {
  using Flaws = std::vector<std::string>;
  CHECK(flaws_of(receipt_with_line(R"(,"quantty":"1")")) ==
        Flaws{"2:2: the member `lines[0].quantty` is unknown [did you mean `quantity`?]"});
  CHECK(
      flaws_of(receipt_with(R"(,"shoe_size":1)")) ==
      Flaws{"2:2: the member `shoe_size` is unknown [known are: schema, stage, document, supplier, "
            "bill_from, remit_to, bank, site, currency, exchange_rate, references, dates, ...]"});
  CHECK(
      flaws_of(receipt_with_line(R"(,"amount":"1e3")")) ==
      Flaws{
          "2:11: `lines[0].amount` cannot be read: it is not a plain decimal number such as 12.50 "
          "[write plain digits with a point, such as 1250.50]"});
  CHECK(flaws_of(receipt_with(R"(,"dates":{"shipped":"2026-02-30"})")).at(0) ==
        "2:21: `dates.shipped` is neither a date such as 2026-03-02 nor a time such as "
        "2026-03-02T08:00:00Z");
  CHECK(flaws_of(receipt_with_line(R"(,"condition":"damagd")")).at(0) ==
        "2:14: `lines[0].condition` is none of the words it may be [did you mean `damaged`?]");
  CHECK(flaws_of(receipt_with(R"(,"currency":"US$")")).at(0) ==
        "2:13: `currency` is no ISO 4217 currency code such as USD");
  CHECK(flaws_of(receipt_with_line(R"(,"final":"yes")")).at(0) ==
        "2:10: `lines[0].final` is a string [write true or false, without quotes]");
  CHECK(flaws_of(receipt_with_line(R"(,"sscc":"1")")).at(0) ==
        "2:9: `lines[0].sscc` is a string where an array should stand [put it in [ ]]");
  CHECK(flaws_of(receipt_with(R"(,"lines":["x"])")).at(0) ==
        "2:11: `lines[0]` is a string where an object should stand");
  CHECK(flaws_of(receipt_with(R"(,"supplier":{})")).at(0) ==
        "2:13: `supplier` is an object where a string should stand");
  CHECK(flaws_of(receipt_with(R"(,"supplier":"a\u0007")")).at(0) ==
        "2:13: `supplier` holds a control character [take it out]");
  CHECK(flaws_of(receipt_with(R"(,"schema":"weighbridge.receipt/2")")).at(0) ==
        "2:11: `schema` is not weighbridge.receipt/1");
  CHECK(flaws_of(R"({"document":{"number":""},"lines":[{}]})") ==
        Flaws{"1:1: `stage` is missing [add it]", "1:13: `document.number` is missing [add it]",
              "1:36: `lines[0].quantity` is missing [add it]"});
  CHECK(flaws_of("[]") == Flaws{"1:1: `` is an array where an object should stand"});
}

TEST_CASE("A bare number counts as it is written, and one note says so") {
  Findings findings;
  const auto receipt = parse_receipt(
      receipt_with_line(R"(,"unit_price":0.1,"amount":123456789012345.678901,"po_line":10)"),
      findings);
  REQUIRE(receipt);
  CHECK(receipt->lines.at(0).unit_price == UnitPrice(*Decimal::parse("0.1")));
  CHECK(receipt->lines.at(0).amount == Money(*Decimal::parse("123456789012345.678901")));
  CHECK(receipt->lines.at(0).po_line == "10");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].level == FindingLevel::note);
  CHECK(findings[0].message ==
        "`lines[0].po_line` and 2 other values are bare numbers, taken exactly as written");
}

TEST_CASE("null and empty strings are absent members") {
  Findings findings;
  const auto receipt = parse_receipt(
      receipt_with_line(R"(,"unit_price":null,"amount":"","lot":null,"expected":"")"), findings);
  REQUIRE(receipt);
  CHECK(findings.empty());
  CHECK_FALSE(receipt->lines.at(0).unit_price);
  CHECK_FALSE(receipt->lines.at(0).amount);
  CHECK_FALSE(receipt->lines.at(0).expected);
}

TEST_CASE("What a line reverses may be written short") {
  const auto reversed = [](const std::string& value) {
    Findings findings;
    return parse_receipt(receipt_with_line(R"(,"references":{"reverses":)" + value + "}"), findings)
        ->lines.at(0)
        .references.reverses;
  };
  CHECK(reversed(R"("WR-8/2")") == ReversedLine{"WR-8", "2"});
  CHECK(reversed(R"("WR/8/2")") == ReversedLine{"WR/8", "2"});
  CHECK(reversed(R"("WR-8")") == ReversedLine{"WR-8", ""});
  CHECK(reversed(R"({"document":"WR/8"})") == ReversedLine{"WR/8", ""});
}

TEST_CASE("What a line reverses must name a document") {
  for (const char* value :
       {R"("/")", R"("/2")", R"({"document":"","line":"2"})", R"({"line":"2"})"}) {
    CAPTURE(value);
    Findings findings;
    parse_receipt(receipt_with_line(R"(,"references":{"reverses":)" + std::string(value) + "}"),
                  findings);
    CHECK(has_errors(findings));
  }
}

TEST_CASE("An event is read and written whole") {
  constexpr std::string_view kEvent =
      R"({"schema":"weighbridge.event/1","kind":"transfer_ship","id":"TO-7/1/S",)"
      R"("at":"2026-03-02T08:00:00Z","order":"TO-7","line":"1","site":"DC01","to_site":"DC02",)"
      R"("sku":"A-100","quantity":"-120","uom":"EA","unit_cost":"14.00","eta":"2026-03-04",)"
      R"("condition":"good","final":true,"user":"w.ortiz"})";
  Findings findings;
  const auto event = parse_event(kEvent, findings);
  REQUIRE(event);
  CHECK(findings.empty());
  CHECK(to_json(*event) == kEvent);
}

TEST_CASE("The list of findings has an end") {
  std::string text = R"({"stage":"received","document":{"number":"D"},"lines":[)";
  for (int i = 0; i < 200; ++i) text += i == 0 ? "{}" : ",{}";
  const auto flaws = flaws_of(text + "]}");
  CHECK(flaws.size() == 101);
  CHECK(flaws.back() == "0:0: 100 more mistakes are not listed");
}
