#include "mappings/render/x12_item.hpp"

namespace weighbridge {

namespace {

/// Data element 235 of a GTIN by its digits.
std::string_view gtin_qualifier(std::string_view gtin) {
  return gtin.size() == 14 ? "UK" : gtin.size() == 12 ? "UP" : "EN";
}

}  // namespace

void write_item(X12Outbound& out, std::string_view po_line, const ItemRef& item) {
  if (item.empty() && po_line.empty()) return;
  SegmentWriter& lin = out.begin("LIN").element(po_line.size() <= 20 ? po_line : "");
  const auto write = [&](std::string_view qualifier, std::string_view id) {
    if (!id.empty()) lin.element(qualifier).element(id);
  };
  write("BP", item.sku);
  write(gtin_qualifier(item.gtin), item.gtin);
  write("UP", item.upc);
  write("VN", item.vendor);
  // The order's line alone must stand as an identifier: LIN02 is mandatory.
  if (item.empty()) write("PL", po_line);
  lin.end();
}

void write_reference(X12Outbound& out, std::string_view qualifier, std::string_view value) {
  if (!value.empty()) out.begin("REF").element(qualifier).element(value).end();
}

void write_party(X12Outbound& out, std::string_view role, std::string_view id) {
  if (!id.empty()) out.begin("N1").element(role).element("").element("92").element(id).end();
}

}  // namespace weighbridge
