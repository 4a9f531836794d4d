// The second opinion on section 19: one transfer line, one place that is counted, one adjustment.
// From docs/matching.md alone, with exact rationals; it shares no code with the engine.
#pragma once

#include <string>
#include <vector>

#include "tests/matching/oracle/oracle.hpp"

namespace weighbridge::oracle {

// Transfers count in days, known by their day only (M-0.6); counts in hours. Costs are cents.

struct Transfer {
  int shipped = 0, ship_day = 0, eta = 0;  ///< `shipped` 0: no shipment is known
  int cancelled = 0;
  struct Arrival {
    int day = 0, good = 0, damaged = 0;
    bool final = false;
  };
  std::vector<Arrival> arrivals;
  int cost = 0;
};

struct Count {
  int book = 0, frozen = 0, counted_at = 0, counted = 0;
  std::string by;
};
struct Movement {
  int happened = 0, booked = 0, quantity = 0;
};
struct Counted {
  std::vector<Count> counts;  ///< by time: the first, and recounts
  std::vector<Movement> movements;
  int cost = 0;
};

struct Adjusted {
  int quantity = 0, cost = 0;
  bool has_reason = true, has_evidence = false;
};

std::vector<Finding> judge(const Transfer& transfer, int as_of);
std::vector<Finding> judge(const Counted& counted);
std::vector<Finding> judge(const Adjusted& adjusted);

}  // namespace weighbridge::oracle
