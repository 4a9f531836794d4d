// The eight columns in which tables keep what a case, or a hold, is about.
#pragma once

#include "matching/discrepancy.hpp"
#include "store/sqlite/connection.hpp"

namespace weighbridge::store::sqlite {

/// Of the row the statement stands on: supplier, po, po_line, invoice, document, order, line and
/// event, from column `first` on.
inline matching::Anchor read_anchor(const Statement& row, int first) {
  matching::Anchor anchor;
  anchor.supplier = SupplierId(row.text(first));
  anchor.po = PoNumber(row.text(first + 1));
  anchor.po_line = row.text(first + 2);
  anchor.invoice = row.text(first + 3);
  anchor.document = row.text(first + 4);
  anchor.order = row.text(first + 5);
  anchor.line = row.text(first + 6);
  anchor.event = row.text(first + 7);
  return anchor;
}

}  // namespace weighbridge::store::sqlite
