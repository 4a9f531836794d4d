#include "mappings/maps/field.hpp"

#include <array>
#include <utility>

#include "mappings/canonical/words.hpp"

namespace weighbridge::maps {

namespace {

constexpr std::array<FieldInfo, kFields> kFieldTable{{
    {Field::line_number, "line.number"},
    {Field::line_po, "line.po"},
    {Field::line_po_line, "line.po_line"},
    {Field::line_sku, "line.item.sku"},
    {Field::line_gtin, "line.item.gtin"},
    {Field::line_upc, "line.item.upc"},
    {Field::line_vendor, "line.item.vendor"},
    {Field::line_description, "line.item.description"},
    {Field::line_quantity, "line.quantity"},
    {Field::line_announced, "line.announced"},
    {Field::line_uom, "line.uom"},
    {Field::line_per_base, "line.per_base"},
    {Field::line_unit_price, "line.unit_price"},
    {Field::line_price_basis, "line.price_basis"},
    {Field::line_price_uom, "line.price_uom"},
    {Field::line_amount, "line.amount"},
    {Field::line_condition, "line.condition"},
    {Field::line_condition_code, "line.condition_code"},
    {Field::line_site, "line.site"},
    {Field::line_lot, "line.lot"},
    {Field::line_expected, "line.expected"},
    {Field::line_ship_notice, "line.references.ship_notice"},
    {Field::line_receipt, "line.references.receipt"},
    {Field::line_invoice, "line.references.invoice"},
    {Field::line_bill_of_lading, "line.references.bill_of_lading"},
    {Field::line_serial, "line.serial"},
    {Field::line_sscc, "line.sscc"},
    {Field::line_reason, "line.reason"},
    {Field::line_evidence, "line.evidence"},
    {Field::document_number, "document.number"},
    {Field::document_date, "document.date"},
    {Field::document_time, "document.time"},
    {Field::document_kind, "document.kind"},
    {Field::document_purpose, "document.purpose"},
    {Field::currency, "currency"},
    {Field::exchange_rate, "exchange_rate"},
    {Field::site, "site"},
    {Field::bill_of_lading, "references.bill_of_lading"},
    {Field::carrier, "references.carrier"},
    {Field::tracking, "references.tracking"},
    {Field::ship_notice, "references.ship_notice"},
    {Field::invoice, "references.invoice"},
    {Field::po, "references.po"},
    {Field::reverses, "references.reverses"},
    {Field::case_number, "references.case_number"},
    {Field::bank, "bank"},
    {Field::shipped, "dates.shipped"},
    {Field::expected, "dates.expected"},
    {Field::posted, "dates.posted"},
    {Field::total_lines, "totals.lines"},
    {Field::total_tax, "totals.tax"},
    {Field::total_charges, "totals.charges"},
    {Field::total_amount, "totals.amount"},
}};

constexpr std::array<MemberInfo, kMembers> kMemberTable{{
    {Member::charge_code, RecordKind::charge, "code"},
    {Member::charge_kind, RecordKind::charge, "kind"},
    {Member::charge_amount, RecordKind::charge, "amount"},
    {Member::charge_description, RecordKind::charge, "description"},
    {Member::charge_included, RecordKind::charge, "included"},
    {Member::tax_code, RecordKind::tax, "code"},
    {Member::tax_rate, RecordKind::tax, "rate"},
    {Member::tax_base, RecordKind::tax, "base"},
    {Member::tax_amount, RecordKind::tax, "amount"},
    {Member::tax_currency, RecordKind::tax, "currency"},
    {Member::party_role, RecordKind::party, "role"},
    {Member::party_qualifier, RecordKind::party, "qualifier"},
    {Member::party_id, RecordKind::party, "id"},
    {Member::party_name, RecordKind::party, "name"},
    {Member::terms_due, RecordKind::terms, "due"},
    {Member::terms_due_days, RecordKind::terms, "due_days"},
    {Member::terms_due_months, RecordKind::terms, "due_months"},
    {Member::terms_discount_date, RecordKind::terms, "discount_date"},
    {Member::terms_discount_days, RecordKind::terms, "discount_days"},
    {Member::terms_discount_percent, RecordKind::terms, "discount_percent"},
    {Member::terms_discount_text, RecordKind::terms, "discount_text"},
    {Member::part_quantity, RecordKind::part, "quantity"},
    {Member::part_uom, RecordKind::part, "uom"},
    {Member::part_condition, RecordKind::part, "condition"},
    {Member::part_condition_code, RecordKind::part, "condition_code"},
    {Member::part_expected, RecordKind::part, "expected"},
    {Member::part_site, RecordKind::part, "site"},
    {Member::label_id, RecordKind::label, "id"},
    {Member::label_line, RecordKind::label, "line"},
}};

constexpr Words<RecordKind, 6> kRecordWords{{{{RecordKind::charge, "charge"},
                                              {RecordKind::tax, "tax"},
                                              {RecordKind::party, "party"},
                                              {RecordKind::terms, "terms"},
                                              {RecordKind::part, "part"},
                                              {RecordKind::label, "label"}}}};

}  // namespace

std::span<const FieldInfo> fields() {
  return kFieldTable;
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
