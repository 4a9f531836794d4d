#include "mappings/maps/field.hpp"

#include <array>
#include <utility>

#include "mappings/canonical/words.hpp"

namespace weighbridge::maps {

namespace {

using enum Inheritance;

constexpr std::array<FieldInfo, kFields> kFieldTable{{
    {Field::line_number, "line.number", none},
    {Field::line_po, "line.po", below},
    {Field::line_po_line, "line.po_line", with_item},
    {Field::line_sku, "line.item.sku", with_item},
    {Field::line_gtin, "line.item.gtin", with_item},
    {Field::line_upc, "line.item.upc", with_item},
    {Field::line_vendor, "line.item.vendor", with_item},
    {Field::line_description, "line.item.description", with_item},
    {Field::line_quantity, "line.quantity", none},
    {Field::line_uom, "line.uom", none},
    {Field::line_unit_price, "line.unit_price", none},
    {Field::line_price_basis, "line.price_basis", none},
    {Field::line_price_uom, "line.price_uom", none},
    {Field::line_amount, "line.amount", none},
    {Field::line_condition, "line.condition", none},
    {Field::line_condition_code, "line.condition_code", none},
    {Field::line_site, "line.site", below},
    {Field::line_lot, "line.lot", below},
    {Field::line_expected, "line.expected", below},
    {Field::line_ship_notice, "line.references.ship_notice", below},
    {Field::line_receipt, "line.references.receipt", below},
    {Field::line_invoice, "line.references.invoice", below},
    {Field::line_bill_of_lading, "line.references.bill_of_lading", below},
    {Field::line_serial, "line.serial", collected},
    {Field::line_sscc, "line.sscc", collected},
    {Field::document_number, "document.number", none},
    {Field::document_date, "document.date", none},
    {Field::document_time, "document.time", none},
    {Field::document_kind, "document.kind", none},
    {Field::document_purpose, "document.purpose", none},
    {Field::currency, "currency", none},
    {Field::exchange_rate, "exchange_rate", none},
    {Field::site, "site", none},
    {Field::bill_of_lading, "references.bill_of_lading", none},
    {Field::carrier, "references.carrier", none},
    {Field::tracking, "references.tracking", none},
    {Field::ship_notice, "references.ship_notice", none},
    {Field::invoice, "references.invoice", none},
    {Field::po, "references.po", none},
    {Field::reverses, "references.reverses", none},
    {Field::case_number, "references.case_number", none},
    {Field::shipped, "dates.shipped", none},
    {Field::expected, "dates.expected", none},
    {Field::posted, "dates.posted", none},
    {Field::total_lines, "totals.lines", none},
    {Field::total_tax, "totals.tax", none},
    {Field::total_charges, "totals.charges", none},
    {Field::total_amount, "totals.amount", none},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kFields; ++i)
    if (index_of(kFieldTable[i].field) != i) return false;
  return true;
}
static_assert(in_order(), "info() finds a field by its index");

constexpr std::array<MemberInfo, kMembers> kMemberTable{{
    {Member::charge_code, RecordKind::charge, "code"},
    {Member::charge_kind, RecordKind::charge, "kind"},
    {Member::charge_amount, RecordKind::charge, "amount"},
    {Member::charge_description, RecordKind::charge, "description"},
    {Member::tax_code, RecordKind::tax, "code"},
    {Member::tax_rate, RecordKind::tax, "rate"},
    {Member::tax_base, RecordKind::tax, "base"},
    {Member::tax_amount, RecordKind::tax, "amount"},
    {Member::party_role, RecordKind::party, "role"},
    {Member::party_qualifier, RecordKind::party, "qualifier"},
    {Member::party_id, RecordKind::party, "id"},
    {Member::party_name, RecordKind::party, "name"},
    {Member::terms_due, RecordKind::terms, "due"},
    {Member::terms_due_days, RecordKind::terms, "due_days"},
    {Member::terms_discount_date, RecordKind::terms, "discount_date"},
    {Member::terms_discount_days, RecordKind::terms, "discount_days"},
    {Member::terms_discount_percent, RecordKind::terms, "discount_percent"},
}};

constexpr Words<RecordKind, 4> kRecordWords{{{{RecordKind::charge, "charge"},
                                              {RecordKind::tax, "tax"},
                                              {RecordKind::party, "party"},
                                              {RecordKind::terms, "terms"}}}};

}  // namespace

std::span<const FieldInfo> fields() {
  return kFieldTable;
}

const FieldInfo& info(Field field) {
  return kFieldTable[index_of(field)];
}

std::optional<Field> field_from(std::string_view name) {
  for (const FieldInfo& row : kFieldTable)
    if (row.name == name) return row.field;
  return std::nullopt;
}

std::span<const MemberInfo> members() {
  return kMemberTable;
}

std::string_view to_string_view(RecordKind kind) {
  return kRecordWords.word(kind);
}

std::optional<RecordKind> record_kind_from(std::string_view name) {
  return kRecordWords.value(name);
}

std::optional<Member> member_from(RecordKind record, std::string_view name) {
  for (const MemberInfo& row : kMemberTable)
    if (row.record == record && row.name == name) return row.member;
  return std::nullopt;
}

}  // namespace weighbridge::maps
