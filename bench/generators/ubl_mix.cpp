#include "bench/generators/ubl_mix.hpp"

#include <string_view>
#include <utility>

#include "examples/generator/random.hpp"

namespace weighbridge::bench {

namespace {

using generator::Random;

constexpr std::string_view kHead =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
)";

constexpr std::string_view kParties = R"(  <cac:AccountingSupplierParty>
    <cac:Party>
      <cbc:EndpointID schemeID="0088">4012345000009</cbc:EndpointID>
      <cac:PartyIdentification>
        <cbc:ID schemeID="0088">4012345000009</cbc:ID>
      </cac:PartyIdentification>
      <cac:PartyName>
        <cbc:Name>Halcyon Parts</cbc:Name>
      </cac:PartyName>
      <cac:PostalAddress>
        <cbc:StreetName>Dock Road 4</cbc:StreetName>
        <cbc:CityName>Hamburg</cbc:CityName>
        <cbc:PostalZone>20457</cbc:PostalZone>
        <cac:Country>
          <cbc:IdentificationCode>DE</cbc:IdentificationCode>
        </cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>DE111222333</cbc:CompanyID>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>Halcyon Parts GmbH</cbc:RegistrationName>
      </cac:PartyLegalEntity>
    </cac:Party>
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>
    <cac:Party>
      <cbc:EndpointID schemeID="0088">7300010000001</cbc:EndpointID>
      <cac:PostalAddress>
        <cac:Country>
          <cbc:IdentificationCode>SE</cbc:IdentificationCode>
        </cac:Country>
      </cac:PostalAddress>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>Distribution AB</cbc:RegistrationName>
      </cac:PartyLegalEntity>
    </cac:Party>
  </cac:AccountingCustomerParty>
)";

std::string money(std::uint64_t cents) {
  const std::string rest = std::to_string(cents % 100);
  return std::to_string(cents / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
}

class InvoiceText {
 public:
  InvoiceText(std::uint64_t number, Random& random) : random_(random) {
    for (std::uint64_t lines = 2 + below(below(8) == 0 ? 300 : 30); lines > 0; --lines) line();
    const std::uint64_t vat = (total_ * 19 + 50) / 100;
    text_ = kHead;
    element("cbc:ID", "INV-" + std::to_string(number));
    text_ +=
        "  <cbc:IssueDate>2026-03-06</cbc:IssueDate>\n  <cbc:DueDate>2026-04-05</cbc:DueDate>\n"
        "  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n"
        "  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>\n"
        "  <cac:OrderReference>\n    <cbc:ID>PO-" +
        std::to_string(4000 + number) + "</cbc:ID>\n  </cac:OrderReference>\n";
    text_ += kParties;
    text_ += "  <cac:TaxTotal>\n  ";
    amount("cbc:TaxAmount", vat);
    text_ += "    <cac:TaxSubtotal>\n    ";
    amount("cbc:TaxableAmount", total_);
    text_ += "    ";
    amount("cbc:TaxAmount", vat);
    text_ +=
        "      <cac:TaxCategory>\n        <cbc:ID>S</cbc:ID>\n        "
        "<cbc:Percent>19</cbc:Percent>\n"
        "        <cac:TaxScheme>\n          <cbc:ID>VAT</cbc:ID>\n        </cac:TaxScheme>\n"
        "      </cac:TaxCategory>\n    </cac:TaxSubtotal>\n  </cac:TaxTotal>\n"
        "  <cac:LegalMonetaryTotal>\n";
    for (const auto& [name, cents] : {std::pair{"cbc:LineExtensionAmount", total_},
                                      {"cbc:TaxExclusiveAmount", total_},
                                      {"cbc:TaxInclusiveAmount", total_ + vat},
                                      {"cbc:PayableAmount", total_ + vat}})
      amount(name, cents);
    text_ += "  </cac:LegalMonetaryTotal>\n" + lines_ + "</Invoice>\n";
  }

  std::string take() { return std::move(text_); }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_.next() % limit; }

  void element(std::string_view name, const std::string& value) {
    text_.append("  <").append(name).append(">").append(value).append("</").append(name).append(
        ">\n");
  }
  void amount(std::string_view name, std::uint64_t cents) {
    text_.append("  <").append(name).append(" currencyID=\"EUR\">").append(money(cents));
    text_.append("</").append(name).append(">\n");
  }

  void line() {
    const std::string id = std::to_string(++count_);
    const std::uint64_t quantity = 1 + below(500);
    const std::uint64_t price = 25 + below(40'000);
    total_ += quantity * price;
    lines_ +=
        "  <cac:InvoiceLine>\n    <cbc:ID>" + id +
        "</cbc:ID>\n    <cbc:InvoicedQuantity unitCode=\"H87\">" + std::to_string(quantity) +
        "</cbc:InvoicedQuantity>\n    <cbc:LineExtensionAmount currencyID=\"EUR\">" +
        money(quantity * price) +
        "</cbc:LineExtensionAmount>\n    <cac:OrderLineReference>\n      <cbc:LineID>" + id +
        "0</cbc:LineID>\n    </cac:OrderLineReference>\n    <cac:Item>\n      <cbc:Name>Hex bolt "
        "M" +
        std::to_string(4 + below(20)) +
        " &amp; washer</cbc:Name>\n      <cac:BuyersItemIdentification>\n        <cbc:ID>A-" +
        std::to_string(1000 + below(9000)) +
        "</cbc:ID>\n      </cac:BuyersItemIdentification>\n      "
        "<cac:StandardItemIdentification>\n        <cbc:ID schemeID=\"0160\">0401234" +
        std::to_string(1'000'000 + below(9'000'000)) +
        "</cbc:ID>\n      </cac:StandardItemIdentification>\n      <cac:ClassifiedTaxCategory>\n"
        "        <cbc:ID>S</cbc:ID>\n        <cbc:Percent>19</cbc:Percent>\n        "
        "<cac:TaxScheme>\n          <cbc:ID>VAT</cbc:ID>\n        </cac:TaxScheme>\n      "
        "</cac:ClassifiedTaxCategory>\n    </cac:Item>\n    <cac:Price>\n      <cbc:PriceAmount "
        "currencyID=\"EUR\">" +
        money(price) + "</cbc:PriceAmount>\n    </cac:Price>\n  </cac:InvoiceLine>\n";
  }

  Random& random_;
  std::string text_, lines_;
  std::uint64_t count_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

std::vector<std::string> ubl_mix(const UblMixOptions& options) {
  Random random(options.seed);
  std::vector<std::string> invoices;
  for (std::uint64_t bytes = 0; bytes < options.bytes; bytes += invoices.back().size())
    invoices.push_back(InvoiceText(invoices.size() + 1, random).take());
  return invoices;
}

}  // namespace weighbridge::bench
