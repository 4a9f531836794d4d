// The conditions of the catalogue, by what they look at.
#pragma once

#include "matching/rules/rule.hpp"

namespace weighbridge::matching {

// Shipments and receipts (shipment_rules.cpp)
void short_received(const ShipmentView&, Outcome&);
void received_over_shipped(const ShipmentView&, Outcome&);
void receipt_overdue(const ShipmentView&, Outcome&);
void notice_late(const ShipmentView&, Outcome&);
void delivered_off_date(const ReceiptView&, Outcome&);
void substitute_not_approved(const ReceiptView&, Outcome&);
void received_on_cancelled(const ReceiptView&, Outcome&);
void second_shipment(const SecondOriginalView&, Outcome&);

// Order lines (order_line_rules.cpp)
void received_over_ordered(const OrderLineView&, Outcome&);
void shipped_over_ordered(const OrderLineView&, Outcome&);
void under_delivered(const OrderLineView&, Outcome&);
void received_not_billed(const OrderLineView&, Outcome&);
void goods_rejected(const OrderLineView&, Outcome&);
void order_unit_unmapped(const OrderLineView&, Outcome&);
void notice_missing(const OrderLineView&, Outcome&);
void accrual_missing(const OrderLineView&, Outcome&);
void accrual_differs(const OrderLineView&, Outcome&);
void accrual_orphaned(const OrderLineView&, Outcome&);
void credit_overdue(const OrderLineView&, Outcome&);
void credit_short(const OrderLineView&, Outcome&);

// Invoice lines (invoice_line_rules.cpp)
void billed_not_received(const InvoiceLineView&, Outcome&);
void billed_over_ordered(const InvoiceLineView&, Outcome&);
void billed_for_rejected(const InvoiceLineView&, Outcome&);
void pack_suspected(const InvoiceLineView&, Outcome&);
void price_over(const InvoiceLineView&, Outcome&);
void price_under(const InvoiceLineView&, Outcome&);
void basis_suspected(const InvoiceLineView&, Outcome&);
void extension_wrong(const InvoiceLineView&, Outcome&);
void currency_differs(const InvoiceLineView&, Outcome&);
void rate_differs(const InvoiceLineView&, Outcome&);
void order_cancelled(const InvoiceLineView&, Outcome&);
void credit_unexpected(const CreditLineView&, Outcome&);

// Invoices (invoice_rules.cpp)
void charge_not_agreed(const InvoiceView&, Outcome&);
void charge_over_agreed(const InvoiceView&, Outcome&);
void allowance_not_given(const InvoiceView&, Outcome&);
void tax_differs(const InvoiceView&, Outcome&);
void total_wrong(const InvoiceView&, Outcome&);
void exact_duplicate(const InvoiceView&, Outcome&);
void suspected_duplicate(const InvoiceView&, Outcome&);
void payee_differs(const InvoiceView&, Outcome&);
void charge_credit_unexpected(const InvoiceView&, Outcome&);

// Lines with no order line (loose_line_rules.cpp)
void item_not_on_order(const LooseView&, Outcome&);
void unit_unmapped(const LooseView&, Outcome&);
void order_not_found(const LooseView&, Outcome&);
void posting_unknown(const LooseView&, Outcome&);
void item_not_found(const LooseView&, Outcome&);
void party_mismatch(const LooseView&, Outcome&);

// Transfers (transfer_rules.cpp)
void transfer_differs(const TransferView&, Outcome&);
void transfer_overdue(const TransferView&, Outcome&);
void transfer_orphaned(const TransferView&, Outcome&);

// Units of transfers, counts and adjustments (stock_unit_rules.cpp)
void transfer_unit_unmapped(const TransferView&, Outcome&);
void count_unit_unmapped(const CountView&, Outcome&);
void adjustment_unit_unmapped(const AdjustmentView&, Outcome&);

// Counts and adjustments (count_rules.cpp, adjustment_rules.cpp)
void count_differs(const CountView&, Outcome&);
void adjustment_unsupported(const AdjustmentView&, Outcome&);

}  // namespace weighbridge::matching
