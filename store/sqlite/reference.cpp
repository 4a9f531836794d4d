#include <algorithm>
#include <sstream>

#include "store/sqlite/session.hpp"

namespace weighbridge::store::sqlite {
namespace {

std::string digits_of(Int128 value) {
  std::string digits;
  const bool negative = value < 0;
  // Digit by digit from the end; the remainder's sign follows the value's, so the smallest value
  // needs no special case.
  do {
    const auto digit = static_cast<int>(value % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    value /= 10;
  } while (value != 0);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::optional<Int128> parse_digits(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 38) return std::nullopt;
  Int128 value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string ratio_text(const Rational& ratio) {
  return digits_of(ratio.num()) + "/" + digits_of(ratio.den());
}

std::optional<Rational> parse_ratio(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto num = parse_digits(text.substr(0, slash));
  const auto den = parse_digits(text.substr(slash + 1));
  if (!num || !den || *den <= 0) return std::nullopt;
  return Rational(*num, *den);
}

std::string date_text(const std::optional<Date>& date) {
  return date ? to_string(*date) : std::string();
}

template <class T>
T readable(const Connection& connection, std::optional<T> value, std::string_view what) {
  if (!value) connection.damaged("reference data holds an unreadable " + std::string(what));
  return *std::move(value);
}

std::optional<Date> read_date(const Connection& connection, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return readable(connection, parse_date(text), "date");
}

std::vector<ItemRow> read_items(Connection& connection) {
  std::vector<ItemRow> items;
  Statement rows = connection.prepare(
      "SELECT sku, gtin, upc, description, base_uom, integral, unit_cost, item_group FROM items "
      "ORDER BY sku");
  while (rows.step()) {
    ItemRow& item = items.emplace_back();
    item = {Sku(rows.text(0)), rows.text(1),         rows.text(2), rows.text(3),
            rows.text(4),      rows.integer(5) != 0, {},           rows.text(7)};
    if (const auto cost = rows.optional_text(6)) {
      const auto parsed = Decimal::parse(*cost);
      if (!parsed) connection.damaged("reference data holds an unreadable unit cost");
      item.unit_cost = UnitPrice(*parsed);
    }
  }
  return items;
}

std::vector<ItemAliasRow> read_aliases(Connection& connection) {
  std::vector<ItemAliasRow> aliases;
  Statement rows = connection.prepare(
      "SELECT supplier, vendor_item, sku FROM item_aliases ORDER BY supplier, vendor_item");
  while (rows.step())
    aliases.push_back({SupplierId(rows.text(0)), rows.text(1), Sku(rows.text(2))});
  return aliases;
}

std::vector<PackRow> read_packs(Connection& connection) {
  std::vector<PackRow> packs;
  Statement rows = connection.prepare(
      "SELECT sku, uom, supplier, effective_from, effective_to, per_base, gtin FROM packs "
      "ORDER BY sku, uom, supplier, effective_from");
  while (rows.step()) {
    PackRow& pack = packs.emplace_back();
    pack.sku = Sku(rows.text(0));
    pack.uom = rows.text(1);
    if (std::string supplier = rows.text(2); !supplier.empty())
      pack.supplier = SupplierId(std::move(supplier));
    pack.from = read_date(connection, rows.text(3));
    pack.to = read_date(connection, rows.text(4));
    pack.per_base = readable(connection, parse_ratio(rows.text(5)), "pack size");
    pack.gtin = rows.text(6);
  }
  return packs;
}

std::vector<SiteRow> read_sites(Connection& connection) {
  std::vector<SiteRow> sites;
  Statement rows =
      connection.prepare("SELECT site, timezone, gln, holidays FROM sites ORDER BY site");
  while (rows.step()) {
    SiteRow& site = sites.emplace_back();
    site = {rows.text(0), rows.text(1), rows.text(2), {}};
    std::istringstream holidays(rows.text(3));
    for (std::string day; holidays >> day;)
      site.holidays.push_back(readable(connection, parse_date(day), "holiday"));
  }
  return sites;
}

std::vector<SupplierRow> read_suppliers(Connection& connection) {
  std::vector<SupplierRow> suppliers;
  Statement rows = connection.prepare(
      "SELECT supplier, name, supplier_group, edi_id, gln, duns, tax_id, bank, remit_to, lead_days "
      "FROM suppliers ORDER BY supplier");
  while (rows.step()) {
    SupplierRow& supplier = suppliers.emplace_back();
    supplier = {SupplierId(rows.text(0)),
                rows.text(1),
                rows.text(2),
                rows.text(3),
                rows.text(4),
                rows.text(5),
                rows.text(6),
                rows.text(7),
                rows.text(8),
                {}};
    if (const auto days = rows.optional_integer(9)) supplier.lead_days = static_cast<int>(*days);
  }
  return suppliers;
}

void put_items(Connection& connection, const std::vector<ItemRow>& items) {
  Statement put = connection.prepare(
      "INSERT INTO items (sku, gtin, upc, description, base_uom, integral, unit_cost, "
      "item_group) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (sku) DO UPDATE SET "
      "gtin = ?2, upc = ?3, description = ?4, base_uom = ?5, integral = ?6, unit_cost = ?7, "
      "item_group = ?8");
  for (const ItemRow& item : items) {
    std::optional<std::string> cost;
    if (item.unit_cost) cost = item.unit_cost->value.to_string();
    put.run(item.sku.str(), item.gtin, item.upc, item.description, item.base_uom,
            std::int64_t{item.integral}, cost, item.group);
  }
}

void put_aliases(Connection& connection, const std::vector<ItemAliasRow>& aliases) {
  Statement put = connection.prepare(
      "INSERT INTO item_aliases (supplier, vendor_item, sku) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (supplier, vendor_item) DO UPDATE SET sku = ?3");
  for (const ItemAliasRow& alias : aliases)
    put.run(alias.supplier.str(), alias.vendor_item, alias.sku.str());
}

void put_packs(Connection& connection, const std::vector<PackRow>& packs) {
  Statement put = connection.prepare(
      "INSERT INTO packs (sku, uom, supplier, effective_from, effective_to, per_base, gtin) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (sku, uom, supplier, effective_from) "
      "DO UPDATE SET effective_to = ?5, per_base = ?6, gtin = ?7");
  for (const PackRow& pack : packs)
    put.run(pack.sku.str(), pack.uom, pack.supplier ? pack.supplier->str() : std::string(),
            date_text(pack.from), date_text(pack.to), ratio_text(pack.per_base), pack.gtin);
}

void put_sites(Connection& connection, const std::vector<SiteRow>& sites) {
  Statement put = connection.prepare(
      "INSERT INTO sites (site, timezone, gln, holidays) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (site) DO UPDATE SET timezone = ?2, gln = ?3, holidays = ?4");
  for (const SiteRow& site : sites) {
    std::string holidays;
    for (const Date day : site.holidays) {
      if (!holidays.empty()) holidays += ' ';
      holidays += to_string(day);
    }
    put.run(site.site, site.timezone, site.gln, holidays);
  }
}

void put_suppliers(Connection& connection, const std::vector<SupplierRow>& suppliers) {
  Statement put = connection.prepare(
      "INSERT INTO suppliers (supplier, name, supplier_group, edi_id, gln, duns, tax_id, bank, "
      "                       remit_to, lead_days) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (supplier) DO UPDATE SET "
      "name = ?2, supplier_group = ?3, edi_id = ?4, gln = ?5, duns = ?6, tax_id = ?7, bank = ?8, "
      "remit_to = ?9, lead_days = ?10");
  for (const SupplierRow& supplier : suppliers) {
    std::optional<std::int64_t> lead_days;
    if (supplier.lead_days) lead_days = *supplier.lead_days;
    put.run(supplier.supplier.str(), supplier.name, supplier.group, supplier.edi_id, supplier.gln,
            supplier.duns, supplier.tax_id, supplier.bank, supplier.remit_to, lead_days);
  }
}

}  // namespace

ReferenceData Session::reference() {
  return {read_items(connection_), read_aliases(connection_), read_packs(connection_),
          read_sites(connection_), read_suppliers(connection_)};
}

std::uint64_t Session::reference_changes() {
  return static_cast<std::uint64_t>(
      connection_.integer("SELECT changes FROM reference_changes WHERE only_row = 1"));
}

void Session::put_reference(const ReferenceData& data) {
  put_items(connection_, data.items);
  put_aliases(connection_, data.aliases);
  put_packs(connection_, data.packs);
  put_sites(connection_, data.sites);
  put_suppliers(connection_, data.suppliers);
  connection_.run("UPDATE reference_changes SET changes = changes + 1 WHERE only_row = 1");
}

}  // namespace weighbridge::store::sqlite
