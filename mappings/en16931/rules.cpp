#include "mappings/en16931/rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "mappings/canonical/rational.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge::en16931 {

namespace {

const Rational kExact;
// What the published validators let pass: anything below 1 in BR-CO-17 and BR-xx-08, 0.02 and less
// in Peppol's R120 and R040.
const Rational kVatSlack(1, 1);
const Rational kLineSlack(20001, 1000000);

/// The rules of a VAT category are named after it.
struct Category {
  std::string_view code, rules;
  bool taxed;  ///< grouped by rate, with VAT to pay
};

constexpr std::array<Category, 9> kCategories{{{"S", "BR-S", true},
                                               {"Z", "BR-Z", false},
                                               {"E", "BR-E", false},
                                               {"AE", "BR-AE", false},
                                               {"K", "BR-IC", false},
                                               {"G", "BR-G", false},
                                               {"O", "BR-O", false},
                                               {"L", "BR-AF", true},
                                               {"M", "BR-AG", true}}};

const Category* category_of(std::string_view code) {
  const auto* const found = std::find_if(kCategories.begin(), kCategories.end(),
                                         [&](const Category& row) { return row.code == code; });
  return found == kCategories.end() ? nullptr : found;
}

std::string shown(const Rational& value) {
  return value.rounded(6).to_string(2);
}

class Checker {
 public:
  Checker(const Invoice& invoice, const xml::Document& document, Findings& findings,
          std::size_t findings_max)
      : invoice_(invoice), document_(document), findings_(findings), findings_max_(findings_max) {}

  void check() {
    if (invoice_.profile == Profile::none) return;
    check_totals();
    check_vat();
    if (!invoice_.seller_address) missing("BR-08", {}, "the seller's postal address");
    if (invoice_.profile == Profile::cen_bii) return;
    check_header();
    check_decimals();
    for (const Line& line : invoice_.lines) check_line(line);
    for (const AllowanceCharge& charge : invoice_.document_charges)
      check_charge(charge, charge.charge ? "BR-CO-22" : "BR-CO-21");
    if (invoice_.profile == Profile::peppol) check_peppol();
  }

 private:
  void report(FindingLevel level, std::string code, pugi::xml_node node, std::string message,
              std::string mend, std::string_view value = {}) {
    if (findings_.size() >= findings_max_) return;
    if (!node) node = document_.root();
    Finding finding;
    finding.level = level;
    finding.scope = FindingScope::field;
    finding.code = std::move(code);
    finding.place = document_.place_of(document_.offset_of(node.name()));
    finding.place.tag = xml::path_of(node);
    finding.message = std::move(message);
    finding.mend = std::move(mend);
    finding.value = shown_value(value);
    findings_.push_back(std::move(finding));
  }

  void missing(std::string code, pugi::xml_node in, const std::string& what) {
    report(FindingLevel::warning, std::move(code), in, what + " is missing", "send it");
  }

  /// The stated amount against what it must be; `what` names it, `reason` what it is compared with.
  void compare(std::string code, const Figure& stated, const Rational& computed,
               const std::string& what, const std::string& reason, const Rational& slack = kExact) {
    if (!stated.value) return;
    const Rational gap = Rational(*stated.value) - computed;
    if (gap.is_zero()) return;
    const bool let_pass = abs(gap) < slack;
    report(let_pass ? FindingLevel::note : FindingLevel::warning, std::move(code), stated.node,
           what + " is " + stated.value->to_string(2) + ", and " + reason + " " + shown(computed) +
               (let_pass ? "; validators let so small a difference pass" : ""),
           "correct the amount, or what it is made of", stated.text);
  }

  void check_totals();
  void check_vat();
  void check_category(const VatBreakdown& part);
  void check_header();
  void check_decimals();
  void check_line(const Line& line);
  void check_charge(const AllowanceCharge& charge, std::string reason_rule);
  void check_peppol();
  void check_peppol_line(const Line& line);

