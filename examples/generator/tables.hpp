// The month's tables: reference data, orders, receipts, accruals and invoices keyed by hand.
#pragma once

#include "examples/generator/files.hpp"

namespace weighbridge::generator {

/// items.csv, item_aliases.csv, packs.csv, sites.csv, suppliers.csv
void write_reference_data(Files& files);
/// policy.yaml: STD-1 with what this buyer agreed with its suppliers.
void write_policy(const Month& month, Files& files);
/// One purchase order export of the ERP a site.
void write_orders(const Month& month, Files& files);
/// What the warehouses received, week by week: DC01 in CSV, DC02 in JSON lines.
void write_receipts(const Month& month, Files& files);
/// The goods-received-not-invoiced postings of the ERP.
void write_accruals(const Month& month, Files& files);
/// The paper invoices of PINEWOOD, keyed by the clerks.
void write_keyed_invoices(const Month& month, Files& files);
/// Transfers between the sites, and counts with the movements and adjustments around them.
void write_stock(const Month& month, Files& files);

}  // namespace weighbridge::generator
