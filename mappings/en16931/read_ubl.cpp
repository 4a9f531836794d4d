#include "mappings/en16931/reading.hpp"

namespace weighbridge::en16931 {

namespace {

bool is_true(std::string_view text) {
  return text == "true" || text == "1";
}

class UblReading : Reading {
 public:
  using Reading::Reading;

  Invoice read(pugi::xml_node root) {
    Invoice invoice;
    invoice.profile = profile_of(text(root, "CustomizationID"));
    invoice.number = text(root, "ID");
    invoice.issue_date = text(root, "IssueDate");
    const bool credit = xml::local_name(root) == "CreditNote";
    invoice.credit = credit;
    invoice.type_code = text(root, credit ? "CreditNoteTypeCode" : "InvoiceTypeCode");
    invoice.currency = text(root, "DocumentCurrencyCode");
    invoice.buyer_reference = has(root, "BuyerReference") || has(root, "OrderReference/ID");
    invoice.due = has(root, "DueDate") || has(root, "PaymentMeans/PaymentDueDate") ||
                  has(root, "PaymentTerms/Note");
    read_parties(root, invoice);
    read_totals(root, invoice);
    each(root, "AllowanceCharge",
         [&](pugi::xml_node node) { invoice.document_charges.push_back(charge(node)); });
    each(root, credit ? "CreditNoteLine" : "InvoiceLine", [&](pugi::xml_node node) {
      invoice.lines.push_back(line(node, credit ? "CreditedQuantity" : "InvoicedQuantity"));
    });
    return invoice;
  }

 private:
  void read_parties(pugi::xml_node root, Invoice& invoice) const {
    const auto seller = xml::descendant(root, "AccountingSupplierParty/Party");
    const auto buyer = xml::descendant(root, "AccountingCustomerParty/Party");
    const auto name = [&](pugi::xml_node party) {
      const std::string_view legal = text(party, "PartyLegalEntity/RegistrationName");
      return legal.empty() ? text(party, "PartyName/Name") : legal;
    };
    invoice.seller_name = name(seller);
    invoice.buyer_name = name(buyer);
    invoice.seller_address = has(seller, "PostalAddress");
    invoice.buyer_address = has(buyer, "PostalAddress");
    invoice.seller_endpoint = text(seller, "EndpointID");
    invoice.buyer_endpoint = text(buyer, "EndpointID");
    invoice.seller_identified = has(seller, "PartyIdentification/ID") ||
                                has(seller, "PartyLegalEntity/CompanyID") ||
                                has(seller, "PartyTaxScheme/CompanyID");
  }

  void read_totals(pugi::xml_node root, Invoice& invoice) const {
    const auto totals = xml::child(root, "LegalMonetaryTotal");
    invoice.totals = totals;
    invoice.lines_total = figure(totals, "LineExtensionAmount");
    invoice.allowances = figure(totals, "AllowanceTotalAmount");
    invoice.charges = figure(totals, "ChargeTotalAmount");
    invoice.without_vat = figure(totals, "TaxExclusiveAmount");
    invoice.with_vat = figure(totals, "TaxInclusiveAmount");
    invoice.paid = figure(totals, "PrepaidAmount");
    invoice.rounding = figure(totals, "PayableRoundingAmount");
    invoice.payable = figure(totals, "PayableAmount");
    each(root, "TaxTotal", [&](pugi::xml_node total) {
      // A second total in the accounting currency has no breakdown (BT-111).
      if (!invoice.vat.stated() || has(total, "TaxSubtotal"))
        invoice.vat = figure(total, "TaxAmount");
      each(total, "TaxSubtotal", [&](pugi::xml_node part) {
        invoice.breakdown.push_back({figure(part, "TaxableAmount"), figure(part, "TaxAmount"),
                                     text(part, "TaxCategory/ID"),
                                     figure(part, "TaxCategory/Percent"), part});
      });
    });
  }

  AllowanceCharge charge(pugi::xml_node node) const {
    AllowanceCharge found;
    found.charge = is_true(text(node, "ChargeIndicator"));
    found.reasoned = has(node, "AllowanceChargeReason") || has(node, "AllowanceChargeReasonCode");
    found.amount = figure(node, "Amount");
    found.base = figure(node, "BaseAmount");
    found.percent = figure(node, "MultiplierFactorNumeric");
    found.category = text(node, "TaxCategory/ID");
    found.rate = figure(node, "TaxCategory/Percent").value;
    found.node = node;
    return found;
  }

  Line line(pugi::xml_node node, std::string_view quantity) const {
    Line found;
    found.node = node;
    found.id = text(node, "ID");
    found.name = text(node, "Item/Name");
    found.quantity = figure(node, quantity);
    found.unit = xml::attribute(found.quantity.node, "unitCode");
    found.net = figure(node, "LineExtensionAmount");
    found.price = figure(node, "Price/PriceAmount");
    found.base = figure(node, "Price/BaseQuantity");
    found.base_unit = xml::attribute(found.base.node, "unitCode");
    found.gross_price = figure(node, "Price/AllowanceCharge/BaseAmount");
    found.price_discount = figure(node, "Price/AllowanceCharge/Amount");
    found.category = text(node, "Item/ClassifiedTaxCategory/ID");
    found.rate = figure(node, "Item/ClassifiedTaxCategory/Percent").value;
    each(node, "AllowanceCharge",
         [&](pugi::xml_node inner) { found.charges.push_back(charge(inner)); });
    return found;
  }
};

}  // namespace

Invoice read_ubl(const xml::Document& document, pugi::xml_node root) {
  return UblReading(document).read(root);
}

}  // namespace weighbridge::en16931
