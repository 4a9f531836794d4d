#include "mappings/maps/partner.hpp"

#include <catch2/catch.hpp>

#include "mappings/reader/tables.hpp"
#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

std::string sample() {
  std::ifstream file(std::string(WEIGHBRIDGE_SOURCE_DIR) +
                     "/tests/samples/partners/northwind.yaml");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const ReaderTables> tables_with(const std::string& partner,
                                                std::vector<TableError>& errors) {
  std::vector<NamedText> files;
  for (const EmbeddedFile& file : embedded_files())
    files.push_back({std::string(file.path), std::string(file.text)});
  files.push_back({"partners/northwind.yaml", partner});
  return compile_tables(files, errors);
}

std::vector<std::string> mistakes_of(const std::string& partner) {
  std::vector<TableError> errors;
  CHECK(tables_with(partner, errors) == nullptr);
  std::vector<std::string> lines;
  for (const TableError& error : errors) {
    CHECK(error.file == "partners/northwind.yaml");
    CHECK_FALSE(error.mend.empty());
    lines.push_back(std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
                    error.message);
  }
  return lines;
}

ReadDocument read_from(const std::string& sender, const std::string& seller) {
  static const std::shared_ptr<const ReaderTables> tables = [] {
    std::vector<TableError> errors;
    auto compiled = tables_with(sample(), errors);
    for (const TableError& error : errors)
      FAIL_CHECK(error.file << ":" << error.line << ": " << error.message);
    REQUIRE(compiled != nullptr);
    return compiled;
  }();
  std::string id = sender;
  id.resize(15, ' ');
  const std::string text =
      "ISA*00*          *00*          *ZZ*" + id +
      "*ZZ*US             *260302*0815*U*00401*000000001*0*P*>~GS*SH*" + sender +
      "*US*20260302*0815*1*X*004010~ST*856*0001~BSN*00*SHP-1*02032026*0815~HL*1**S~" + seller +
      "HL*2*1*O~PRF*PO-1~HL*3*2*I~LIN*7*ZZ*A-100*VP*NONE~SN1**48*ST~HL*4*2*I~"
      "LIN*9*ZZ*A-200*LT*L1~SN1**2*CA~CTT*4~SE*13*0001~GE*1*1~IEA*1*000000001~";
  MemorySource bytes(text);
  testing::X12Reading reading;
  read_x12(bytes, *tables, ReferenceData{}, {}, reading);
  REQUIRE(reading.documents.size() == 1);
  return std::move(reading.documents.front());
}

std::vector<std::string> codes_of(const ReadDocument& document) {
  std::vector<std::string> codes;
  for (const Finding& finding : document.findings)
    if (finding.code == "REQUIRED_MISSING") codes.push_back(finding.message);
  return codes;
}

}  // namespace

TEST_CASE("a partner's rules take the place of the map's own", "[maps][partners]") {
  const ReadDocument document = read_from("NORTHWIND", "");
  CHECK(document.map == "x12-856@1.1.0+northwind@1.2.0");
  REQUIRE(document.receipt.has_value());
  const Receipt& receipt = *document.receipt;
  CHECK(receipt.supplier.value == "S-NW");
  CHECK(document.supplier_rule == "the rules of northwind@1.2.0");
  CHECK(receipt.site == "DC07");
  CHECK(to_string(receipt.document.date.value()) == "2026-03-02");
  REQUIRE(receipt.lines.size() == 2);
  CHECK(receipt.lines[0].item.sku == "A-100");
  CHECK(receipt.lines[0].item.vendor.empty());
  CHECK(receipt.lines[0].uom == "EA");  // by its list
  CHECK(receipt.lines[1].uom == "CA");  // the standard's list still holds
  CHECK(receipt.lines[0].line == "1");  // not 7
  CHECK(receipt.lines[0].po.value == "PO-1");
  CHECK(codes_of(document) ==
        std::vector<std::string>{
            "the document has no `references.carrier`, which northwind@1.2.0 has to send",
            "a line has no `line.lot`, which northwind@1.2.0 has to send"});
}

