// The ways in which a month goes wrong. Each function changes one order's documents as the mishap
// would, and states in `truth` every discrepancy that must follow by the specification, the
// secondary ones included. They are called after plan_order() and, but for the last two, before
// post_deliveries().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "examples/generator/order.hpp"
#include "examples/generator/truth.hpp"

namespace weighbridge::generator::faults {

/// Fewer units arrive than the ship notice says; the truck is done (Q01; Q05 where it is enough).
void receive_short(Order& order, std::size_t line, std::int64_t missing, Truth& truth);
/// The supplier billed the `missing` units as well (Q06). Call after receive_short.
void billed_although_short(Order& order, std::size_t line, std::int64_t missing, Truth& truth);
/// The supplier billed what was received.
void billed_as_received(Order& order, std::size_t line, std::int64_t missing);
/// The ship notice says less than what is ordered, and what comes (Q02).
void announce_less(Order& order, std::size_t line, std::int64_t less, Truth& truth);
/// More arrives than announced (Q02), and perhaps than ordered (Q03); billed as ordered.
void receive_over(Order& order, std::size_t line, std::int64_t extra, Truth& truth);
/// More arrives than ordered on a delivery that nobody announced, and is billed (Q03, Q07).
void deliver_and_bill_over(Order& order, std::size_t line, std::int64_t extra, Truth& truth);
/// Units arrive broken and are billed (Q10, Q09; Q05 where it is enough).
void damaged_and_billed(Order& order, std::size_t line, std::int64_t broken, Truth& truth);
/// Units arrive broken and the supplier leaves them off the invoice (Q10).
void damaged_not_billed(Order& order, std::size_t line, std::int64_t broken, Truth& truth);
/// Ships, delivers and bills less than ordered, and nothing more comes (Q05 where it is enough).
void ship_less(Order& order, std::size_t line, std::int64_t less, Truth& truth);
/// One line of the order stays away although it was announced (T02, Q05), and was billed (Q06) or
/// not.
void never_arrives(Order& order, std::size_t line, bool billed, Truth& truth);
/// Nobody ever bills the order (Q08).
void never_billed(Order& order, Truth& truth);
/// Billed above the order's price; `accepted` units are not in dispute by quantity (P01).
void bill_dearer(Order& order, std::size_t line, Price price, std::int64_t accepted, Truth& truth);
/// Billed far below the order's price (P02).
void bill_cheaper(Order& order, std::size_t line, Price price, Truth& truth);
/// The extension printed is not quantity x price (P04).
void misprint_extension(Order& order, std::size_t line, Cents off_by, Truth& truth);
/// Billed in a unit that nobody knows the content of (U01).
void bill_in_unknown_unit(Order& order, std::size_t line, std::string uom, std::int64_t holds,
                          Truth& truth);
/// Billed under an item number that nobody knows (R02).
void bill_unknown_item(Order& order, std::size_t line, std::string_view vendor_item, Truth& truth);
/// The invoice quotes an order that does not exist (R01 on each line).
void bill_unknown_order(Order& order, std::string po, Truth& truth);
/// The last invoice comes again under another spelling of its number (D01).
void bill_again(Order& order, std::string number, Day date, Truth& truth);

/// The ERP never heard of this line (E01). After post_deliveries.
void lose_posting(Order& order, std::size_t line, Truth& truth);
/// The ERP holds another quantity or value of this line (E02). After post_deliveries.
void misstate_posting(Order& order, std::size_t line, std::int64_t quantity, Cents value,
                      Truth& truth);

}  // namespace weighbridge::generator::faults
