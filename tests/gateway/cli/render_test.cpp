// Messages to suppliers from the command line: each is read back by inspect without a flaw.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/sample_text.hpp"

using namespace weighbridge;

namespace {

const std::vector<std::string> kEnvelope = {"--sender",   "NORTHGATE", "--receiver",
                                            "ACMESUPPLY", "--as-of",   "2026-03-05T09:00:00Z"};

constexpr std::string_view kReceipt =
    R"({"schema": "weighbridge.receipt/1", "stage": "received",
 "document": {"kind": "warehouse_receipt", "number": "WR-9", "date": "2026-03-04"},
 "supplier": "ACME", "site": "DC01", "references": {"po": "PO-1", "ship_notice": "SHP-1"},
 "lines": [{"line": "1", "po": "PO-1", "po_line": "10", "item": {"sku": "A-100"},
            "quantity": "40", "uom": "EA"},
           {"line": "2", "po": "PO-1", "po_line": "10", "item": {"sku": "A-100"},
            "quantity": "8", "uom": "EA", "condition": "damaged"}]})";

/// As reconcile prints it, as far as it is looked at.
constexpr std::string_view kReport = R"({"discrepancies": [
  {"code": "QTY_OVER_BILLED", "rule": "Q06", "supplier": "ACME", "po": "PO-1", "po_line": "10",
   "sku": "A-100", "documents": {"invoice": ["INV-5"]}, "expected": "40", "actual": "48",
   "quantity": "8", "uom": "EA", "amount": "20.00", "impact": "20.00", "currency": "USD",
   "class": "cash", "reason": "Invoice INV-5 bills 48 EA, 40 EA were kept."},
  {"code": "ACCRUAL", "rule": "E01", "supplier": "ACME", "po": "PO-1", "po_line": "10",
   "documents": {"invoice": ["INV-5"]}, "amount": "100.00", "impact": "100.00",
   "currency": "USD", "class": "accrual", "reason": "not posted"}],
 "cases": [{"id": "DC-2026-00000007", "discrepancies": [0]}],
 "invoices": [{"supplier": "ACME", "invoice": "INV-5", "currency": "USD", "gross": "128.40",
               "payable_now": "107.00", "disputed": "20.00", "consequential_tax": "1.40"}]})";

ProgramRun render(const TempFolder& folder, const std::string& kind, std::string_view from,
                  const std::vector<std::string>& more) {
  std::vector<std::string> words = {"render", kind, "--from",
                                    folder.write("from.json", std::string(from))};
  words.insert(words.end(), kEnvelope.begin(), kEnvelope.end());
  words.insert(words.end(), more.begin(), more.end());
  return run_program(words);
}

/// The first transaction of what inspect says of a message.
boost::json::value read_back(const TempFolder& folder, const std::string& message) {
  const std::string path = folder.write("out.edi", message);
  const ProgramRun run = run_program({"inspect", path, "--format", "json"});
  INFO(run.out);
  CHECK(run.status == 0);
  const boost::json::value root = boost::json::parse(run.out);
  return root.at("interchanges").at(0).at("groups").at(0).at("transactions").at(0);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("render 861 and recadv tell what was received") {
  const TempFolder folder;
  for (const std::string kind : {"861", "recadv"}) {
    const ProgramRun run = render(folder, kind, kReceipt, {});
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    const boost::json::value transaction = read_back(folder, run.out);
    CHECK(transaction.at("errors").as_array().empty());
    const boost::json::value& receipt = transaction.at("receipt");
    CHECK(receipt.at("document").at("number") == "WR-9");
    CHECK(receipt.at("lines").at(0).at("quantity") == "40");
    CHECK(receipt.at("lines").at(1).at("quantity") == "8");
    CHECK(receipt.at("lines").at(1).at("condition") == "damaged");
  }
}

TEST_CASE("render 812 and comdis claim what costs cash, with the case") {
  const TempFolder folder;
  const ProgramRun memo = render(folder, "812", kReport, {"--invoice", "INV-5"});
  REQUIRE(memo.status == 0);
  CHECK(has(memo.out, "*D**INV-5*"));
  CHECK(has(memo.out, "~N9*TN*DC-2026-00000007~"));
  CHECK(has(memo.out, "~CDD*06*D*1*2000*"));
  CHECK_FALSE(has(memo.out, "10000"));  // the accrual is no claim
  CHECK(read_back(folder, memo.out).at("accepted") == true);

  const ProgramRun dispute = render(folder, "comdis", kReport, {"--invoice", "INV-5"});
  REQUIRE(dispute.status == 0);
  CHECK(has(dispute.out, "DOC+380+INV-5'MOA+77:128.40:USD'"));
  CHECK(has(dispute.out, "MOA+5:20.00:USD'"));
  CHECK(has(dispute.out, "DC-2026-00000007"));
  CHECK(read_back(folder, dispute.out).at("accepted") == true);
}

TEST_CASE("render 820 pays what is payable; its adjustments come to the rest (M-18.1)") {
  const TempFolder folder;
  const ProgramRun newer = render(folder, "820", kReport, {"--supplier", "ACME"});
  REQUIRE(newer.status == 0);
  CHECK(has(newer.out, "~BPR*I*107*C*NON*"));
  CHECK(has(newer.out, "~RMR*IV*INV-5*PO*107*128.4~"));
  CHECK(has(newer.out, "~ADX*-20*06~REF*TN*DC-2026-00000007~"));
  CHECK(has(newer.out, "~ADX*-1.4*55~"));
  CHECK(read_back(folder, newer.out).at("accepted") == true);

  const ProgramRun older =
      render(folder, "820", kReport, {"--supplier", "ACME", "--release", "003030"});
  REQUIRE(older.status == 0);
  CHECK(has(older.out, "~ADX*20*06~"));
}

TEST_CASE("render takes control numbers from the store, one sequence for each receiver") {
  const TempFolder folder;
  const std::vector<std::string> stored = {"--invoice", "INV-5", "--store",
                                           folder.path() + "/w.db"};
  CHECK(has(render(folder, "812", kReport, stored).out, "~IEA*1*000000001~"));
  // A message that cannot be made uses up no number.
  std::vector<std::string> unknown = stored;
  unknown[1] = "INV-6";
  CHECK(render(folder, "812", kReport, unknown).status == 4);
  CHECK(has(render(folder, "812", kReport, stored).out, "~IEA*1*000000002~"));
  CHECK(has(render(folder, "comdis", kReport, stored).out, "UNZ+1+1'"));
}

TEST_CASE("render says what it cannot make a message of") {
  const TempFolder folder;
  const ProgramRun nothing = render(folder, "812", kReport, {"--invoice", "INV-6"});
  CHECK(nothing.status == 4);
  CHECK(nothing.out.empty());
  CHECK(has(nothing.err, "has no invoice INV-6"));
  CHECK(render(folder, "812", kReceipt, {"--invoice", "INV-5"}).status == 4);
  CHECK(render(folder, "861", kReport, {}).status == 4);
  CHECK(render(folder, "812", kReport, {}).status == 2);
  CHECK(render(folder, "820", kReport, {"--supplier", "ACME", "--release", "40"}).status == 2);
  std::string shipped(kReceipt);
  shipped.replace(shipped.find("\"received\""), 10, "\"shipped\"");
  CHECK(render(folder, "861", shipped, {}).status == 4);
}
