// What the month's faults must lead to: stated when a fault is planted, by the specification's
// text (docs/matching.md) and the generator's own arithmetic, never by running the program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "examples/generator/order.hpp"

namespace weighbridge::generator {

/// One discrepancy that must be found.
struct ExpectedDiscrepancy {
  std::string_view rule;
  std::string supplier, po, po_line, sku, invoice;
  std::string stock;                     ///< a transfer's order and line, or an event's id
  std::optional<std::int64_t> quantity;  ///< base units; where a line attaches to none, as billed
  Cents impact = 0;
  std::string_view impact_class;
  bool auto_resolved = false;
  std::string why;
};

/// A document that must be refused, by the file it stands in.
struct ExpectedRejection {
  std::string file, why;
};

class Truth {
 public:
  /// On an order line, from what happened to the goods or the books.
  void on_line(std::string_view rule, const Order& order, std::size_t line, std::int64_t quantity,
               Cents impact, std::string_view impact_class, std::string why);
  /// On a billed line of the order.
  void on_bill(std::string_view rule, const Order& order, std::size_t line, const Bill& bill,
               std::int64_t quantity, Cents impact, std::string_view impact_class, std::string why);
  /// On a billed line that cannot be attached, or whose flaw is the invoice's own (M-16.1): it has
  /// no order line. `sku` is empty when the item is what nobody knows.
  void on_bill_alone(std::string_view rule, const Order& order, const Bill& bill,
                     std::string_view sku, std::optional<std::int64_t> billed, Cents impact,
                     std::string why);
  /// On a whole invoice.
  void on_invoice(std::string_view rule, const Order& order, const Bill& bill, Cents impact,
                  std::string why);
  /// On a line of a transfer, a count or an adjustment.
  void on_stock(std::string_view rule, std::string stock, std::string_view sku,
                std::int64_t quantity, Cents impact, std::string why);
  void rejected(std::string file, std::string why);

  /// Ordered by supplier, order, line, rule and invoice.
  std::string discrepancies_tsv() const;
  std::string rejections_tsv() const;
  std::size_t discrepancies() const { return discrepancies_.size(); }

 private:
  std::vector<ExpectedDiscrepancy> discrepancies_;
  std::vector<ExpectedRejection> rejections_;
};

/// Gross, payable, blocked, disputed and waiting of every bill that is not garbled (M-8.13).
std::string invoices_tsv(const std::vector<Order>& orders);

}  // namespace weighbridge::generator
