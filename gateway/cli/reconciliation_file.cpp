#include "gateway/cli/reconciliation_file.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "mappings/render/x12_reasons.hpp"

namespace weighbridge::cli {

namespace {

/// The rule whose reason tells a tax that follows from what was taken off.
constexpr std::string_view kTaxRule = "C04";

std::string text_of(json::Value object, std::string_view name) {
  const auto member = object.find(name);
  return member && member->kind() == json::Kind::string ? std::string(member->text())
                                                        : std::string();
}

std::optional<Decimal> number_of(json::Value object, std::string_view name) {
  const auto parsed = Decimal::parse(text_of(object, name));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

Money money_of(json::Value object, std::string_view name) {
  return Money(number_of(object, name).value_or(Decimal()));
}

bool names(json::Value documents, std::string_view kind, std::string_view number) {
  const auto list = documents.find(kind);
  if (!list || list->kind() != json::Kind::array) return false;
  return std::any_of(list->begin(), list->end(),
                     [&](json::Value value) { return value.text() == number; });
}

Currency currency_of(json::Value object) {
  return Currency::parse(text_of(object, "currency")).value_or(Currency());
}

/// Whether all of what was billed is taken off.
bool is_whole(json::Value discrepancy) {
  return text_of(discrepancy, "actual") == "0";
}

}  // namespace

void throw_exception_from_error(const RenderRefusal& refusal, const boost::source_location&) {
  throw std::logic_error(refusal.what);
}

Rendered<ReconciliationFile> ReconciliationFile::parse(std::string_view text) {
  Findings findings;
  auto document = json::Document::parse(text, findings);
  const bool is_report = document && document->root().kind() == json::Kind::object &&
                         document->root().find("discrepancies") &&
                         document->root().find("invoices");
  if (!is_report)
    return RenderRefusal("is no result of a reconciliation",
                         "write one with: weighbridge reconcile PATH --format json");
  return ReconciliationFile(std::move(*document));
}

std::vector<ReconciliationFile::Claim> ReconciliationFile::claims_on(
    std::string_view invoice, std::string_view supplier) const {
  std::map<std::size_t, std::string> case_of;
  if (const auto cases = document_.root().find("cases"))
    for (const json::Value one : *cases)
      if (const auto indices = one.find("discrepancies"))
        for (const json::Value index : *indices) {
          std::size_t at = 0;
          std::from_chars(index.text().data(), index.text().data() + index.text().size(), at);
          case_of.emplace(at, text_of(one, "id"));
        }
  std::vector<Claim> claims;
  std::size_t at = 0;
  for (const json::Value one : list("discrepancies")) {
    const auto in_case = case_of.find(at++);
    const std::string case_number = in_case == case_of.end() ? std::string() : in_case->second;
    const auto documents = one.find("documents");
    const bool concerns = documents && names(*documents, "invoice", invoice) &&
                          text_of(one, "supplier") == supplier && text_of(one, "class") == "cash";
    if (concerns && !one.find("auto_resolved")) claims.push_back({one, case_number});
  }
  return claims;
}

Rendered<json::Value> ReconciliationFile::invoice_called(std::string_view invoice) const {
  for (const json::Value one : list("invoices"))
    if (text_of(one, "invoice") == invoice) return one;
  return RenderRefusal("has no invoice " + std::string(invoice),
                       "name one of its `invoices` with --invoice");
}

Rendered<DebitMemo> ReconciliationFile::debit_memo(std::string_view invoice,
                                                   std::string number) const {
  const auto found = invoice_called(invoice);
  if (!found) return found.error();
  DebitMemo memo;
  memo.number = std::move(number);
  memo.supplier = SupplierId(text_of(*found, "supplier"));
  memo.invoice = std::string(invoice);
  for (const Claim& claim : claims_on(invoice, memo.supplier.str())) {
    DebitLine line;
    line.reason =
        adjustment_reason(text_of(claim.discrepancy, "rule"), is_whole(claim.discrepancy));
    const Money impact = money_of(claim.discrepancy, "impact");
    if (line.reason.empty() || impact.is_zero()) continue;
    line.credit = impact.is_negative();
    line.amount = line.credit ? -impact : impact;
    if (const auto quantity = number_of(claim.discrepancy, "quantity"))
      line.quantity = Quantity(*quantity);
    line.uom = text_of(claim.discrepancy, "uom");
    line.po_line = text_of(claim.discrepancy, "po_line");
    line.item.sku = text_of(claim.discrepancy, "sku");
    memo.lines.push_back(std::move(line));
    memo.currency = currency_of(claim.discrepancy);
    if (memo.po.empty()) memo.po = text_of(claim.discrepancy, "po");
    if (memo.case_number.empty()) memo.case_number = claim.case_number;
  }
  if (memo.lines.empty())
    return RenderRefusal("nothing is taken off invoice " + std::string(invoice),
                         "there is nothing to send");
  return memo;
}

Rendered<Dispute> ReconciliationFile::dispute(std::string_view invoice, std::string number) const {
  const auto found = invoice_called(invoice);
  if (!found) return found.error();
  Dispute dispute;
  dispute.number = std::move(number);
  dispute.invoice = std::string(invoice);
  dispute.invoice_amount = money_of(*found, "gross");
  for (const Claim& claim : claims_on(invoice, text_of(*found, "supplier"))) {
    DisputedPoint point;
    point.line = text_of(claim.discrepancy, "document_line");
    point.code = text_of(claim.discrepancy, "rule");
    point.text = text_of(claim.discrepancy, "reason");
    point.amount = money_of(claim.discrepancy, "amount");
    dispute.points.push_back(std::move(point));
    dispute.currency = currency_of(claim.discrepancy);
    if (dispute.case_number.empty()) dispute.case_number = claim.case_number;
  }
  if (dispute.points.empty())
    return RenderRefusal("nothing of invoice " + std::string(invoice) + " is disputed",
                         "there is nothing to send");
  return dispute;
}

Rendered<Remittance> ReconciliationFile::remittance(std::string_view supplier,
                                                    std::string number) const {
  Remittance remittance;
  remittance.number = std::move(number);
  remittance.payee = SupplierId(std::string(supplier));
  for (const json::Value one : list("invoices")) {
    if (text_of(one, "supplier") != supplier) continue;
    RemittedInvoice paid;
    paid.invoice = text_of(one, "invoice");
    paid.gross = money_of(one, "gross");
    paid.paid = money_of(one, "payable_now");
    if (paid.paid.is_zero()) continue;
    for (const Claim& claim : claims_on(paid.invoice, supplier)) {
      if (paid.po.empty()) paid.po = text_of(claim.discrepancy, "po");
      const std::string_view reason =
          adjustment_reason(text_of(claim.discrepancy, "rule"), is_whole(claim.discrepancy));
      const Money impact = money_of(claim.discrepancy, "impact");
      if (!reason.empty() && !impact.is_zero())
        paid.adjustments.push_back({impact, std::string(reason), claim.case_number});
    }
    if (const Money tax = money_of(one, "consequential_tax"); !tax.is_zero())
      paid.adjustments.push_back({tax, std::string(adjustment_reason(kTaxRule, true)), {}});
    remittance.currency = currency_of(one);
    remittance.invoices.push_back(std::move(paid));
  }
  if (remittance.invoices.empty())
    return RenderRefusal("nothing is payable to supplier " + std::string(supplier),
                         "name one of the `supplier`s of its `invoices` with --supplier");
  return remittance;
}

}  // namespace weighbridge::cli
