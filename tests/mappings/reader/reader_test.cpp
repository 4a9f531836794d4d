#include "mappings/reader/reader.hpp"

#include <catch2/catch.hpp>

#include "tests/mappings/edifact_reading.hpp"
#include "tests/mappings/reader/recording_sink.hpp"

using namespace weighbridge;
using namespace std::string_view_literals;
using Lines = std::vector<std::string>;

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
      {"ISA"sv, ContentKind::unknown},
      {"UNB"sv, ContentKind::unknown},
      {"UNA:+.? '\nUNB+UNOA:1"sv, ContentKind::edifact},
      {"UNB+UNOC:3+A+B"sv, ContentKind::edifact},
      {"UNH+1+INVOIC:D:96A:UN'"sv, ContentKind::edifact},
      {"NB+UNOB:1+A+B'\nUNH+1+ORDERS:D:96A:UN'"sv, ContentKind::edifact},
      {"U\0N\0B\0+\0"sv, ContentKind::edifact},
      {"\xFE\xFF\0U\0N\0A\0:"sv, ContentKind::edifact},
      {"U\0N\0H\0+\0"sv, ContentKind::binary},
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
      {"ST*856*0001~\nBSN*00*1*20260301*1200~", ContentKind::x12},
      {"\n GS|SH|A|B|20260301|1200|1|X|004010~", ContentKind::x12},
      {"From: a@b.example\n\nISA*00*          *00*          *ZZ*A              *ZZ*B              "
       "*260301*1200*U*00401*000000001*0*P*>~",
       ContentKind::x12},
      {"ST*EADY*STATE~", ContentKind::unknown},
      {"the ISA*bella and others", ContentKind::unknown},
  };
  for (const auto& [text, kind] : table) {
    INFO(text);
    CHECK(to_string_view(detect_content(text)) == to_string_view(kind));
  }
}

namespace {

Lines lines_of(std::string_view text) {
  std::vector<TableError> errors;
  const auto tables = compile_tables({}, errors);
  REQUIRE(tables);
  MemorySource source(text);
  RecordingSink sink;
  read_message(source, *tables, {}, {}, sink);
  return sink.lines;
}

}  // namespace

TEST_CASE("A message that cannot be read says what it is and what to send instead") {
  CHECK(lines_of("") ==
        Lines{"message", "  0:0 the message is empty [send it again; it may have been cut off]"});
  CHECK(lines_of("PK\x03\x04\x14\0\0\0"sv) ==
        Lines{"message",
              "  0:0 this is a ZIP archive or a spreadsheet [unpack it, or save the sheet as CSV "
              "UTF-8]"});
  CHECK(lines_of("\xFF\xFEs\0t\0"sv) ==
        Lines{"message", "  0:0 this is text in UTF-16 [save the file as UTF-8]"});
  CHECK(lines_of("a\0b"sv) ==
        Lines{"message", "  0:0 this is no text [send X12, EDIFACT, XML, JSON or CSV]"});
  CHECK(lines_of("policy: X\n").at(1) ==
        "  0:0 this is YAML: configuration, not a message [give it with --config]");
  CHECK(lines_of("Dear all,").at(1) ==
        "  1:1 this is none of the formats we know [send X12 (it begins with ISA), EDIFACT (UNA "
        "or UNB), XML, our JSON, or CSV with a header of our column names, or write a map "
        "(docs/formats/flat.md)]");
}

TEST_CASE("A message longer than the head that is looked at is read whole") {
  std::string text = "stage,document_number,supplier,po,sku,quantity,uom\n";
  for (int i = 0; i < 1000; ++i) {
    text += "received,WR-" + std::to_string(i) + ",ACME,PO-1,A,1,EA\n";
  }
  CHECK(lines_of(text).size() == 1000);
}

TEST_CASE("EDIFACT in characters of 16 bits reads as the same in bytes") {
  constexpr std::string_view text =
      "UNB+UNOY:4+ACME:ZZZ+BIGSTORE:ZZZ+20260302:0800+501++++++1'UNH+1+DESADV:D:01B:UN'"
      "BGM+351+DES-1+9'DTM+137:20260302:102'NAD+SU+ACME::91'CPS+1'LIN+1++4012345000016:SRV'"
      "QTY+12:5'UNT+8+1'UNZ+1+501'";
  const auto wide = [&](bool big, std::string_view mark) {
    std::string out(mark);
    for (const char c : text) {
      if (big) out += '\0';
      out += c;
      if (!big) out += '\0';
    }
    return out;
  };
  const auto read = [](std::string_view message) {
    MemorySource source(message);
    RecordingSink sink;
    read_message(source, testing::tables(), {}, {}, sink);
    return sink.lines;
  };
  const Lines plain = read(text);
  CHECK(plain.size() > 1);
  for (const std::string& message :
       {wide(false, ""), wide(true, ""), wide(false, "\xFF\xFE"), wide(true, "\xFE\xFF")})
    CHECK(read(message) == plain);
}

TEST_CASE("Code extension, which is not read, is told") {
  const auto reading = testing::read_edifact_text(
      "UNB+UNOX:4+ACME:ZZZ+BIGSTORE:ZZZ+20260302:0800+501'UNH+1+DESADV:D:01B:UN'"
      "BGM+351+DES-1+9'DTM+137:20260302:102'NAD+SU+ACME::91'CPS+1'LIN+1++4012345000016:SRV'"
      "QTY+12:5'UNT+8+1'UNZ+1+501'");
  REQUIRE(reading.envelope.size() == 1);
  REQUIRE(reading.envelope[0].size() == 1);
  CHECK(reading.envelope[0][0].level == FindingLevel::warning);
  CHECK(reading.envelope[0][0].message.find("UNOX") != std::string::npos);
}
