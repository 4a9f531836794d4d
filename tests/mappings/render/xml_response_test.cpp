// What we answer in XML is read back by our own reader.
#include <catch2/catch.hpp>

#include "mappings/render/cxml_response.hpp"
#include "mappings/render/ubl_invoice_response.hpp"
#include "parsers/xml/document.hpp"
#include "tests/mappings/xml_reading.hpp"

using namespace weighbridge;

namespace {

xml::Document parsed(const std::string& text) {
  Findings findings;
  auto document = xml::Document::parse(text, findings);
  REQUIRE(findings.empty());
  REQUIRE(document.has_value());
  return std::move(*document);
}

std::string at(const xml::Document& document, std::string_view path) {
  return std::string(document.text(xml::descendant(document.root(), path)));
}

InvoiceResponse query() {
  InvoiceResponse response;
  response.id = "RE-1";
  response.time = parse_instant("2026-03-31T12:34:56Z");
  response.sender = {"0088", "7300010000001", "Kund & Co"};
  response.receiver = {"0088", "4012345000009", {}};
  response.status = InvoiceStatus::under_query;
  response.reasons = {reason_of_rule("Q01")};
  response.reasons[0].text = "8 of 48 were not received";
  response.reasons[0].case_number = "DC-2026-00000007";
  response.invoice = "INV-2041";
  response.invoice_date = parse_date("2026-03-06");
  response.type_code = "380";
  return response;
}

}  // namespace

TEST_CASE("an Invoice Response carries status, reason, action and case (section 18)",
          "[xml][render]") {
  const xml::Document document = parsed(render(query()));
  CHECK(at(document, "IssueDate") == "2026-03-31");
  CHECK(at(document, "IssueTime") == "12:34:56Z");
  CHECK(at(document, "SenderParty/EndpointID") == "7300010000001");
  CHECK(at(document, "SenderParty/PartyLegalEntity/RegistrationName") == "Kund & Co");
  CHECK(at(document, "DocumentResponse/Response/ResponseCode") == "UQ");
  CHECK(at(document, "DocumentResponse/Response/Status/StatusReasonCode") == "QTY");
  CHECK(at(document, "DocumentResponse/Response/Status/Condition/Description") ==
        "DC-2026-00000007");
  const auto action =
      xml::descendant(document.root(), "DocumentResponse/Response/Status").next_sibling();
  CHECK(document.text(xml::child(action, "StatusReasonCode")) == "CNP");
  CHECK(at(document, "DocumentResponse/DocumentReference/ID") == "INV-2041");

  const testing::XmlReading reading = testing::read_xml_text(render(query()));
  CHECK(reading.message_findings.empty());
  REQUIRE(reading.interchanges.size() == 1);
  CHECK(reading.interchanges[0].standard == "UBL");
  CHECK(reading.interchanges[0].sender.id == "7300010000001");
  CHECK(reading.documents.at(0).set == "ApplicationResponse");
}

TEST_CASE("a query or rejection never goes out without a reason", "[xml][render]") {
  InvoiceResponse response = query();
  response.reasons.clear();
  CHECK(at(parsed(render(response)), "DocumentResponse/Response/Status/StatusReasonCode") == "OTH");
  response.status = InvoiceStatus::accepted;
  CHECK(at(parsed(render(response)), "DocumentResponse/Response/Status/StatusReasonCode").empty());
}

TEST_CASE("each rule has the reason and action of section 18", "[xml][render]") {
  const auto codes = [](std::string_view rule) {
    const StatusReason reason = reason_of_rule(rule);
    return reason.reason + "/" + reason.action;
  };
  CHECK(codes("Q09") == "QUA/CNP");
  CHECK(codes("Q12") == "ITM/NIN");
  CHECK(codes("P01") == "PRI/CNP");
  CHECK(codes("C04") == "LEG/NIN");
  CHECK(codes("R01") == "REF/NIN");
  CHECK(codes("T01") == "DEL/NOA");
  CHECK(codes("V01") == "OTH/CNA");
  CHECK(codes("X99") == "OTH/NOA");
  CHECK(reason_of_rule("D01").text == "duplicate");
}

TEST_CASE("a cXML request is answered with its errors in words", "[xml][render]") {
  const std::string order = testing::slurp(std::filesystem::path(WEIGHBRIDGE_SOURCE_DIR) /
                                           "tests/samples/xml/cxml/order.xml");
  const auto status = [](const std::string& text) {
    const testing::XmlReading reading = testing::read_xml_text(text);
    const xml::Document answer = parsed(reading.acknowledgments.at(0));
    CHECK(xml::attribute(answer.root(), "timestamp") == "2026-03-31T12:34:56Z");
    return std::string(xml::attribute(xml::descendant(answer.root(), "Response/Status"), "code"));
  };
  CHECK(status(order) == "200");
  std::string bad = order;
  bad.replace(bad.find("quantity=\"48\""), 13, "quantity=\"x\"");
  CHECK(status(bad) == "406");
  CHECK(status("<cXML payloadID='1'><Header/><Request><PunchOutSetupRequest/></Request></cXML>") ==
        "450");
}
