// A second opinion: the rules of sections 6, 8, 10, 12 and 14.1 worked out slowly and plainly, with
// exact rationals of any size, from docs/matching.md alone. It shares no code with the engine.
//
// It covers one order of up to three lines: shipments, receipts good and damaged, postings,
// invoices at any price, with and without a tax, charges and allowances, at any time, each document
// in units of its own. Credits, returns and rates have an oracle of their own
// (settlement_oracle.hpp), and so has stock (stock_oracle.hpp); versions and duplicates are left to
// the cards and the worked examples.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

namespace weighbridge::oracle {

using Number = boost::multiprecision::cpp_rational;

// Days are counted from some day zero; everything happens at the start of a day, and is known by
// its day only (M-0.6). Quantities are pieces, prices cents a piece.

struct OrderLine {
  int quantity = 0, price = 0, due = 0;
};
struct Shipment {
  std::string number;
  int day = 0, eta = 0;
  std::map<int, int> quantity;  ///< by order line
  bool halves = false;          ///< written in half pieces (24.8)
};
struct Receiving {
  std::string number, shipment;  ///< the shipment it quotes; empty for none
  int day = 0;
  bool final = false, posted = true;
  std::map<int, std::pair<int, int>> quantity;  ///< good and damaged, by order line
  bool halves = false;
};
struct Invoice {
  std::string number;
  int day = 0;
  bool taxed = false;
  int freight = 0, allowance = 0;  ///< cents, neither of them agreed; freight is not taxed
  bool halves = false;
  std::map<int, std::pair<int, int>> lines;  ///< quantity and price, by order line
};
/// One order and everything that became of it.
struct History {
  std::vector<OrderLine> order;
  std::vector<Shipment> shipments;
  std::vector<Receiving> receivings;
  std::vector<Invoice> invoices;
  int as_of = 0;
};

/// What does not agree: rule, document, order line, quantity, impact in cents, written off or not.
struct Finding {
  std::string rule, document;
  int line = 0;  ///< -1: of the whole document
  Number quantity, cents;
  bool accepted = false;

  auto key() const { return std::tie(rule, document, line, quantity, cents, accepted); }
  bool operator<(const Finding& other) const { return key() < other.key(); }
  bool operator==(const Finding& other) const { return key() == other.key(); }
};

/// Cents.
struct Payment {
  Number gross, disputed, tax, waiting, payable;
};

struct Opinion {
  std::vector<Finding> findings;  ///< sorted
  std::map<std::string, Payment> payments;
};

Opinion judge(const History& history);

}  // namespace weighbridge::oracle
