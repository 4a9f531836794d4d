// What a partner wants to hear of what it sends: 997 or 999, 824, CONTRL, APERAK.
#include "mappings/maps/answers.hpp"

#include <catch2/catch.hpp>

#include "mappings/reader/tables.hpp"
#include "tests/mappings/edifact_reading.hpp"

using namespace weighbridge;

namespace {

std::shared_ptr<const ReaderTables> tables_with(const std::string& acknowledge,
                                                std::vector<TableError>& errors) {
  std::vector<NamedText> files;
  for (const EmbeddedFile& file : embedded_files())
    files.push_back({std::string(file.path), std::string(file.text)});
  files.push_back({"partners/mill.yaml",
                   "partner: mill\nversion: 1.0.0\nsender: [ZZ:MILL, \"4399901000005\"]\n"
                   "acknowledge: " +
                       acknowledge + "\n"});
  return compile_tables(files, errors);
}

std::string x12_notice(const std::string& release, const std::string& interchange_version) {
  const std::string repetition = interchange_version == "00401" ? "U" : "^";
  return "ISA*00*          *00*          *ZZ*MILL           *ZZ*US             *260302*0815*" +
         repetition + "*" + interchange_version +
         "*000000417*0*P*>~GS*SH*MILLGRP*USGRP*20260302*0815*31*X*" + release +
         "~ST*856*0001~BSN*00*SHP-1*20260302*0815~HL*1**S~HL*2*1*O~PRF*PO-1~HL*3*2*I~"
         "LIN**VP*V-1~SN1**48*EA~CTT*3~SE*10*0001~ST*856*0002~BSN*00*SHP-2*20260302*0815~HL*1**S~"
         "CTT*1~SE*5*0002~GE*2*31~IEA*1*000000417~";
}

constexpr std::string_view kInvoice =
    "UNB+UNOC:3+4399901000005:14+4399902000004:14+260512:0830+312'UNH+1+INVOIC:D:96A:UN'"
    "BGM+380+R-312+9'DTM+137:20260512:102'NAD+SU+4399901000005::9'LIN+1++4399901000135:EN'"
    "QTY+47:8:PCE'UNS+S'MOA+77:119.00'UNT+9+1'UNZ+1+312'";

testing::X12Reading read(const std::string& acknowledge, std::string_view text) {
  std::vector<TableError> errors;
  const auto tables = tables_with(acknowledge, errors);
  REQUIRE(tables != nullptr);
  ReaderOptions options;
  options.acknowledgment_time = "2026-03-31T12:34:56Z";
  testing::X12Reading reading;
  MemorySource bytes(text);
  read_message(bytes, *tables, ReferenceData{}, options, reading);
  return reading;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a partner is answered in the set it reads, in the release it writes", "[answers]") {
  const auto usual = read("{edifact: [CONTRL]}", x12_notice("005010", "00501"));
  CHECK(has(usual.acknowledgments.at(0), "~ST*997*"));
  CHECK(usual.documents.at(0).advice.empty());

  const auto newer = read("{x12: 999}", x12_notice("005010", "00501"));
  CHECK(has(newer.acknowledgments.at(0), "~ST*999*"));
  const auto older = read("{x12: 999}", x12_notice("004010", "00401"));
  CHECK(has(older.acknowledgments.at(0), "~ST*997*"));

  CHECK(read("{x12: []}", x12_notice("004010", "00401")).acknowledgments.at(0).empty());
}

TEST_CASE("an 824 says what became of each document, and is read back without a finding",
          "[answers]") {
  const auto reading = read("{x12: [997, 824]}", x12_notice("004010", "00401"));
  REQUIRE(reading.documents.size() == 2);
  const std::string& accepted = reading.documents[0].advice;
  CHECK(has(accepted, "*ZZ*US             *ZZ*MILL           *"));
  CHECK(has(accepted, "GS*AG*USGRP*MILLGRP*20260331*1234*417*X*004010~"));
  CHECK(has(accepted, "OTI*TA*SI*SHP-1*****31*0001*856*004010~"));
  const std::string& rejected = reading.documents[1].advice;
  CHECK(has(rejected, "OTI*TR*SI*SHP-2*****31*0002*856*004010~"));
  CHECK(has(rejected, "~TED*007*"));  // it has no lines
  for (const std::string* advice : {&accepted, &rejected}) {
    const auto again = testing::read_x12_text(*advice);
    INFO(*advice);
    CHECK(testing::is_clean(again));
    CHECK(again.documents.at(0).answers);
    CHECK(again.documents.at(0).advice.empty());  // an answer is not answered
  }
}

TEST_CASE("an APERAK goes with the CONTRL, or alone", "[answers]") {
  const auto both = read("{edifact: [CONTRL, APERAK]}", kInvoice);
  CHECK(has(both.acknowledgments.at(0), "CONTRL:D:3:UN"));
  const std::string& advice = both.documents.at(0).advice;
  CHECK(has(advice, "UNB+UNOC:3+4399902000004:14+4399901000005:14+"));
  CHECK(has(advice, "+APERAK:D:96A:UN'BGM+312+312-1+29'"));
  CHECK(has(advice, "RFF+DM:R-312'"));
  CHECK(testing::is_clean(testing::read_edifact_text(advice)));

  const auto alone = read("{edifact: APERAK}", kInvoice);
  CHECK(alone.acknowledgments.at(0).empty());
  CHECK_FALSE(alone.documents.at(0).advice.empty());
}

TEST_CASE("advices take their numbers where somebody hands them out", "[answers]") {
  std::vector<TableError> errors;
  const auto tables = tables_with("{x12: 824}", errors);
  REQUIRE(tables != nullptr);
  std::uint64_t number = 7000;
  ReaderOptions options;
  options.next_control = [&] { return number++; };
  testing::X12Reading reading;
  const std::string text = x12_notice("004010", "00401");
  MemorySource bytes(text);
  read_message(bytes, *tables, ReferenceData{}, options, reading);
  CHECK(has(reading.documents.at(0).advice, "~BGN*00*7000-1*"));
  CHECK(has(reading.documents.at(1).advice, "~IEA*1*000007001~"));
}

TEST_CASE("mistakes in `acknowledge` are told at their place", "[answers]") {
  std::vector<TableError> errors;
  CHECK(tables_with("{x12: [997, 999], edifact: [CONTROL], x11: []}", errors) == nullptr);
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].line == 4);
  CHECK(has(errors[0].message, "x11"));
  CHECK(errors[1].message == "997 and 999 say the same");
  CHECK(errors[2].message == "there is no answer `CONTROL`");
  CHECK(has(errors[2].mend, "CONTRL"));
}
