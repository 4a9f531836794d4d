// Ship notices (856) and invoices (810) as values, and how they are spelt in X12.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "examples/generator/x12_writer.hpp"

namespace weighbridge::generator {

/// How an 856 nests its HL levels: shipment, order, tare (pallet), pack (carton), item.
enum class HlShape : std::uint8_t { soi, sopi, sotpi, si };

struct X12Line {
  std::string line;                                      ///< LIN01 or IT101; may be empty
  std::vector<std::pair<std::string, std::string>> ids;  ///< qualifier and identifier, at most 4
  std::string quantity, uom, unit_price;                 ///< as they are to be printed
  std::string description;
  std::string pallet, carton;  ///< SSCC-18 with application identifier 00, where the shape has them
};

struct X12ShipNotice {
  std::string purpose = "00", number, date, time, shipped, expected;
  std::string carrier, bill_of_lading, ship_from_name, ship_from, ship_to;
  struct Order {
    std::string po, date;
    std::vector<X12Line> lines;
  };
  std::vector<Order> orders;
  std::string hash_total;  ///< CTT02, the sum of SN102
};

struct X12Charge {
  bool allowance = false;
  std::string code, cents, description;  ///< SAC05 has two implied decimals
};

struct X12Invoice {
  std::string number, date, po, po_date, type, currency;
  std::string seller_name, seller, ship_to, terms_days;
  std::vector<X12Line> lines;
  std::vector<X12Charge> charges;
  std::string tax_amount, tax_percent;  ///< TXI, explicit decimals; empty without tax
  std::string total_cents;              ///< TDS01 has two implied decimals
};

/// Writes one 856, ST to SE.
void write_ship_notice(X12Writer& writer, const X12ShipNotice& notice, HlShape shape);
/// Writes one 810, ST to SE.
void write_invoice(X12Writer& writer, const X12Invoice& invoice);

}  // namespace weighbridge::generator
