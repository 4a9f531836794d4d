#include "examples/generator/files.hpp"

#include "examples/generator/interchanges.hpp"
#include "examples/generator/tables.hpp"

namespace weighbridge::generator {

Files write_month(Month& month) {
  Files files;
  write_reference_data(files);
  write_policy(month, files);
  write_orders(month, files);
  write_interchanges(month, files);
  write_receipts(month, files);
  write_accruals(month, files);
  write_keyed_invoices(month, files);
  write_stock(month, files);
  files["march-2026-truth/discrepancies.tsv"] = month.truth.discrepancies_tsv();
  files["march-2026-truth/invoices.tsv"] = invoices_tsv(month.orders);
  files["march-2026-truth/rejected.tsv"] = month.truth.rejections_tsv();
  return files;
}

}  // namespace weighbridge::generator
