// Who gets a new case: a table of people by role, site, supplier group and amount (section 16).
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cases/case.hpp"
#include "cases/duties/person.hpp"

namespace weighbridge::cases {

/// Empty members ask for nothing.
struct RoutingRow {
  std::string role, site, supplier_group, supplier;
  std::optional<Money> amount_from, amount_below;  ///< of what is at stake
  std::string assignee;
  bool operator==(const RoutingRow&) const = default;
};

/// The first row that fits; null when none does: the case waits for somebody to take it.
const RoutingRow* route(std::span<const RoutingRow> table, const Case& value, const Scope& scope);

}  // namespace weighbridge::cases
