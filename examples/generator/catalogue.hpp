// The little world of the example: Northgate Supply, a distributor with two sites, four suppliers
// and what it buys from them. Invented throughout.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

#include "examples/generator/money.hpp"
#include "examples/generator/x12_documents.hpp"
#include "examples/generator/x12_writer.hpp"

namespace weighbridge::generator {

struct Site {
  std::string_view id, timezone;
  std::chrono::hours standard_offset;
};

/// Which identifiers a supplier prints on its documents.
enum class ItemIds : std::uint8_t { vendor, upc, buyer_and_gtin, buyer };

struct Supplier {
  std::string_view id, name, edi_qualifier, edi_id;
  X12Dialect dialect;
  HlShape shape;
  ItemIds ids;
  std::string_view carrier;
  std::string_view invoice_prefix;
  int first_invoice;
};

struct Item {
  std::string_view supplier, sku, vendor_item, upc, gtin, description;
  Price price;                 ///< per base unit
  std::string_view order_uom;  ///< the unit orders, ship notices and invoices use
  std::int64_t per_order_uom;  ///< base units in one `order_uom`
  std::string_view base_uom = "EA";
};

inline constexpr std::string_view kBuyer = "NORTHGATE";

std::span<const Site> sites();
std::span<const Supplier> suppliers();
/// The items of one supplier, side by side.
std::span<const Item> items_of(const Supplier& supplier);
std::span<const Item> items();
const Supplier& supplier_named(std::string_view id);
const Site& site_named(std::string_view id);

}  // namespace weighbridge::generator
