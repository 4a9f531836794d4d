// Runs the catalogue over everything there is to judge, and makes discrepancies of what it finds.
#pragma once

#include <span>
#include <vector>

#include "matching/rules/rule.hpp"

namespace weighbridge::matching {

/// A discrepancy with what it was found on, for causes and settlement. Pointers may be null.
struct Raised {
  Discrepancy discrepancy;
  const Rule* rule = nullptr;
  const LineEvidence* line = nullptr;
  const ShippedLine* shipment = nullptr;
  const InvoicedLine* invoice_line = nullptr;
  const InvoiceFile* invoice = nullptr;
  const LooseLine* loose = nullptr;
  const TransferLine* transfer = nullptr;
  const CountLine* count = nullptr;
  const Adjustment* adjustment = nullptr;
  std::optional<Sides> quantities, amounts;
  Rational functional_impact;  ///< for severity and limits
  Date on{};                   ///< the document's day, for monthly limits
};

/// The item of a transfer, a count or an adjustment; null for everything else.
const StockItem* stock_of(const Raised& raised);

struct RunnerInput {
  const Setting& setting;
  const ItemCatalogue& items;
  std::span<const LineEvidence> lines;
  std::span<const InvoiceFile> invoices;
  std::span<const LooseLine> loose;
  std::span<const SecondOriginal> second_originals;
  const Inventory& inventory;
};

/// Everything that fires, in no particular order; notes go to `out`. Severity is set from the
/// impact and the rule's floor (section 13).
std::vector<Raised> run_rules(const RunnerInput& input, Judgement& out);

}  // namespace weighbridge::matching