  const Invoice& invoice_;
  const xml::Document& document_;
  Findings& findings_;
  std::size_t findings_max_;
};

void Checker::check_totals() {
  Decimal lines;
  for (const Line& line : invoice_.lines) lines += line.net.or_zero();
  Decimal allowances;
  Decimal charges;
  for (const AllowanceCharge& row : invoice_.document_charges)
    (row.charge ? charges : allowances) += row.amount.or_zero();
  compare("BR-CO-10", invoice_.lines_total, lines, "the sum of the lines (BT-106)",
          "their net amounts make");
  const auto sum_of = [&](std::string rule, const Figure& stated, Decimal sum,
                          const std::string& what) {
    if (stated.stated())
      compare(std::move(rule), stated, sum, "the sum of " + what, "they make");
    else if (!sum.is_zero())
      missing(std::move(rule), invoice_.totals,
              "the sum of " + what + ", " + sum.to_string(2) + ",");
  };
  sum_of("BR-CO-11", invoice_.allowances, allowances, "the document's allowances (BT-107)");
  sum_of("BR-CO-12", invoice_.charges, charges, "the document's charges (BT-108)");
  if (invoice_.lines_total.value)
    compare(
        "BR-CO-13", invoice_.without_vat,
        *invoice_.lines_total.value - invoice_.allowances.or_zero() + invoice_.charges.or_zero(),
        "the total without VAT (BT-109)", "lines less allowances plus charges make");
  if (invoice_.without_vat.value)
    compare("BR-CO-15", invoice_.with_vat, *invoice_.without_vat.value + invoice_.vat.or_zero(),
            "the total with VAT (BT-112)", "the total without VAT and the VAT make");
  if (invoice_.with_vat.value)
    compare("BR-CO-16", invoice_.payable,
            *invoice_.with_vat.value - invoice_.paid.or_zero() + invoice_.rounding.or_zero(),
            "the amount due (BT-115)", "total with VAT less paid plus rounding make");
}

void Checker::check_vat() {
  if (invoice_.breakdown.empty()) {
    if (invoice_.profile != Profile::cen_bii)
      missing("BR-CO-18", invoice_.totals, "the VAT breakdown (BG-23)");
    return;
  }
  Decimal vat;
  for (const VatBreakdown& part : invoice_.breakdown) vat += part.tax.or_zero();
  compare("BR-CO-14", invoice_.vat, vat, "the VAT in all (BT-110)", "its parts make");
  for (const VatBreakdown& part : invoice_.breakdown) {
    if (part.taxable.value) {
      const Rational rate(part.rate.or_zero());
      const Rational tax = Rational(*part.taxable.value) * rate / Rational(100, 1);
      const Category* category = category_of(part.category);
      const bool exempt = category != nullptr && !category->taxed;
      compare(exempt ? std::string(category->rules) + "-09" : "BR-CO-17", part.tax,
              exempt ? Rational() : Rational(tax.rounded(2)), "the VAT (BT-117)",
              exempt ? "in category " + std::string(part.category) + " it must be"
                     : shown(rate) + " % of " + part.taxable.value->to_string(2) + " is",
              exempt ? kExact : kVatSlack);
    }
    check_category(part);
  }
}

/// BR-S-08 and its like: what is taxed under a category is what stands under it.
void Checker::check_category(const VatBreakdown& part) {
  const Category* category = category_of(part.category);
  if (category == nullptr) return;
  const auto belongs = [&](std::string_view code, const std::optional<Decimal>& rate) {
    return code == part.category &&
           (!category->taxed || rate.value_or(Decimal()) == part.rate.or_zero());
  };
  Decimal base;
  bool categorised = false;
  for (const Line& line : invoice_.lines) {
    categorised = categorised || !line.category.empty();
    if (belongs(line.category, line.rate)) base += line.net.or_zero();
  }
  for (const AllowanceCharge& row : invoice_.document_charges)
    if (belongs(row.category, row.rate))
      base += row.charge ? row.amount.or_zero() : -row.amount.or_zero();
  if (!categorised) return;
  compare(std::string(category->rules) + "-08", part.taxable, base,
          "what is taxed in category " + std::string(part.category) + " (BT-116)",
          "lines, charges and allowances of it make", kVatSlack);
}

void Checker::check_header() {
  const auto needs = [&](std::string rule, bool there, const std::string& what,
                         pugi::xml_node in = {}) {
    if (!there) missing(std::move(rule), in, what);
  };
  needs("BR-02", !invoice_.number.empty(), "the invoice number (BT-1)");
  needs("BR-03", !invoice_.issue_date.empty(), "the issue date (BT-2)");
  needs("BR-04", !invoice_.type_code.empty(), "the invoice type (BT-3)");
  needs("BR-05", !invoice_.currency.empty(), "the currency (BT-5)");
  needs("BR-06", !invoice_.seller_name.empty(), "the seller's name (BT-27)");
  needs("BR-07", !invoice_.buyer_name.empty(), "the buyer's name (BT-44)");
  needs("BR-10", invoice_.buyer_address, "the buyer's postal address (BG-8)");
  needs("BR-12", invoice_.lines_total.stated(), "the sum of the lines (BT-106)", invoice_.totals);
  needs("BR-13", invoice_.without_vat.stated(), "the total without VAT (BT-109)", invoice_.totals);
  needs("BR-14", invoice_.with_vat.stated(), "the total with VAT (BT-112)", invoice_.totals);
  needs("BR-15", invoice_.payable.stated(), "the amount due (BT-115)", invoice_.totals);
  needs("BR-16", !invoice_.lines.empty(), "a line (BG-25)");
  needs("BR-CO-26", invoice_.seller_identified, "an identifier of the seller (BT-29, 30 or 31)");
  const Decimal due = invoice_.payable.or_zero();
  needs("BR-CO-25", due <= Decimal() || invoice_.due || invoice_.credit,
        "a due date (BT-9) or payment terms (BT-20)");
}

void Checker::check_decimals() {
  const auto two = [&](const char* rule, const Figure& figure) {
    if (figure.value && figure.value->millionths() % 10'000 != 0)
      report(FindingLevel::warning, rule, figure.node,
             "the amount has more than two digits after the point", "round it to cents",
             figure.text);
  };
  two("BR-DEC-09", invoice_.lines_total);
  two("BR-DEC-10", invoice_.allowances);
  two("BR-DEC-11", invoice_.charges);
  two("BR-DEC-12", invoice_.without_vat);
  two("BR-DEC-13", invoice_.vat);
  two("BR-DEC-14", invoice_.with_vat);
  two("BR-DEC-16", invoice_.paid);
  two("BR-DEC-17", invoice_.rounding);
  two("BR-DEC-18", invoice_.payable);
  for (const VatBreakdown& part : invoice_.breakdown) {
    two("BR-DEC-19", part.taxable);
    two("BR-DEC-20", part.tax);
  }
  for (const AllowanceCharge& row : invoice_.document_charges) {
    two(row.charge ? "BR-DEC-05" : "BR-DEC-01", row.amount);
    two(row.charge ? "BR-DEC-06" : "BR-DEC-02", row.base);
  }
  for (const Line& line : invoice_.lines) {
    two("BR-DEC-23", line.net);
    for (const AllowanceCharge& row : line.charges) {
      two(row.charge ? "BR-DEC-27" : "BR-DEC-24", row.amount);
      two(row.charge ? "BR-DEC-28" : "BR-DEC-25", row.base);
    }
  }
}

void Checker::check_line(const Line& line) {
  const auto needs = [&](std::string rule, bool there, const std::string& what) {
    if (!there) missing(std::move(rule), line.node, what);
  };
  needs("BR-21", !line.id.empty(), "the line's identifier (BT-126)");
  needs("BR-22", line.quantity.stated(), "the line's quantity (BT-129)");
  needs("BR-23", !line.quantity.stated() || !line.unit.empty(), "the quantity's unit (BT-130)");
  needs("BR-24", line.net.stated(), "the line's net amount (BT-131)");
  needs("BR-25", !line.name.empty(), "the item's name (BT-153)");
  needs("BR-26", line.price.stated(), "the item's net price (BT-146)");
  needs("BR-CO-04", !line.category.empty(), "the item's VAT category (BT-151)");
  if (line.price.value && line.price.value->is_negative())
    report(FindingLevel::warning, "BR-27", line.price.node, "the item's net price is below zero",
           "send a negative quantity with a positive price", line.price.text);
  for (const AllowanceCharge& charge : line.charges)
    check_charge(charge, charge.charge ? "BR-CO-24" : "BR-CO-23");
}

void Checker::check_charge(const AllowanceCharge& charge, std::string reason_rule) {
  if (!charge.reasoned)
    missing(std::move(reason_rule), charge.node,
            std::string("the reason for the ") + (charge.charge ? "charge" : "allowance"));
  if (invoice_.profile != Profile::peppol) return;
  if (charge.base.value && charge.percent.value) {
    const Rational amount =
        Rational(*charge.base.value) * Rational(*charge.percent.value) / Rational(100, 1);
    compare("PEPPOL-EN16931-R040", charge.amount, amount, "the allowance or charge",
            charge.percent.value->to_string() + " % of " + charge.base.value->to_string(2) + " is",
            kLineSlack);
  }
  if (charge.percent.stated() && !charge.base.stated())
    missing("PEPPOL-EN16931-R041", charge.node, "the amount that the percentage is of");
  if (charge.base.stated() && !charge.percent.stated())
    missing("PEPPOL-EN16931-R042", charge.node, "the percentage of the base amount");
}

void Checker::check_peppol() {
  const auto needs = [&](const char* rule, bool there, const std::string& what) {
    if (!there) missing(rule, {}, what);
  };
  needs("PEPPOL-EN16931-R003", invoice_.buyer_reference,
        "a buyer reference (BT-10) or purchase order reference (BT-13)");
  needs("PEPPOL-EN16931-R010", !invoice_.buyer_endpoint.empty(),
        "the buyer's electronic address (BT-49)");
  needs("PEPPOL-EN16931-R020", !invoice_.seller_endpoint.empty(),
        "the seller's electronic address (BT-34)");
  for (const Line& line : invoice_.lines) check_peppol_line(line);
}

void Checker::check_peppol_line(const Line& line) {
  if (line.base.value && *line.base.value <= Decimal()) {
    report(FindingLevel::warning, "PEPPOL-EN16931-R121", line.base.node,
           "the base quantity of a price must be above zero", "send 1, or leave it out",
           line.base.text);
    return;
  }
  if (line.base.stated() && !line.base_unit.empty() && line.base_unit != line.unit)
    report(FindingLevel::warning, "PEPPOL-EN16931-R130", line.base.node,
           "the price is for the unit " + std::string(line.base_unit) + " and the quantity is in " +
               std::string(line.unit),
           "state price and quantity in one unit", line.base_unit);
  if (line.gross_price.value && line.price_discount.value)
    compare("PEPPOL-EN16931-R046", line.price, *line.gross_price.value - *line.price_discount.value,
            "the net price (BT-146)", "gross price less discount make");
  if (!line.quantity.value || !line.price.value) return;
  Rational amount = Rational(*line.quantity.value) * Rational(*line.price.value);
  if (line.base.value) amount = amount / Rational(*line.base.value);
  for (const AllowanceCharge& row : line.charges)
    amount += row.charge ? row.amount.or_zero() : -row.amount.or_zero();
  compare("PEPPOL-EN16931-R120", line.net, amount.rounded(2), "the line's net amount (BT-131)",
          "quantity times price with its charges and allowances makes", kLineSlack);
}

}  // namespace

void check(const Invoice& invoice, const xml::Document& document, Findings& findings,
           std::size_t findings_max) {
  try {
    Checker(invoice, document, findings, findings_max).check();
  } catch (const ArithmeticOverflow&) {
    // Figures beyond all reason: the receipt's own checks have told them.
  }
}

}  // namespace weighbridge::en16931
