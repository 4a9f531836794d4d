// Who bills, and where the money is asked to go, in every format that can say so (M-4.4, R03).
#include <catch2/catch.hpp>

#include "tests/mappings/edifact_reading.hpp"
#include "tests/mappings/xml_reading.hpp"

using namespace weighbridge;
using namespace weighbridge::testing;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string sample(const std::string& name) {
  return slurp(WEIGHBRIDGE_SOURCE_DIR "/tests/samples/" + name);
}

}  // namespace

TEST_CASE("an 810 names its payee and who bills (R03)") {
  const std::string bill = sample("x12/invoice-with-charges.edi");
  CHECK(read_x12_text(bill).receipt().remit_to == "NF01");

  ReferenceData reference;
  SupplierRow factor;
  factor.supplier = SupplierId("FACTOR");
  factor.duns = "123456789";
  reference.suppliers.push_back(factor);
  const std::string billed =
      replaced(bill, "N1*RE*NORTHFIELD TOOLS*92*NF01~", "N1*BF*FACTOR BANK*1*123456789~");
  CHECK(read_x12_text(billed, reference).receipt().bill_from == SupplierId("FACTOR"));
  // A number that nobody knows accuses nobody.
  CHECK(read_x12_text(billed).receipt().bill_from.empty());
}

TEST_CASE("an INVOIC names its payee and the account of the beneficiary (R03)") {
  const std::string bill =
      replaced(sample("edifact/invoic-no-uns-d96a.edi"), "CUX+2:EUR:4'",
               "NAD+PE+4399901777774::9'FII+BF+DE89370400440532013000'"
               "NAD+BY+4399902000004::9'FII+BB+DE02120300000000202051'CUX+2:EUR:4'");
  const X12Reading reading = read_edifact_text(bill);
  CHECK(reading.receipt().remit_to == "4399901777774");
  CHECK(reading.receipt().bank == "DE89370400440532013000");
  CHECK(reading.receipt().supplier == SupplierId("4399901000005"));
}

TEST_CASE("a UBL and a CII invoice name payee and account (R03)") {
  const XmlReading ubl = read_xml_text(replaced(
      sample("xml/ubl/invoice-peppol.xml"), "<cac:TaxTotal>",
      "<cac:PayeeParty><cac:PartyIdentification><cbc:ID>P-9</cbc:ID></cac:PartyIdentification>"
      "</cac:PayeeParty><cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>"
      "<cac:PayeeFinancialAccount><cbc:ID>DE89370400440532013000</cbc:ID>"
      "</cac:PayeeFinancialAccount></cac:PaymentMeans><cac:TaxTotal>"));
  INFO(describe(ubl));
  CHECK(ubl.receipt().remit_to == "P-9");
  CHECK(ubl.receipt().bank == "DE89370400440532013000");
  const XmlReading cii = read_xml_text(replaced(
      sample("xml/cii/invoice-en16931.xml"), "<ram:ApplicableTradeTax>\n        <ram:Calc",
      "<ram:PayeeTradeParty><ram:Name>Factor Bank</ram:Name></ram:PayeeTradeParty>"
      "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>"
      "<ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE89370400440532013000</ram:IBANID>"
      "</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>"
      "<ram:ApplicableTradeTax>\n        <ram:Calc"));
  INFO(describe(cii));
  CHECK(cii.receipt().remit_to == "Factor Bank");
  CHECK(cii.receipt().bank == "DE89370400440532013000");
}
