#include "gateway/cli/side_by_side.hpp"

#include <optional>

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {
namespace {

/// A quantity beside the one that it should equal; absent where it has not begun.
struct Compared {
  Rational value;
  std::optional<Rational> expected;
};

struct Comparison {
  Compared shipped, received, accrued, invoiced;
};

std::optional<Rational> once_begun(const Rational& value, const Rational& expected) {
  return value.is_zero() ? std::nullopt : std::optional(expected);
}

Comparison compare(const matching::LineResult& line) {
  const Rational& announced = line.shipped.is_zero() ? line.ordered : line.shipped;
  return {{line.shipped, once_begun(line.shipped, line.ordered)},
          {line.received, announced},
          {line.posted, line.received},
          {line.billed, once_begun(line.billed, line.payable)}};
}

bool differs(const Compared& side) {
  return side.expected && side.value != *side.expected;
}

Cell cell_of(const Compared& side) {
  if (!side.expected) return "-";
  if (!differs(side)) return quantity_text(side.value);
  const Rational difference = side.value - *side.expected;
  const std::string sign = difference.is_negative() ? "" : "+";
  return {quantity_text(side.value) + " (" + sign + quantity_text(difference) + ")", Tone::bad};
}

}  // namespace

bool quantities_differ(const matching::LineResult& line) {
  const Comparison sides = compare(line);
  return differs(sides.shipped) || differs(sides.received) || differs(sides.accrued) ||
         differs(sides.invoiced);
}

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
    const Comparison sides = compare(*line);
    table.add({line->supplier.str(), line->po.str(), line->po_line, line->sku, line->uom,
               quantity_text(line->ordered), cell_of(sides.shipped), cell_of(sides.received),
               cell_of(sides.accrued), cell_of(sides.invoiced), quantity_text(line->payable)});
  }
  return table.render(style, 2);
}

}  // namespace weighbridge::cli
