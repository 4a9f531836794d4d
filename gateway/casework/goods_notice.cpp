#include "gateway/casework/goods_notice.hpp"

#include <algorithm>
#include <array>

#include "mappings/render/x12_reasons.hpp"

namespace weighbridge::casework {
namespace {

using Why = SupplierNotice::Why;

struct ConditionOfCode {
  std::string_view code;
  Condition condition;
};
/// Data element 412. Code 03 (over) is no condition of what came, and is said in words (824).
constexpr std::array kConditions{
    ConditionOfCode{"01", Condition::damaged}, ConditionOfCode{"02", Condition::short_},
    ConditionOfCode{"05", Condition::rejected}, ConditionOfCode{"16", Condition::short_}};

std::optional<ReceiptLine> line_of(const cases::CaseItem& item, const cases::Case& about) {
  const std::string_view code = receiving_condition(item.rule);
  const auto* const row =
      std::find_if(kConditions.begin(), kConditions.end(),
                   [&](const ConditionOfCode& each) { return each.code == code; });
  const auto quantity = Decimal::parse(item.quantity);
  if (row == kConditions.end() || !quantity || quantity->is_zero()) return std::nullopt;
  ReceiptLine line;
  line.po = about.anchor.po;
  line.po_line = about.anchor.po_line;
  line.item.sku = item.sku;
  line.quantity = Quantity(quantity->is_negative() ? -*quantity : *quantity);
  line.uom = item.uom;
  line.condition = row->condition;
  line.condition_code = code;
  return line;
}

/// Several rules may find the same goods wanting: they are told once, as the most that one found.
void add(ReceiptLine line, std::vector<ReceiptLine>& lines) {
  const auto same = std::find_if(lines.begin(), lines.end(), [&](const ReceiptLine& other) {
    return other.item.sku == line.item.sku && other.uom == line.uom &&
           other.condition_code == line.condition_code;
  });
  if (same != lines.end()) {
    same->quantity = std::max(same->quantity, line.quantity);
    return;
  }
  line.line = std::to_string(lines.size() + 1);
  lines.push_back(std::move(line));
}

}  // namespace

std::optional<Receipt> goods_notice(const SupplierNotice& notice, const SupplierWay& way) {
  if (way.billed || notice.items.empty()) return std::nullopt;
  // What was decided in money is a debit or a payment, and what is refused is a document.
  if (notice.why != Why::question && notice.why != Why::credit) return std::nullopt;
  // A receiving advice has no room for what a person asks.
  if (!notice.text.empty()) return std::nullopt;
  Receipt receipt;
  receipt.stage = Stage::received;
  receipt.document.kind = DocumentKind::warehouse_receipt;
  receipt.document.number = notice.about.id + '-' + std::to_string(notice.sequence);
  receipt.supplier = notice.about.anchor.supplier;
  receipt.site = notice.about.site;
  receipt.references.po = notice.about.anchor.po.str();
  receipt.references.ship_notice = way.number;
  receipt.references.case_number = notice.about.id;
  for (const cases::CaseItem* item : notice.items) {
    // What is not posted or not billed yet is our own affair.
    if (receiving_condition(item->rule).empty()) continue;
    auto line = line_of(*item, notice.about);
    if (!line) return std::nullopt;
    add(*std::move(line), receipt.lines);
  }
  if (receipt.lines.empty()) return std::nullopt;
  return receipt;
}

}  // namespace weighbridge::casework