TEST_CASE("who is no partner is read by the standard map", "[maps][partners]") {
  const ReadDocument document = read_from("SOMEBODY", "");
  CHECK(document.map == "x12-856@1.1.0");
  REQUIRE(document.receipt.has_value());
  CHECK(document.receipt->lines.at(0).item.sku.empty());
  CHECK(document.receipt->lines.at(0).line == "7");
  CHECK(codes_of(document).empty());
}

TEST_CASE("a partner is known by a party of the document too", "[maps][partners]") {
  CHECK(read_from("NETWORK", "N1*SF*Northwind*UL*4012345000009~").map ==
        "x12-856@1.1.0+northwind@1.2.0");
}

TEST_CASE("every mistake of a partner file is told with its place", "[maps][partners]") {
  CHECK(mistakes_of("partner: northwind\n"
                    "version: one\n"
                    "colour: red\n"
                    "maps:\n"
                    "  - extends: x12-856\n") ==
        std::vector<std::string>{"3:1 the file has no member `colour`",
                                 "2:10 `one` is no semantic version",
                                 "1:1 `sender` is missing: nobody would be known as this partner"});
  CHECK(mistakes_of("partner: northwind\n"
                    "version: 1.0.0\n"
                    "sender: NW\n"
                    "values: {decimal: comma, dates: someday}\n"
                    "maps:\n"
                    "  - extends: x12-865\n"
                    "  - extends: x12-856\n"
                    "    sections:\n"
                    "      - at: HX\n"
                    "        line.item.skew: LIN02\n"
                    "      - at: HL\n"
                    "        line.lot: LIN99\n"
                    "    defaults: {line.condition: fine, lin.uom: EA}\n"
                    "    required: line.lott\n"
                    "    switches: parts_repeat\n") ==
        std::vector<std::string>{
            "6:14 there is no map `x12-865`", "4:19 `decimal` is not one character",
            "4:33 `someday` is no form of a date", "9:13 the set 856 has no loop HX",
            "10:9 there is no target `line.item.skew`",
            "12:19 `LIN99` names nothing: LIN has only 31 elements",
            "14:15 there is no target `line.lott`", "15:15 there is no switch `parts_repeat`"});
}

TEST_CASE("a trace shows what each value fills, and what nothing takes", "[maps][partners]") {
  const std::string text =
      "GS*SH*AA*BB*20260302*0815*42*X*004010~ST*856*0001~BSN*00*SHP-1*20260302*0815*0001~HL*1**S~"
      "REF*ZZ*OURS~HL*2*1*O~PRF*PO-1~HL*3*2*I~LIN*7*UP*036000291452*QQ*ODD~SN1**48*EA~CTT*3~"
      "SE*11*0001~GE*1*42~";
  MemorySource bytes(text);
  testing::X12Reading reading;
  ReaderOptions options;
  options.trace = true;
  read_x12(bytes, testing::tables(), ReferenceData{}, options, reading);
  REQUIRE(reading.documents.size() == 1);
  const auto shown = [](const TracedValues& values) {
    std::vector<std::string> lines;
    for (const TracedValue& value : values)
      lines.push_back(value.place.tag + std::to_string(value.place.element) + " " + value.text +
                      (value.target.empty() ? "" : " " + value.target));
    return lines;
  };
  const auto taken = shown(reading.documents[0].taken);
  for (const char* row :
       {"BSN2 SHP-1 document.number", "PRF1 PO-1 line.po", "LIN3 036000291452 line.item.upc",
        "SN12 48 line.quantity", "SN13 EA line.uom"})
    CHECK(std::find(taken.begin(), taken.end(), row) != taken.end());
  const auto left = shown(reading.documents[0].not_taken);
  CHECK(std::find(left.begin(), left.end(), "REF2 OURS") != left.end());
  CHECK(std::find(left.begin(), left.end(), "LIN5 ODD") != left.end());
  CHECK(std::find(left.begin(), left.end(), "LIN2 UP") == left.end());  // it says what LIN03 is
  CHECK(std::find(left.begin(), left.end(), "REF1 ZZ") == left.end());  // a rule asks for it
}
