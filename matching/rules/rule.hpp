// A rule is a row: what it is called, who owns it, what it holds, and the condition under which it
// fires. docs/matching.md, section 13.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "matching/billing/invoice_file.hpp"
#include "matching/inventory/inventory.hpp"
#include "matching/lines/line_evidence.hpp"
#include "matching/setting.hpp"

namespace weighbridge::matching {

/// The two sides of a comparison as numbers, for root causes.
struct Sides {
  Rational expected, actual;
};

/// One difference that a condition found.
struct Gap {
  std::optional<Rational> quantity;  ///< base units
  std::string expected, actual;      ///< M-0.2
  Money impact;                      ///< signed (M-1.6), in the document's or order's currency
  std::string reason;                ///< a sentence with the figures
  std::vector<std::string> arithmetic;
  /// The document line it is raised on, where it is not the subject's own.
  const AttachedLine* on = nullptr;
  std::string detail;  ///< tells several gaps of one document apart: a charge's or a tax's name
  std::optional<Sides> quantities, amounts;
  bool holds = true;    ///< false: recorded, but nothing is held (P03 without impact)
  Currency currency{};  ///< of the impact, where it is not the document's
};

/// Recorded, but no discrepancy.
struct Remark {
  std::string_view note;
  std::string text;
  std::optional<Money> amount;
  std::optional<Rational> quantity;
  Currency currency{};  ///< of the amount, where it is not the document's
};

/// What conditions write to.
struct Outcome {
  std::vector<Gap> gaps;
  std::vector<Remark> remarks;
};

struct ShipmentView {
  const Setting& setting;
  const LineEvidence& line;
  const ShippedLine& shipment;
};
struct ReceiptView {
  const Setting& setting;
  const LineEvidence& line;
  const ReceivedLine& receipt;
};
struct OrderLineView {
  const Setting& setting;
  const LineEvidence& line;
};
struct InvoiceLineView {
  const Setting& setting;
  const LineEvidence& line;
  const InvoicedLine& invoice;
};
struct CreditLineView {
  const Setting& setting;
  const LineEvidence& line;
  const CreditLine& credit;
};
struct InvoiceView {
  const Setting& setting;
  const InvoiceFile& file;
};
struct LooseView {
  const Setting& setting;
  const ItemCatalogue& items;
  const LooseLine& loose;
  bool first_of_reason;  ///< in its document: R03 speaks once for the whole of it
};
struct SecondOriginalView {
  const Setting& setting;
  const SecondOriginal& pair;
};

struct TransferView {
  const Setting& setting;
  const TransferLine& transfer;
};
struct CountView {
  const Setting& setting;
  const CountLine& count;
};
struct AdjustmentView {
  const Setting& setting;
  const Adjustment& adjustment;
};

template <class View>
using ConditionOn = void (*)(const View&, Outcome&);
using RuleCondition =
    std::variant<ConditionOn<ShipmentView>, ConditionOn<ReceiptView>, ConditionOn<OrderLineView>,
                 ConditionOn<InvoiceLineView>, ConditionOn<CreditLineView>,
                 ConditionOn<InvoiceView>, ConditionOn<LooseView>, ConditionOn<SecondOriginalView>,
                 ConditionOn<TransferView>, ConditionOn<CountView>, ConditionOn<AdjustmentView>>;

/// What a check is about, for suppression (M-13.2).
enum class Family : std::uint8_t { other = 0, quantity = 1, price = 2 };
inline constexpr unsigned kNothing = 0;
inline constexpr unsigned kPrice = 2;
inline constexpr unsigned kQuantityAndPrice = 3;

/// The duties of M-0.4.
enum class Duty : std::uint8_t {
  receiver,
  wh_supervisor,
  inventory_control,
  buyer,
  ap_clerk,
  ap_manager,
  controller,
  integration_ops,
  master_data
};

std::string_view duty_name(Duty duty);      ///< "RECEIVER"
std::string_view contract_role(Duty duty);  ///< "warehouse"

struct Rule {
  std::string_view id, code;
  ImpactClass impact_class;
  std::string_view hold;  ///< "L", "I", "P", "L P" or "-"
  LineEffect effect;
  Severity floor;
  Duty duty;
  bool may_auto_accept;  ///< M-14.1
  Family family;
  unsigned suppresses;  ///< families it silences on its line
  RuleCondition condition;
};

/// All rules, in the order of section 13.
std::span<const Rule> catalogue();

}  // namespace weighbridge::matching
