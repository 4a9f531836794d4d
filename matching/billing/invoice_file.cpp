#include "matching/billing/invoice_file.hpp"

#include <set>

#include "matching/billing/document_amounts.hpp"

namespace weighbridge::matching {

namespace {

bool is_line_discount(const Charge& charge) {
  return !charge.line.empty() && charge.amount.is_negative();
}

void add_up(InvoiceFile& file) {
  const Receipt& r = file.receipt();
  for (const InvoicedLine* line : file.lines) file.goods += line->claimed;
  for (const CreditLine* line : file.credits) file.goods -= line->claimed;
  for (const LooseLine* line : file.loose) {
    file.goods += own_amount(*line->line, file.currency, file.credit);
  }
  const Money tax = tax_of(r);
  file.computed = file.goods + (file.credit && !tax.is_negative() ? -tax : tax);
  for (const Charge& charge : r.charges) {
    if (!is_line_discount(charge)) file.computed += charge.amount;
  }
  if (file.held()) file.computed = computed_total(r, file.credit);
  file.gross = r.totals.amount ? gross_of(r, file.credit) : file.computed;
}

}  // namespace

std::vector<InvoiceFile> open_invoice_files(std::span<const LiveDocument> documents,
                                            std::vector<DuplicateVerdict> duplicates,
                                            std::span<const InvoicedLine> invoices,
                                            std::span<const CreditLine> credits,
                                            std::span<const LooseLine> loose,
                                            const OrderBook& orders, Currency functional) {
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
  for (const CreditLine& line : credits) {
    files[line.document_index].credits.push_back(&line);
    take_currency(files[line.document_index], line);
  }
  for (const LooseLine& line : loose) {
    if (line.stage == Stage::invoiced) files[line.document_index].loose.push_back(&line);
  }
  for (InvoiceFile& file : files) {
    if (file.currency.empty()) file.currency = functional;
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
