#include "mappings/reader/limits_file.hpp"

#include <catch2/catch.hpp>

#include "mappings/reader/tables.hpp"
#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

std::shared_ptr<const ReaderTables> tables_with(const std::string& limits,
                                                std::vector<TableError>& errors) {
  std::vector<NamedText> files;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path != kLimitsPath) files.push_back({std::string(file.path), std::string(file.text)});
  files.push_back({std::string(kLimitsPath), limits});
  return compile_tables(files, errors);
}

}  // namespace

TEST_CASE("the limits that the program carries are the defaults of the code", "[limits]") {
  const ReaderLimits& built_in = limits_of(testing::tables());
  const ReaderLimits code;
  CHECK(built_in.transaction_bytes_max == code.transaction_bytes_max);
  CHECK(built_in.segment_bytes_max == code.segment_bytes_max);
  CHECK(built_in.findings_max == code.findings_max);
  CHECK(built_in.flat.bytes_max == code.flat.bytes_max);
  CHECK(built_in.flat.row_bytes_max == code.flat.row_bytes_max);
  CHECK(built_in.flat.columns_max == code.flat.columns_max);
  CHECK(built_in.flat.rows_max == code.flat.rows_max);
  CHECK(built_in.flat.document_rows_max == code.flat.document_rows_max);
  CHECK(built_in.flat.document_bytes_max == code.flat.document_bytes_max);
  CHECK(built_in.seconds_max == code.seconds_max);
  CHECK(built_in.json.bytes_max == code.json.bytes_max);
  CHECK(built_in.json.depth_max == code.json.depth_max);
  CHECK(built_in.json.values_max == code.json.values_max);
  CHECK(built_in.xml.bytes_max == code.xml.bytes_max);
  CHECK(built_in.xml.depth_max == code.xml.depth_max);
  CHECK(built_in.xml.elements_max == code.xml.elements_max);
  CHECK(built_in.xml.attributes_max == code.xml.attributes_max);
  CHECK(built_in.xml.name_bytes_max == code.xml.name_bytes_max);
  CHECK(built_in.xml.attribute_bytes_max == code.xml.attribute_bytes_max);
  CHECK(built_in.xml.text_bytes_max == code.xml.text_bytes_max);
  CHECK(built_in.xml.documents_max == code.xml.documents_max);
}

TEST_CASE("a limit of limits.yaml holds when a message is read; others keep their default",
          "[limits]") {
  std::vector<TableError> errors;
  const auto tables = tables_with("edi: {message_bytes: 1K}\nxml: {depth: 5}\n", errors);
  REQUIRE(tables != nullptr);
  ReaderOptions options;
  options.limits = limits_of(*tables);
  CHECK(options.limits.transaction_bytes_max == 1024);
  CHECK(options.limits.xml.depth_max == 5);
  CHECK(options.limits.findings_max == 100);

  std::string set = "ST*856*0001~BSN*00*S-1*20260302*0815~HL*1**S~";
  while (set.size() < 2000) set += "REF*BM*BOL-1~";
  const std::string text =
      "ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *260302*0815*U*00401*"
      "000000001*0*P*>~GS*SH*ACME*US*20260302*0815*1*X*004010~" +
      set + "SE*9*0001~GE*1*1~IEA*1*000000001~";
  testing::X12Reading reading;
  MemorySource bytes(text);
  read_message(bytes, *tables, ReferenceData{}, options, reading);
  CHECK(reading.documents.empty());
  REQUIRE(reading.envelope.size() == 1);
  CHECK(has_errors(reading.envelope[0]));
}

TEST_CASE("our own JSON and CSV keep the limits of limits.yaml", "[limits]") {
  std::vector<TableError> errors;
  const auto tables = tables_with("json: {depth: 2, values: 20}\nflat: {columns: 4}\n", errors);
  REQUIRE(tables != nullptr);
  ReaderOptions options;
  options.limits = limits_of(*tables);
  const auto first_finding = [&](std::string_view text) {
    testing::X12Reading reading;
    MemorySource bytes(text);
    read_message(bytes, *tables, ReferenceData{}, options, reading);
    if (!reading.message_findings.empty()) return reading.message_findings.front().message;
    return reading.documents.at(0).findings.at(0).message;
  };
  CHECK(first_finding(R"({"stage": "shipped", "document": {"number": ["deep"]}})") ==
        "the values are nested more than 2 levels deep");
  CHECK(first_finding("stage,supplier,document_number,line,quantity\nshipped,S,D-1,1,2\n")
            .find("the 4 allowed") != std::string::npos);
}

TEST_CASE("rows that were not read to their end make no document", "[limits]") {
  const std::string text =
      "stage,supplier,document_number,line,po,sku,quantity,uom\n"
      "shipped,S,D-1,1,P-1,A,5,EA\nshipped,S,D-1,2,P-1,B,24";  // of 240
  testing::X12Reading reading;
  MemorySource bytes(text);
  ReaderOptions options;
  int asked = 0;
  options.overdue = [&] { return ++asked > 1; };
  read_message(bytes, testing::tables(), ReferenceData{}, options, reading);
  REQUIRE(reading.documents.size() == 1);
  CHECK_FALSE(reading.documents[0].accepted);
  CHECK(has_errors(reading.documents[0].findings));
}

TEST_CASE("what is not read when its time is up is told, and what came by then counts",
          "[limits]") {
  std::string text =
      "ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *260302*0815*U*00401*"
      "000000001*0*P*>~GS*SH*ACME*US*20260302*0815*1*X*004010~";
  for (int i = 0; i < 20'000; ++i)
    text += "ST*856*0001~BSN*00*S-1*20260302*0815~HL*1**S~SE*4*0001~";
  text += "GE*20000*1~IEA*1*000000001~";
  int asked = 0;
  ReaderOptions options;
  options.overdue = [&] { return ++asked > 3; };
  testing::X12Reading reading;
  MemorySource bytes(text);
  read_message(bytes, testing::tables(), ReferenceData{}, options, reading);
  CHECK_FALSE(reading.documents.empty());
  CHECK(reading.documents.size() < 20'000);
  REQUIRE_FALSE(reading.message_findings.empty());
  CHECK(reading.message_findings.back().code == "LIMIT");
  CHECK(reading.message_findings.back().message ==
        "the message took longer than the 300 seconds that reading may take; the rest is not read");

  asked = -1'000'000;
  testing::X12Reading whole;
  MemorySource again(text);
  read_message(again, testing::tables(), ReferenceData{}, options, whole);
  CHECK(whole.documents.size() == 20'000);
  CHECK(whole.message_findings.empty());
}

TEST_CASE("mistakes in limits.yaml are told at their place", "[limits]") {
  std::vector<TableError> errors;
  CHECK(tables_with("findings: 0\nedi:\n  segment_byte: 1M\n  message_bytes: 2G\nxml: 5\n",
                    errors) == nullptr);
  REQUIRE(errors.size() == 4);
  CHECK(errors[0].line == 1);
  CHECK(errors[1].line == 3);
  CHECK(errors[1].mend == "did you mean `segment_bytes`?");
  CHECK(errors[2].line == 4);
  CHECK(errors[3].line == 5);
}
