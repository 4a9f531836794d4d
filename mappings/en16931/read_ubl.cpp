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
    const std::string_view line_name = credit ? "CreditNoteLine" : "InvoiceLine";
    const std::string_view quantity = credit ? "CreditedQuantity" : "InvoicedQuantity";
    for (const pugi::xml_node node : root.children()) {
      if (xml::is_named(node, line_name)) {
        if (is_counted(text(node, "BillingReference/InvoiceDocumentReference/DocumentStatusCode")))
          invoice.lines.push_back(line(node, quantity));
      } else if (xml::is_named(node, "AllowanceCharge"))
        invoice.document_charges.push_back(charge(node));
      else if (xml::is_named(node, "TaxTotal"))
        read_tax(node, invoice);
    }
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
  }

  void read_tax(pugi::xml_node total, Invoice& invoice) const {
    // A second total in the accounting currency has no breakdown (BT-111).
    if (!invoice.vat.stated() || has(total, "TaxSubtotal"))
      invoice.vat = figure(total, "TaxAmount");
    each(total, "TaxSubtotal", [&](pugi::xml_node part) {
      invoice.breakdown.push_back({figure(part, "TaxableAmount"), figure(part, "TaxAmount"),
                                   text(part, "TaxCategory/ID"),
                                   figure(part, "TaxCategory/Percent"), part});
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

  /// One pass over its children: lines are most of an invoice.
  Line line(pugi::xml_node node, std::string_view quantity) const {
    Line found;
    found.node = node;
    for (const pugi::xml_node inner : node.children()) {
      const std::string_view name = xml::local_name(inner);
      if (name == "ID") {
        found.id = text(inner);
      } else if (name == quantity) {
        found.quantity = figure(inner);
        found.unit = xml::attribute(inner, "unitCode");
      } else if (name == "LineExtensionAmount") {
        found.net = figure(inner);
      } else if (name == "AllowanceCharge") {
        found.charges.push_back(charge(inner));
      } else if (name == "Item") {
        found.name = text(inner, "Name");
        const auto category = xml::child(inner, "ClassifiedTaxCategory");
        found.category = text(category, "ID");
        found.rate = figure(category, "Percent").value;
      } else if (name == "Price") {
        read_price(inner, found);
      }
    }
    return found;
  }

  void read_price(pugi::xml_node price, Line& line) const {
    for (const pugi::xml_node inner : price.children()) {
      const std::string_view name = xml::local_name(inner);
      if (name == "PriceAmount") {
        line.price = figure(inner);
      } else if (name == "BaseQuantity") {
        line.base = figure(inner);
        line.base_unit = xml::attribute(inner, "unitCode");
      } else if (name == "AllowanceCharge") {
        line.gross_price = figure(inner, "BaseAmount");
        line.price_discount = figure(inner, "Amount");
      }
    }
  }
};

}  // namespace

Invoice read_ubl(const xml::Document& document, pugi::xml_node root) {
  return UblReading(document).read(root);
}

}  // namespace weighbridge::en16931
