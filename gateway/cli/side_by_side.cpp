#include "gateway/cli/side_by_side.hpp"

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {
namespace {

Cell compared(const Rational& value, const Rational& expected) {
  if (value == expected) return quantity_text(value);
  const Rational difference = value - expected;
  const std::string sign = difference.is_negative() ? "" : "+";
  return {quantity_text(value) + " (" + sign + quantity_text(difference) + ")", Tone::bad};
}

}  // namespace

std::string side_by_side(const std::vector<const matching::LineResult*>& lines,
                         const Style& style) {
  Table table({{"Supplier"},
               {"Order"},
               {"Line"},
               {"Item"},
               {"Unit"},
               {"Ordered", Align::right},
               {"Shipped", Align::right},
               {"Received", Align::right},
               {"Accrued", Align::right},
               {"Invoiced", Align::right},
               {"Payable", Align::right}});
  for (const matching::LineResult* line : lines) {
    const bool announced = !line->shipped.is_zero();
    table.add({line->supplier.str(), line->po.str(), line->po_line, line->sku, line->uom,
               quantity_text(line->ordered),
               announced ? compared(line->shipped, line->ordered) : Cell("-"),
               compared(line->received, announced ? line->shipped : line->ordered),
               compared(line->posted, line->received), compared(line->billed, line->received),
               quantity_text(line->payable)});
  }
  return table.render(style, 2);
}

}  // namespace weighbridge::cli
