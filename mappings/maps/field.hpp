// What a map may fill: the targets of docs/formats/maps.md and how each behaves.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace weighbridge::maps {

/// A member of the receipt, or of one of its lines. Line fields come first: they index a frame.
enum class Field : std::uint8_t {
  line_number,
  line_po,
  line_po_line,
  line_sku,
  line_gtin,
  line_upc,
  line_vendor,
  line_description,
  line_quantity,
  line_announced,
  line_uom,
  line_per_base,
  line_unit_price,
  line_price_basis,
  line_price_uom,
  line_amount,
  line_condition,
  line_condition_code,
  line_site,
  line_lot,
  line_expected,
  line_ship_notice,
  line_receipt,
  line_invoice,
  line_bill_of_lading,
  line_serial,
  line_sscc,
  line_reason,    ///< of events only
  line_evidence,  ///< of events only

  document_number,
  document_date,
  document_time,
  document_kind,
  document_purpose,
  currency,
  exchange_rate,
  site,
  bill_of_lading,
  carrier,
  tracking,
  ship_notice,
  invoice,
  po,
  reverses,
  case_number,
  bank,
  shipped,
  expected,
  posted,
  total_lines,
  total_tax,
  total_charges,
  total_amount,
};

constexpr std::size_t kLineFields = static_cast<std::size_t>(Field::document_number);
constexpr std::size_t kFields = static_cast<std::size_t>(Field::total_amount) + 1;

constexpr std::size_t index_of(Field field) {
  return static_cast<std::size_t>(field);
}
constexpr bool is_line_field(Field field) {
  return index_of(field) < kLineFields;
}
/// Members that events have and receipts have not.
constexpr bool is_event_field(Field field) {
  return field == Field::line_reason || field == Field::line_evidence;
}

/// What a level of the hierarchy hands down to the levels below it.
enum class Inheritance : std::uint8_t {
  none,       ///< holds where it stands
  below,      ///< holds for every line at or below where it stands
  with_item,  ///< holds below, until a level names an item of its own
  collected,  ///< a list: lines take what stands above, at and below them
};

constexpr Inheritance inheritance_of(Field field) {
  switch (field) {
    case Field::line_po:
    case Field::line_condition:
    case Field::line_condition_code:
    case Field::line_site:
    case Field::line_lot:
    case Field::line_expected:
    case Field::line_ship_notice:
    case Field::line_receipt:
    case Field::line_invoice:
    case Field::line_bill_of_lading:
    case Field::line_reason:
    case Field::line_evidence:
      return Inheritance::below;
    case Field::line_po_line:
    case Field::line_sku:
    case Field::line_gtin:
    case Field::line_upc:
    case Field::line_vendor:
    case Field::line_description:
      return Inheritance::with_item;
    case Field::line_serial:
    case Field::line_sscc:
      return Inheritance::collected;
    default:
      return Inheritance::none;
  }
}

struct FieldInfo {
  Field field;
  std::string_view name;  ///< as maps write it
};

/// All targets, in the order of the enumeration.
std::span<const FieldInfo> fields();
std::optional<Field> field_from(std::string_view name);

/// Parts of a document that one segment states whole.
/// A `part` says how a line's quantity is made up, in conditions or acknowledgments; a `label` is
/// that of a package, and says which line is in it.
enum class RecordKind : std::uint8_t { charge, tax, party, terms, part, label };

/// Members of the records.
enum class Member : std::uint8_t {
  charge_code,
  charge_kind,
  charge_amount,
  charge_description,
  charge_included,
  tax_code,
  tax_rate,
  tax_base,
  tax_amount,
  tax_currency,
  party_role,
  party_qualifier,
  party_id,
  party_name,
  terms_due,
  terms_due_days,
  terms_due_months,
  terms_discount_date,
  terms_discount_days,
  terms_discount_percent,
  terms_discount_text,
  part_quantity,
  part_uom,
  part_condition,
  part_condition_code,
  part_expected,
  part_site,
  label_id,
  label_line,
};

constexpr std::size_t kMembers = static_cast<std::size_t>(Member::label_line) + 1;

struct MemberInfo {
  Member member;
  RecordKind record;
  std::string_view name;  ///< as maps write it, such as "amount"
};

std::span<const MemberInfo> members();
std::string_view to_string_view(RecordKind kind);
std::optional<RecordKind> record_kind_from(std::string_view name);
std::optional<Member> member_from(RecordKind record, std::string_view name);

}  // namespace weighbridge::maps
