// The second opinion on sections 8.11, 11 and 12: one order line, received, billed, partly returned
// and credited, in a currency of its own. From docs/matching.md alone, with exact rationals; it
// shares no code with the engine.
#pragma once

#include <vector>

#include "tests/matching/oracle/oracle.hpp"

namespace weighbridge::oracle {

enum class CreditForm {
  none,
  units,          ///< some of the open excess, at the price at which they were billed
  price,          ///< all good units at the difference of the prices
  amount,         ///< an amount and no units
  of_the_return,  ///< names the return, and is of any amount
  odd             ///< units and an amount that fit nothing
};

/// Everything happens on its own day, and long before the as-of time unless said. Prices are cents.
struct Settlement {
  int ordered = 0, price = 0;
  int received = 0;                    ///< at most what was ordered, on day 1, posted at once
  int billed = 0, billed_price = 0;    ///< on day 3
  int returned = 0;                    ///< of what is accepted, on day 4
  bool taken_back = true;              ///< whether the ledger reversed what was returned
  CreditForm form = CreditForm::none;  ///< on day 5
  int credit_units = 0, credit_cents = 0;
  Number accrual_rate = 1, invoice_rate = 1;  ///< to the functional currency
  int as_of = 20;                             ///< 20, or 40: beyond thirty days
};

/// Rule, quantity and cents; neither document nor line.
std::vector<Finding> judge(const Settlement& settlement);

/// What could be credited by units, and what is in dispute about the price; before any credit.
struct OpenAmounts {
  Number excess, dispute, expected_credit;
};
OpenAmounts open_amounts(const Settlement& settlement);

}  // namespace weighbridge::oracle
