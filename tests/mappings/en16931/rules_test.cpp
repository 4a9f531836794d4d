// The rules of EN 16931 and Peppol on the sample invoices, each broken on purpose.
#include "mappings/en16931/rules.hpp"

#include <catch2/catch.hpp>

#include "tests/mappings/xml_reading.hpp"

using namespace weighbridge;

namespace {

std::string sample(const char* name) {
  return testing::slurp(std::filesystem::path(WEIGHBRIDGE_SOURCE_DIR) / "tests/samples/xml" / name);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The rules that the invoice breaks, "BR-CO-10 BR-CO-13"; notes in brackets.
std::string broken(const std::string& text) {
  const testing::XmlReading reading = testing::read_xml_text(text);
  REQUIRE(reading.documents.size() == 1);
  std::string rules;
  for (const Finding& finding : reading.documents[0].findings) {
    if (!finding.code.starts_with("BR-") && !finding.code.starts_with("PEPPOL-")) continue;
    CHECK(finding.level != FindingLevel::error);
    CHECK(finding.place.line != 0);
    CHECK_FALSE(finding.place.tag.empty());
    const bool note = finding.level == FindingLevel::note;
    rules += (rules.empty() ? "" : " ") + (note ? "(" + finding.code + ")" : finding.code);
  }
  return rules;
}

struct Breach {
  const char *from, *to, *rules;
};

}  // namespace

TEST_CASE("a good invoice breaks no rule", "[xml][en16931]") {
  CHECK(broken(sample("ubl/invoice-peppol.xml")).empty());
  CHECK(broken(sample("cii/invoice-en16931.xml")).empty());
}

TEST_CASE("each rule is told by its id where it is broken (UBL)", "[xml][en16931]") {
  const auto breach = GENERATE(
      Breach{"\"EUR\">1100.00</cbc:Line", "\"EUR\">1100.01</cbc:Line", "BR-CO-10 BR-CO-13"},
      Breach{"<cbc:AllowanceTotalAmount currencyID=\"EUR\">20.00",
             "<cbc:AllowanceTotalAmount currencyID=\"EUR\">21.00", "BR-CO-11 BR-CO-13"},
      Breach{"<cbc:ChargeTotalAmount currencyID=\"EUR\">40.00</cbc:ChargeTotalAmount>", "",
             "BR-CO-12 BR-CO-13"},
      Breach{"<cbc:TaxExclusiveAmount currencyID=\"EUR\">1120.00",
             "<cbc:TaxExclusiveAmount currencyID=\"EUR\">1120.50", "BR-CO-13 BR-CO-15"},
      Breach{"<cbc:TaxAmount currencyID=\"EUR\">212.80", "<cbc:TaxAmount currencyID=\"EUR\">212.81",
             "BR-CO-15 BR-CO-14"},
      Breach{"<cbc:TaxInclusiveAmount currencyID=\"EUR\">1332.80",
             "<cbc:TaxInclusiveAmount currencyID=\"EUR\">1332.00", "BR-CO-15 BR-CO-16"},
      Breach{"<cbc:PayableAmount currencyID=\"EUR\">1000.00",
             "<cbc:PayableAmount currencyID=\"EUR\">999.99", "BR-CO-16"},
      Breach{"<cbc:TaxableAmount currencyID=\"EUR\">1120.00",
             "<cbc:TaxableAmount currencyID=\"EUR\">1140.00", "BR-CO-17 BR-S-08"},
      Breach{"<cbc:TaxableAmount currencyID=\"EUR\">1120.00",
             "<cbc:TaxableAmount currencyID=\"EUR\">1120.10", "(BR-CO-17) (BR-S-08)"},
      Breach{"<cbc:DueDate>2026-04-05</cbc:DueDate>", "", "BR-CO-25"},
      Breach{"<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>", "", "BR-CO-21"},
      Breach{"unitCode=\"H87\">4800", ">4800", "BR-23 PEPPOL-EN16931-R130"},
      Breach{"<cbc:Name>Bolt M8 &lt;zinc&gt;</cbc:Name>", "", "BR-25"},
      Breach{"\"EUR\">2.00</cbc:PriceAmount>", "\"EUR\">-2.00</cbc:PriceAmount>",
             "BR-27 PEPPOL-EN16931-R120"},
      Breach{"\"EUR\">250.00</cbc:PriceAmount>", "\"EUR\">251.00</cbc:PriceAmount>",
             "PEPPOL-EN16931-R120"},
      Breach{"<cbc:BaseQuantity unitCode=\"H87\">1000", "<cbc:BaseQuantity unitCode=\"H87\">0",
             "PEPPOL-EN16931-R121"},
      Breach{"<cbc:MultiplierFactorNumeric>5<", "<cbc:MultiplierFactorNumeric>6<",
             "PEPPOL-EN16931-R040"},
      Breach{"<cbc:MultiplierFactorNumeric>5</cbc:MultiplierFactorNumeric>", "",
             "PEPPOL-EN16931-R042"},
      Breach{"<cbc:EndpointID schemeID=\"0088\">7300010000001</cbc:EndpointID>", "",
             "PEPPOL-EN16931-R010"},
      Breach{"<cbc:IssueDate>2026-03-06</cbc:IssueDate>", "", "BR-03"},
      Breach{"<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</"
             "cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>\n  "
             "  </cac:TaxSubtotal>",
             "<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent></cac:TaxCategory>\n  "
             "  </cac:TaxSubtotal>",
             "BR-E-09 BR-E-08"});
  INFO(breach.from);
  CHECK(broken(replaced(sample("ubl/invoice-peppol.xml"), breach.from, breach.to)) == breach.rules);
}

TEST_CASE("the rules hold for CII too", "[xml][en16931]") {
  const std::string good = sample("cii/invoice-en16931.xml");
  CHECK(broken(replaced(good, "<ram:LineTotalAmount>1140.00</ram:LineTotalAmount>\n",
                        "<ram:LineTotalAmount>1140.02</ram:LineTotalAmount>\n")) ==
        "BR-CO-10 BR-CO-13");
  CHECK(broken(replaced(good, "<ram:CalculatedAmount>224.20", "<ram:CalculatedAmount>230.00")) ==
        "BR-CO-14 BR-CO-17");
  CHECK(broken(replaced(good, "<ram:DuePayableAmount>1404.20", "<ram:DuePayableAmount>1404.205")) ==
        "BR-CO-16 BR-DEC-18");
  // Factur-X states carriage apart: it is one of the charges, which do not come to BT-108 then.
  CHECK(broken(replaced(good, "<ram:SpecifiedTradePaymentTerms>",
                        "<ram:SpecifiedLogisticsServiceCharge><ram:Description>Carriage"
                        "</ram:Description><ram:AppliedAmount>5.00</ram:AppliedAmount>"
                        "</ram:SpecifiedLogisticsServiceCharge><ram:SpecifiedTradePaymentTerms>"))
            .starts_with("BR-CO-12"));
}

TEST_CASE("what claims to follow nothing is held against nothing", "[xml][en16931]") {
  const std::string plain =
      replaced(sample("ubl/invoice-peppol.xml"), "urn:cen.eu:en16931:2017#", "urn:example:");
  CHECK(broken(replaced(replaced(plain, "peppol.eu:2017:poacc:billing:3.0", "x"), ">1100.00<",
                        ">1.00<"))
            .empty());
}
