#include "cases/casework/routing.hpp"

#include <algorithm>

namespace weighbridge::cases {
namespace {

bool fits(const std::string& asked, const std::string& is) {
  return asked.empty() || asked == is;
}

}  // namespace

const RoutingRow* route(std::span<const RoutingRow> table, const Case& value, const Scope& scope) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const RoutingRow& row) {
    return fits(row.role, value.owner) && fits(row.site, scope.site) &&
           fits(row.supplier_group, scope.supplier_group) &&
           fits(row.supplier, value.anchor.supplier.str()) &&
           (!row.amount_from || value.at_stake >= *row.amount_from) &&
           (!row.amount_below || value.at_stake < *row.amount_below);
  });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace weighbridge::cases
