#include "matching/billing/invoice_file.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"

namespace weighbridge::matching {

namespace {

bool is_line_discount(const Charge& charge) {
  return !charge.line.empty() && charge.amount.is_negative();
}

/// The amount of a line that belongs to no order stands as stated, with what it includes.
bool is_in_loose_amount(const Charge& charge, const InvoiceFile& file) {
  return charge.included &&
         std::any_of(file.loose.begin(), file.loose.end(),
                     [&](const auto* line) { return line->line->line == charge.line; });
}

void add_up(InvoiceFile& file) {
  const Receipt& r = file.receipt();
  for (const InvoicedLine* line : file.lines) file.goods += line->claimed;
  for (const CreditLine* line : file.credits) file.goods -= line->claimed;
  for (const LooseLine* line : file.loose) {
    file.goods += own_amount(*line->live, *line->line, file.currency);
  }
  const Money tax = tax_of(r);
  file.computed = file.goods + (file.credit && !tax.is_negative() ? -tax : tax);
  for (const Charge& charge : r.charges) {
    if (!is_line_discount(charge) && !is_in_loose_amount(charge, file)) {
      file.computed += charge.amount;
    }
  }
  if (file.held()) file.computed = computed_total(*file.live);
  file.gross = r.totals.amount ? gross_of(*file.live) : file.computed;
}

/// Suppliers' records by their names.
class Payees {
 public:
  explicit Payees(const ReferenceData& reference) {
    for (const SupplierRow& row : reference.suppliers) rows_.try_emplace(row.supplier.str(), &row);
  }

  void compare(InvoiceFile& file) const {
    const Receipt& r = file.receipt();
    const auto found = rows_.find(r.bill_from.empty() ? r.supplier.str() : r.bill_from.str());
    if (found == rows_.end()) return;
    compare_one(found->second->bank, r.bank, file);
    compare_one(found->second->remit_to, r.remit_to, file);
  }

 private:
  static void compare_one(const std::string& known, const std::string& stated, InvoiceFile& file) {
    if (known.empty() || stated.empty()) return;  // nothing to compare
    if (normalised_number(known) == normalised_number(stated)) return;
    file.payee_known_as = known;
    file.payee_stated = stated;
  }

  std::unordered_map<std::string, const SupplierRow*> rows_;
};

}  // namespace

bool InvoiceFile::parked() const {
  return !credits.empty() && std::all_of(credits.begin(), credits.end(), [](const CreditLine* c) {
    return c->kind == CreditKind::parked;
  });
}

std::vector<InvoiceFile> open_invoice_files(std::span<const LiveDocument> documents,
                                            std::vector<DuplicateVerdict> duplicates,
                                            std::span<const InvoicedLine> invoices,
                                            std::span<CreditLine> credits,
                                            std::span<const LooseLine> loose,
                                            const OrderBook& orders, const Setting& setting) {
  std::vector<InvoiceFile> files(documents.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].live = &documents[i];
    files[i].currency = documents[i].receipt().currency;
    files[i].credit = is_credit(documents[i].receipt());
    files[i].duplicate = std::move(duplicates[i]);
  }
  const auto take_currency = [&](InvoiceFile& file, const InvoicedLine& line) {
    if (file.currency.empty()) file.currency = orders[line.order_line].versions.back().currency;
  };
  for (const InvoicedLine& line : invoices) {
    files[line.document_index].lines.push_back(&line);
    take_currency(files[line.document_index], line);
  }
  for (CreditLine& line : credits) {
    files[line.document_index].credits.push_back(&line);
    take_currency(files[line.document_index], line);
  }
  for (const LooseLine& line : loose) {
    if (line.stage == Stage::invoiced) files[line.document_index].loose.push_back(&line);
  }
  const Payees payees(setting.reference);
  for (InvoiceFile& file : files) {
    if (file.currency.empty()) file.currency = setting.policy.functional_currency;
    payees.compare(file);
    std::set<std::string_view> quoted;
    for (const ReceiptLine& line : file.receipt().lines) {
      quoted.insert(quoted_order(file.receipt(), line));
    }
    if (quoted.size() == 1) file.po = PoNumber(std::string(*quoted.begin()));
    add_up(file);
  }
  return files;
}

}  // namespace weighbridge::matching
