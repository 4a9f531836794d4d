#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

/// 120 pieces ordered at 15.00, 110 received, 120 billed at 15.60 (O4).
const std::string kDocuments =
    "stage,document_number,document_date,supplier,site,currency,line,po,po_line,sku,quantity,uom,"
    "unit_price,final,ship_notice\n"
    "ordered,PO-1,2026-03-01,ACME,DC01,USD,1,PO-1,10,A-100,120,EA,15.00,,\n"
    "shipped,SHP-1,2026-03-04,ACME,DC01,USD,1,PO-1,10,A-100,120,EA,,,\n"
    "received,WR-1,2026-03-06,ACME,DC01,USD,1,PO-1,10,A-100,110,EA,,true,SHP-1\n"
    "accrued,GR-1,2026-03-06,ACME,DC01,USD,1,PO-1,10,A-100,110,EA,15.00,,\n"
    "invoiced,INV-1,2026-03-07,ACME,DC01,USD,1,PO-1,10,A-100,120,EA,15.60,,\n";

ProgramRun run_in(const TempFolder& folder, std::vector<std::string> more) {
  std::vector<std::string> words = {"reconcile", "d.csv", "--as-of", "2026-03-10"};
  words.insert(words.end(), more.begin(), more.end());
  return run_program(words, {.folder = folder.path()});
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("--against tells what another policy opens, closes and changes (M-7.5)") {
  const TempFolder folder;
  folder.write("d.csv", kDocuments);
  folder.write("strict.yaml", "policy: STRICT\n");
  folder.write("mild.yaml",
               "policy: MILD\ntolerances:\n"
               "  - {leg: PRICE, direction: over, pct: 5}\n"
               "  - {leg: QTY_RCV_ASN, direction: under, abs_qty: 10}\n");

  const ProgramRun text = run_in(folder, {"--policy", "mild.yaml", "--against", "strict.yaml"});
  CHECK(text.status == 0);
  CHECK(holds(text.out, "Judged by MILD instead of STRICT"));
  CHECK(holds(text.out, "Opens: 0 discrepancies"));
  CHECK(holds(text.out, "Closes: 2 discrepancies, 216.00 USD"));

  const ProgramRun run =
      run_in(folder, {"--policy", "strict.yaml", "--against", "mild.yaml", "--format", "json"});
  const auto json = boost::json::parse(run.out);
  CHECK(json.at("policy").as_string() == "STRICT");
  const auto& what_if = json.at("what_if");
  CHECK(what_if.at("against").as_string() == "MILD");
  REQUIRE(what_if.at("opens").as_array().size() == 2);
  CHECK(what_if.at("opens").at(0).at("rule").as_string() == "P01");
  CHECK(what_if.at("opens").at(0).at("impact").as_string() == "66.00");
  CHECK(what_if.at("closes").as_array().empty());
  CHECK(what_if.at("payable_to").at("USD").as_string() == "1650.00");
  CHECK(what_if.at("payable_from").at("USD").as_string() == "1716.00");
}

TEST_CASE("--against FILE that is no policy is a configuration error") {
  const TempFolder folder;
  folder.write("d.csv", kDocuments);
  folder.write("bad.yaml", "polcy: X\n");
  CHECK(run_in(folder, {"--against", "bad.yaml"}).status == 3);
  CHECK(run_in(folder, {"--against", "absent.yaml"}).status == 3);
}

TEST_CASE("--explain shows the arithmetic of a line, step by step with rule ids (M-8.5)") {
  const TempFolder folder;
  folder.write("d.csv", kDocuments);
  const ProgramRun run = run_in(folder, {"--explain", "PO-1/10"});
  CHECK(run.status == 0);
  CHECK(holds(run.out, "The arithmetic of PO-1/10 with ACME"));
  CHECK(holds(run.out, "M-8.1 e = max(0, B − P) = 10"));
  CHECK(holds(run.out, "M-1.4 q06: 10 = 156.00 USD"));
  CHECK(holds(run.out, "M-8.5 q_ok = 110, var = 1716.00 USD − 110 × 15 (1650.00 USD) = 66.00 USD"));

  const ProgramRun json = run_in(folder, {"--explain", "PO-1", "--format", "json"});
  const auto steps = boost::json::parse(json.out).at("explanations").at(0).at("steps");
  CHECK(steps.as_array().size() > 8);
}
