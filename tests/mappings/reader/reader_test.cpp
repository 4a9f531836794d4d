#include "mappings/reader/reader.hpp"

#include <catch2/catch.hpp>

#include "tests/mappings/reader/recording_sink.hpp"

using namespace weighbridge;
using namespace std::string_view_literals;

TEST_CASE("Content is known by itself, never by its name") {
  const std::vector<std::pair<std::string_view, ContentKind>> table = {
      {""sv, ContentKind::empty},
      {" \r\n\t"sv, ContentKind::empty},
      {"\xEF\xBB\xBF"sv, ContentKind::empty},
      {"ISA*00*          *00*"sv, ContentKind::x12},
      {"\xEF\xBB\xBF\r\nISA|00|"sv, ContentKind::x12},
      {"ISA\x1D"
       "00\x1D"sv,
       ContentKind::x12},
      {"ISABELLA,1"sv, ContentKind::unknown},
      {"UNA:+.? '\nUNB+UNOA:1"sv, ContentKind::edifact},
      {"UNB+UNOC:3+A+B"sv, ContentKind::edifact},
      {"<?xml version=\"1.0\"?><Invoice/>"sv, ContentKind::xml},
      {"<Invoice>"sv, ContentKind::xml},
      {"{\"schema\":\"weighbridge.receipt/1\"}\n{}"sv, ContentKind::json_lines},
      {"{\"schema\": \"x\"}"sv, ContentKind::json_lines},
      {"{\n  \"schema\": \"x\"\n}"sv, ContentKind::json},
      {" [\n{}]"sv, ContentKind::json},
      {"[]"sv, ContentKind::json},
      {"{"sv, ContentKind::json},
      {"[section]\nkey=1"sv, ContentKind::unknown},
      {"stage,document_number,supplier,po,sku,quantity,uom\n"sv, ContentKind::csv_receipts},
      {"uom;quantity;sku;po;supplier;document_number;stge\n"sv, ContentKind::csv_receipts},
      {"Stage\tDocument Number\tSupplier\n"sv, ContentKind::csv_receipts},
      {"kind,id,at\n"sv, ContentKind::csv_events},
      {"sku,gtin,upc,description,base_uom,integral,unit_cost\n"sv, ContentKind::csv_items},
      {"sku,base_uom\n"sv, ContentKind::csv_items},
      {"supplier,vendor_item,sku\n"sv, ContentKind::csv_aliases},
      {"sku,uom,per_base\n"sv, ContentKind::csv_packs},
      {"site,timezone,holidays,gln\n"sv, ContentKind::csv_sites},
      {"supplier,name,group,edi_id,gln,duns,tax_id,bank,remit_to,lead_days\n"sv,
       ContentKind::csv_suppliers},
      {"supplier,name\n"sv, ContentKind::csv_suppliers},
      {"name,age\nx,1\n"sv, ContentKind::unknown},
      {"# comment\npolicy: STD-1\n"sv, ContentKind::yaml},
      {"---\n- a\n"sv, ContentKind::yaml},
      {"Dear customer, please find attached"sv, ContentKind::unknown},
      {"PK\x03\x04\x14\0\0\0"sv, ContentKind::binary},
      {"\x7F"
       "ELF\x02\x01\x01\0\0\0"sv,
       ContentKind::binary},
      {"a\0b"sv, ContentKind::binary},
  };
  for (const auto& [text, kind] : table) {
    INFO(text);
    CHECK(to_string_view(detect_content(text)) == to_string_view(kind));
  }
}
