#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/sample_text.hpp"

using namespace weighbridge;

namespace {

std::string isa(const std::string& control) {
  return "ISA*00*          *00*          *ZZ*ACMESUPPLY     *ZZ*NORTHGATE      "
         "*260301*0830*U*00401*" +
         control + "*0*P*>~\n";
}

std::string ship_notice(const std::string& control, const std::string& number) {
  return "ST*856*" + control + "~\nBSN*00*" + number +
         "*20260301*0830*0001~\nHL*1**S~\nDTM*011*20260301~\nDTM*017*20260305~\nN1*SF*ACME*92*ACME~"
         "\n"
         "HL*2*1*O~\nPRF*PO-1~\nHL*3*2*I~\nLIN*10*BP*A-100*VP*V-77~\nSN1*10*48*EA~\nCTT*1~\n"
         "SE*13*" +
         control + "~\n";
}

/// Two ship notices; the second has a wrong segment count and a quantity that is none.
std::string two_sets() {
  std::string broken = ship_notice("0002", "SHP-1002");
  broken.replace(broken.find("SE*13"), 5, "SE*99");
  broken.replace(broken.find("*48*"), 4, "*4x8*");
  return isa("000000905") + "GS*SH*ACMESUPPLY*NORTHGATE*20260301*0830*905*X*004010~\n" +
         ship_notice("0001", "SHP-1001") + broken + "GE*2*905~\nIEA*1*000000905~\n";
}

const std::string kAsOf = "2026-03-02T09:00:00Z";

}  // namespace

TEST_CASE("inspect --format json prints what the contract pins") {
  const TempFolder folder;
  const std::string path = folder.write("x.edi", two_sets());
  const std::vector<std::string> words = {"inspect", path, "--format", "json", "--as-of", kAsOf};
  const ProgramRun run = run_program(words);
  CHECK(run.status == 1);
  const boost::json::value root = boost::json::parse(run.out);
  CHECK(root.at("file") == path.c_str());
  CHECK(root.at("standard") == "X12");
  CHECK(root.at("errors").as_array().empty());
  const boost::json::value& interchange = root.at("interchanges").at(0);
  CHECK(interchange.at("control") == "000000905");
  CHECK(interchange.at("sender").at("qualifier") == "ZZ");
  CHECK(interchange.at("sender").at("id") == "ACMESUPPLY");
  CHECK(interchange.at("receiver").at("id") == "NORTHGATE");
  CHECK(interchange.at("test") == false);
  CHECK(interchange.at("errors").as_array().empty());
  CHECK(interchange.at("acknowledgment").as_string().starts_with("ISA*00*"));
  const boost::json::value& group = interchange.at("groups").at(0);
  CHECK(group.at("functional_id") == "SH");
  CHECK(group.at("version") == "004010");

  const boost::json::value& good = group.at("transactions").at(0);
  CHECK(good.at("set") == "856");
  CHECK(good.at("control") == "0001");
  CHECK(good.at("accepted") == true);
  CHECK(good.at("errors").as_array().empty());
  CHECK(good.at("receipt").at("schema") == "weighbridge.receipt/1");
  CHECK(good.at("receipt").at("lines").at(0).at("quantity") == "48");

  const boost::json::value& bad = group.at("transactions").at(1);
  CHECK(bad.at("accepted") == false);
  CHECK(bad.at("receipt").at("document").at("number") == "SHP-1002");
  const boost::json::array& errors = bad.at("errors").as_array();
  const auto trailer = std::find_if(errors.begin(), errors.end(), [](const boost::json::value& e) {
    return e.at("segment") == "SE";
  });
  REQUIRE(trailer != errors.end());
  CHECK(trailer->at("position") == 13);
  CHECK(trailer->at("element") == 1);
  CHECK(trailer->at("code") == "4");

  SECTION("errors are said on standard error too, one line each") {
    CHECK(static_cast<std::size_t>(std::count(run.err.begin(), run.err.end(), '\n')) ==
          errors.size());
    CHECK(run.err.find(path + ": 856 0002: segment 13 (SE), element 1: ") != std::string::npos);
  }
  SECTION("two runs print the same bytes, from a file or from standard input") {
    CHECK(run_program(words).out == run.out);
    std::string piped =
        run_program({"inspect", "-", "--format", "json", "--as-of", kAsOf}, {.input = two_sets()})
            .out;
    const std::string name = "\"standard input\"";
    piped.replace(piped.find(name), name.size(), '"' + path + '"');
    CHECK(piped == run.out);
  }
}

TEST_CASE("inspect explains a message to a person like its sample") {
  const TempFolder folder;
  folder.write("asn.edi", two_sets());
  const ProgramRun run =
      run_program({"inspect", "asn.edi", "--as-of", kAsOf}, {.folder = folder.path()});
  CHECK(run.status == 1);
  check_sample("inspect-asn.txt", run.out);
  check_sample("inspect-asn.stderr.txt", run.err);
  SECTION("an error is shown with a caret below it from a pipe too") {
    const ProgramRun piped = run_program({"inspect", "-"}, {.input = two_sets()});
    CHECK(piped.out.find("SE*99*0002~\n           ^^\n") != std::string::npos);
  }
}

TEST_CASE("inspect reads receipts, events and reference data of our own formats") {
  const TempFolder folder;
  const std::string csv = folder.write(
      "r.csv",
      "stage,document_number,supplier,po,po_line,sku,quantity,uom\n"
      "received,WR-9,ACME,PO-1,10,A-100,40,EA\nreceived,WR-10,ACME,PO-1,10,A-100,x,EA\n");
  const ProgramRun run = run_program({"inspect", csv});
  INFO(run.out << run.err);
  CHECK(run.status == 1);
  CHECK(run.out.find("WR-9") != std::string::npos);
  CHECK(run.out.find("received,WR-10,ACME,PO-1,10,A-100,x,EA\n") != std::string::npos);
  CHECK(run.err.find(csv + ": ") != std::string::npos);
  CHECK(run.err.find("line 3") != std::string::npos);

  const std::string items = folder.write("items.csv", "sku,base_uom\nA-100,EA\nB-200,EA\n");
  const ProgramRun rows = run_program({"inspect", items});
  CHECK(rows.status == 0);
  CHECK(rows.out.find("2 items") != std::string::npos);

  const ProgramRun event = run_program(
      {"inspect", "-", "--format", "json"},
      {.input =
           R"({"schema": "weighbridge.event/1", "kind": "count", "id": "C-1", "site": "DC01",)"
           R"( "at": "2026-03-02T08:00:00Z", "sku": "A-100", "quantity": "488", "uom": "EA"})"});
  INFO(event.out << event.err);
  CHECK(event.status == 0);
  const boost::json::value root = boost::json::parse(event.out);
  CHECK(root.at("interchanges").at(0).at("groups").at(0).at("transactions").at(0).at("set") ==
        "count");
}

TEST_CASE("A message cut off anywhere is explained, never a crash") {
  const std::string whole = two_sets();
  for (std::size_t size = 0; size < whole.size(); size += 37) {
    const ProgramRun run =
        run_program({"inspect", "-", "--format", "json"}, {.input = whole.substr(0, size)});
    INFO("the first " << size << " bytes: " << run.err);
    CHECK((run.status == 1 || run.status == 4));
    CHECK_FALSE(run.err.empty());
    CHECK_NOTHROW(boost::json::parse(run.out));
  }
}
