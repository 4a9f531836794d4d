#include "mappings/en16931/reading.hpp"

namespace weighbridge::en16931 {

namespace {

bool is_true(std::string_view text) {
  return text == "true" || text == "1";
}

class CiiReading : Reading {
 public:
  using Reading::Reading;

  Invoice read(pugi::xml_node root) {
    Invoice invoice;
    invoice.profile = profile_of(
        text(root, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"));
    invoice.number = text(root, "ExchangedDocument/ID");
    invoice.issue_date = text(root, "ExchangedDocument/IssueDateTime/DateTimeString");
    invoice.type_code = text(root, "ExchangedDocument/TypeCode");
    const auto trade = xml::child(root, "SupplyChainTradeTransaction");
    read_agreement(xml::child(trade, "ApplicableHeaderTradeAgreement"), invoice);
    read_settlement(xml::child(trade, "ApplicableHeaderTradeSettlement"), invoice);
    each(trade, "IncludedSupplyChainTradeLineItem", [&](pugi::xml_node node) {
      if (is_counted(text(node, "AssociatedDocumentLineDocument/LineStatusReasonCode")))
        invoice.lines.push_back(line(node));
    });
    return invoice;
  }

 private:
  void read_agreement(pugi::xml_node agreement, Invoice& invoice) const {
    const auto seller = xml::child(agreement, "SellerTradeParty");
    const auto buyer = xml::child(agreement, "BuyerTradeParty");
    invoice.seller_name = text(seller, "Name");
    invoice.buyer_name = text(buyer, "Name");
    invoice.seller_address = has(seller, "PostalTradeAddress");
    invoice.buyer_address = has(buyer, "PostalTradeAddress");
    invoice.seller_endpoint = text(seller, "URIUniversalCommunication/URIID");
    invoice.buyer_endpoint = text(buyer, "URIUniversalCommunication/URIID");
    invoice.seller_identified = has(seller, "ID") || has(seller, "GlobalID") ||
                                has(seller, "SpecifiedLegalOrganization/ID") ||
                                has(seller, "SpecifiedTaxRegistration/ID");
    invoice.buyer_reference = has(agreement, "BuyerReference") ||
                              has(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID");
  }

  void read_settlement(pugi::xml_node settlement, Invoice& invoice) const {
    invoice.currency = text(settlement, "InvoiceCurrencyCode");
    const auto terms = xml::child(settlement, "SpecifiedTradePaymentTerms");
    invoice.due = has(terms, "DueDateDateTime") || has(terms, "Description");
    const auto totals = xml::child(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation");
    invoice.totals = totals;
    invoice.lines_total = figure(totals, "LineTotalAmount");
    invoice.allowances = figure(totals, "AllowanceTotalAmount");
    invoice.charges = figure(totals, "ChargeTotalAmount");
    invoice.without_vat = figure(totals, "TaxBasisTotalAmount");
    invoice.with_vat = figure(totals, "GrandTotalAmount");
    invoice.paid = figure(totals, "TotalPrepaidAmount");
    invoice.rounding = figure(totals, "RoundingAmount");
    invoice.payable = figure(totals, "DuePayableAmount");
    each(totals, "TaxTotalAmount", [&](pugi::xml_node amount) {
      // A second one is in the accounting currency (BT-111).
      const std::string_view currency = xml::attribute(amount, "currencyID");
      if (!invoice.vat.stated() || currency == invoice.currency) invoice.vat = figure(amount);
    });
    each(settlement, "ApplicableTradeTax", [&](pugi::xml_node part) {
      invoice.breakdown.push_back({figure(part, "BasisAmount"), figure(part, "CalculatedAmount"),
                                   text(part, "CategoryCode"),
                                   figure(part, "RateApplicablePercent"), part});
    });
    each(settlement, "SpecifiedTradeAllowanceCharge",
         [&](pugi::xml_node node) { invoice.document_charges.push_back(charge(node)); });
    each(settlement, "SpecifiedLogisticsServiceCharge",
         [&](pugi::xml_node node) { invoice.document_charges.push_back(carriage(node)); });
  }

  /// What carriage costs has an element of its own in Factur-X and ZUGFeRD, and is a charge.
  AllowanceCharge carriage(pugi::xml_node node) const {
    AllowanceCharge found;
    found.charge = true;
    found.reasoned = has(node, "Description");
    found.amount = figure(node, "AppliedAmount");
    found.category = text(node, "AppliedTradeTax/CategoryCode");
    found.rate = figure(node, "AppliedTradeTax/RateApplicablePercent").value;
    found.node = node;
    return found;
  }

  AllowanceCharge charge(pugi::xml_node node) const {
    AllowanceCharge found;
    found.charge = is_true(text(node, "ChargeIndicator/Indicator"));
    found.reasoned = has(node, "Reason") || has(node, "ReasonCode");
    found.amount = figure(node, "ActualAmount");
    found.base = figure(node, "BasisAmount");
    found.percent = figure(node, "CalculationPercent");
    found.category = text(node, "CategoryTradeTax/CategoryCode");
    found.rate = figure(node, "CategoryTradeTax/RateApplicablePercent").value;
    found.node = node;
    return found;
  }

  Line line(pugi::xml_node node) const {
    Line found;
    found.node = node;
    found.id = text(node, "AssociatedDocumentLineDocument/LineID");
    found.name = text(node, "SpecifiedTradeProduct/Name");
    found.quantity = figure(node, "SpecifiedLineTradeDelivery/BilledQuantity");
    found.unit = xml::attribute(found.quantity.node, "unitCode");
    const auto agreement = xml::child(node, "SpecifiedLineTradeAgreement");
    found.price = figure(agreement, "NetPriceProductTradePrice/ChargeAmount");
    found.base = figure(agreement, "NetPriceProductTradePrice/BasisQuantity");
    found.base_unit = xml::attribute(found.base.node, "unitCode");
    found.gross_price = figure(agreement, "GrossPriceProductTradePrice/ChargeAmount");
    found.price_discount =
        figure(agreement, "GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount");
    const auto settlement = xml::child(node, "SpecifiedLineTradeSettlement");
    found.net = figure(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount");
    found.category = text(settlement, "ApplicableTradeTax/CategoryCode");
    found.rate = figure(settlement, "ApplicableTradeTax/RateApplicablePercent").value;
    each(settlement, "SpecifiedTradeAllowanceCharge",
         [&](pugi::xml_node inner) { found.charges.push_back(charge(inner)); });
    return found;
  }
};

}  // namespace

Invoice read_cii(const xml::Document& document, pugi::xml_node root) {
  return CiiReading(document).read(root);
}

}  // namespace weighbridge::en16931
