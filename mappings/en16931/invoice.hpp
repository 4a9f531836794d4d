// An invoice as EN 16931 sees it: the figures that its rules compare, whichever syntax they came
// in. Comments give the business terms (BT) and groups (BG) of the standard.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "mappings/canonical/decimal.hpp"
#include "parsers/xml/document.hpp"

namespace weighbridge::en16931 {

/// What the document claims to follow (BT-24); each includes the rules of the ones before it.
enum class Profile : std::uint8_t {
  none,     ///< says nothing: no rule is held against it
  cen_bii,  ///< the standard's forerunner, with the same arithmetic
  en16931,
  peppol  ///< Peppol BIS Billing 3
};

/// An amount, quantity or percentage where it stands.
struct Figure {
  std::optional<Decimal> value;  ///< absent, or no number
  std::string_view text;
  pugi::xml_node node;  ///< null: not stated

  bool stated() const { return !node.empty(); }
  Decimal or_zero() const { return value.value_or(Decimal()); }
};

struct AllowanceCharge {  // BG-20, BG-21, BG-27, BG-28
  bool charge = false;
  bool reasoned = false;         ///< a reason or its code is there
  Figure amount, base, percent;  ///< BT-92, 93, 94 and their like
  std::string_view category;     ///< BT-95, BT-102; of lines the line's
  std::optional<Decimal> rate;   ///< BT-96, BT-103
  pugi::xml_node node;
};

struct VatBreakdown {         // BG-23
  Figure taxable, tax;        ///< BT-116, BT-117
  std::string_view category;  ///< BT-118
  Figure rate;                ///< BT-119
  pugi::xml_node node;
};

struct Line {                       // BG-25
  std::string_view id, name, unit;  ///< BT-126, BT-153, BT-130
  Figure quantity, net, price, base, gross_price,
      price_discount;           ///< BT-129, 131, 146, 149, 148, 147
  std::string_view base_unit;   ///< BT-150
  std::string_view category;    ///< BT-151
  std::optional<Decimal> rate;  ///< BT-152
  std::vector<AllowanceCharge> charges;
  pugi::xml_node node;
};

struct Invoice {
  Profile profile = Profile::none;
  std::string_view number, issue_date, type_code, currency;  ///< BT-1, BT-2, BT-3, BT-5
  std::string_view seller_name, buyer_name;                  ///< BT-27, BT-44
  bool seller_address = false, buyer_address = false;        ///< BG-5, BG-8
  bool seller_identified = false;                            ///< BT-29, BT-30 or BT-31
  std::string_view seller_endpoint, buyer_endpoint;          ///< BT-34, BT-49
  bool credit = false;                                       ///< a UBL CreditNote
  bool buyer_reference = false;                              ///< BT-10 or BT-13
  bool due = false;                                          ///< BT-9 or BT-20
  Figure lines_total, allowances, charges, without_vat, vat, with_vat, paid, rounding,
      payable;            ///< BT-106, 107, 108, 109, 110, 112, 113, 114, 115
  pugi::xml_node totals;  ///< BG-22
  std::vector<AllowanceCharge> document_charges;
  std::vector<VatBreakdown> breakdown;
  std::vector<Line> lines;
};

/// Reads the UBL Invoice or CreditNote `root`.
Invoice read_ubl(const xml::Document& document, pugi::xml_node root);
/// Reads the UN/CEFACT CrossIndustryInvoice `root`.
Invoice read_cii(const xml::Document& document, pugi::xml_node root);

}  // namespace weighbridge::en16931
