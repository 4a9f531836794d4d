#include <algorithm>
#include <filesystem>
#include <fstream>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/sample_text.hpp"

using namespace weighbridge;

namespace {

const std::string kHeader =
    "stage,document_number,document_date,supplier,site,currency,line,po,po_line,sku,quantity,uom,"
    "unit_price,amount,final,ship_notice,receipt,posted_at\n";

/// PO-1 over 120 bolts: all shipped, 110 received, 120 billed (O4 without its price).
const std::string kOrders =
    "ordered,PO-1,2026-03-01,ACME,DC01,USD,1,PO-1,10,A-100,120,EA,15.00,,,,,\n"
    "shipped,SHP-1,2026-03-04,ACME,DC01,USD,1,PO-1,10,A-100,120,EA,,,,,,\n"
    "received,WR-1,2026-03-06,ACME,DC01,USD,1,PO-1,10,A-100,110,EA,,,true,SHP-1,,"
    "2026-03-06T08:00:00Z\n"
    "accrued,GR-1,2026-03-06,ACME,DC01,USD,1,PO-1,10,A-100,110,EA,,1650.00,,,WR-1,"
    "2026-03-06T09:00:00Z\n"
    "invoiced,INV-1,2026-03-07,ACME,DC01,USD,1,PO-1,10,A-100,120,EA,15.00,1800.00,,,,\n";

/// The ten that were missing, found a day later.
const std::string kLateReceipt =
    "received,WR-2,2026-03-08,ACME,DC01,USD,1,PO-1,10,A-100,10,EA,,,true,SHP-1,,"
    "2026-03-08T08:00:00Z\n"
    "accrued,GR-2,2026-03-08,ACME,DC01,USD,1,PO-1,10,A-100,10,EA,,150.00,,,WR-2,"
    "2026-03-08T09:00:00Z\n";

const std::string kItems = "sku,description,base_uom,integral\nA-100,Bolt M8,EA,true\n";

std::vector<std::string> reconcile(const std::string& path, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"reconcile", path, "--as-of", "2026-03-10"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

boost::json::value json_of(const ProgramRun& run) {
  INFO(run.err);
  return boost::json::parse(run.out);
}

}  // namespace

TEST_CASE("reconcile tells a person what differs, like its sample") {
  const TempFolder folder;
  folder.write("inbox/documents.csv", kHeader + kOrders);
  folder.write("inbox/items.csv", kItems);
  const ProgramRun run = run_program(reconcile("inbox"), {.folder = folder.path()});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  check_sample("reconcile-short-receipt.txt", run.out);
}

TEST_CASE("--fail-on makes discrepancies count, from its level up") {
  const TempFolder folder;
  folder.write("d.csv", kHeader + kOrders);
  CHECK(run_program(reconcile(folder.path(), {"--fail-on", "medium"})).status == 1);
  CHECK(run_program(reconcile(folder.path(), {"--fail-on", "high"})).status == 0);
  CHECK(run_program(reconcile(folder.path(), {"--fail-on", "never"})).status == 0);
}

TEST_CASE("reconcile --format csv has a row for each discrepancy") {
  const TempFolder folder;
  folder.write("d.csv", kHeader + kOrders);
  const ProgramRun run = run_program(reconcile(folder.path(), {"--format", "csv"}));
  CHECK(run.status == 0);
  CHECK(run.out.starts_with("code,rule,severity,"));
  CHECK(run.out.find("\r\nBILLED_NOT_RECEIVED,Q06,") != std::string::npos);
  CHECK(run.out.find("\r\nQTY_SHORT_RECEIVED,Q01,") != std::string::npos);
}

TEST_CASE("One broken document never harms its neighbours (M-3.8)") {
  const TempFolder folder;
  folder.write("d.csv",
               kHeader + kOrders +
                   "invoiced,INV-2,2026-03-07,ACME,DC01,USD,1,PO-1,10,A-100,lots,EA,,,,,,\n");
  folder.write("cut.edi", "ISA*00*          *00*");
  folder.write("empty.json", "");
  const ProgramRun run = run_program(reconcile(folder.path(), {"--format", "json"}));
  CHECK(run.status == 1);
  const boost::json::value root = json_of(run);
  CHECK(root.at("discrepancies").as_array().size() == 2);
  CHECK(root.at("read").at("rejected") == 3);
  const boost::json::array& rejected = root.at("rejected").as_array();
  REQUIRE(rejected.size() == 3);
  for (const boost::json::value& entry : rejected) {
    CHECK_FALSE(entry.at("errors").as_array().empty());
    CHECK_FALSE(entry.at("errors").at(0).at("message").as_string().empty());
  }
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') >= 3);
}

TEST_CASE("Nothing that could be read ends with 4 and says why") {
  const TempFolder folder;
  std::filesystem::create_directory(folder.path() + "/hollow");
  const std::string prose = folder.write("prose.txt", "Dear all\n");
  for (const std::string& path : {folder.path() + "/hollow", folder.path() + "/missing", prose}) {
    const ProgramRun run = run_program(reconcile(path, {"--format", "json"}));
    INFO(path);
    CHECK(run.status == 4);
    CHECK(run.err.find(path) != std::string::npos);
    CHECK(json_of(run).at("rejected").as_array().size() == 1);
    const ProgramRun text = run_program(reconcile(path));
    CHECK(text.status == 4);
    CHECK(text.out.empty());
    CHECK(text.err == run.err);
  }
  const ProgramRun store = run_program(reconcile(prose, {"--store", "/nonexistent/x.db"}));
  CHECK(store.status == 4);
  CHECK(store.err.find("/nonexistent") != std::string::npos);
}

TEST_CASE("A set that no map reads is not passed over in silence, an acknowledgment is") {
  const std::string head =
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              "
      "*260301*0830*U*00401*000000001*0*P*>~GS*";
  const std::string unknown =
      head +
      "RA*A*B*20260301*0830*1*X*004010~ST*820*0001~BPR*C*100*C*CHK~SE*3*0001~GE*1*1~"
      "IEA*1*000000001~";
  const ProgramRun run = run_program(reconcile("-", {"--format", "json"}), {.input = unknown});
  CHECK(run.status == 4);
  CHECK(json_of(run).at("rejected").at(0).at("errors").at(0).at("code") == "NO_MAP");
  const std::string answer =
      head +
      "FA*A*B*20260301*0830*1*X*004010~ST*997*0001~AK1*SH*1~AK9*A*1*1*1~SE*4*0001~GE*1*1~"
      "IEA*1*000000001~";
  CHECK(run_program(reconcile("-"), {.input = answer}).status == 0);
}

TEST_CASE("A policy with mistakes, or two policies, end with 3") {
  const TempFolder folder;
  folder.write("a/d.csv", kHeader + kOrders);
  const std::string policy = folder.write("a/policy.yaml", "policy: A\ncolour: red\n");
  const ProgramRun wrong = run_program(reconcile(folder.path()));
  CHECK(wrong.status == 3);
  CHECK(wrong.out.empty());
  CHECK(wrong.err.starts_with(policy + ":2:1: "));

  folder.write("a/policy.yaml", "policy: A\n");
  folder.write("b/policy.yaml", "policy: B\n");
  CHECK(run_program(reconcile(folder.path())).status == 3);
  CHECK(run_program(reconcile(folder.path(), {"--policy", policy})).status == 0);
  CHECK(run_program(reconcile(folder.path(), {"--policy", folder.path() + "/none"})).status == 3);
}

TEST_CASE("Reference data counts wherever it stands; a zone nobody knows is reported") {
  const TempFolder folder;
  folder.write("a/d.csv", kHeader + kOrders);
  folder.write("z/sites.csv", "site,timezone\nDC01,Mars/Base\n");
  const ProgramRun run = run_program(reconcile(folder.path(), {"--format", "json"}));
  CHECK(run.status == 1);
  CHECK(run.err.find("unknown time zone 'Mars/Base'") != std::string::npos);
  CHECK(json_of(run).at("discrepancies").as_array().size() == 2);
}

TEST_CASE("A document that does not say when it was counts from when it was accepted") {
  const TempFolder folder;
  const std::string file =
      folder.write("documents.csv",
                   kHeader +
                       "ordered,PO-1,2026-03-01,ACME,DC01,USD,1,PO-1,10,A-100,10,EA,15.00,,,,,\n"
                       "received,WR-1,,ACME,DC01,USD,1,PO-1,10,A-100,10,EA,,,,,,\n");
  const std::string store = folder.path() + "/kept.db";
  const auto discrepancies = [&](const std::string& as_of) {
    return json_of(run_program(
                       {"reconcile", file, "--as-of", as_of, "--store", store, "--format", "json"}))
        .at("discrepancies")
        .as_array();
  };
  CHECK(discrepancies("2026-03-10T08:00:00Z").empty());
  const boost::json::array later = discrepancies("2026-03-10T12:00:01Z");
  REQUIRE(later.size() == 1);
  CHECK(later[0].at("rule") == "E01");
}

TEST_CASE("Standard input is a message like any other") {
  const ProgramRun run =
      run_program(reconcile("-", {"--format", "json"}), {.input = kHeader + kOrders});
  CHECK(run.status == 0);
  CHECK(json_of(run).at("discrepancies").as_array().size() == 2);
}

TEST_CASE(
    "A store goes on from the run before: nothing twice, late receipts clear (M-3.2, M-14.2)") {
  const TempFolder folder;
  const std::string first = folder.write("first.csv", kHeader + kOrders);
  const std::string late = folder.write("late.csv", kHeader + kLateReceipt);
  const std::string store = folder.path() + "/weighbridge.db";
  const std::vector<std::string> keep = {"--store", store, "--format", "json"};

  const ProgramRun opened = run_program(reconcile(first, keep));
  CHECK(opened.status == 0);
  const boost::json::value before = json_of(opened);
  REQUIRE(before.at("cases").as_array().size() == 1);
  const boost::json::value id = before.at("cases").at(0).at("id");

  const boost::json::value again = json_of(run_program(reconcile(first, keep)));
  CHECK(again.at("read").at("repeated") == 1);
  CHECK(again.at("discrepancies") == before.at("discrepancies"));
  CHECK(again.at("cases") == before.at("cases"));
  const boost::json::array& notes = again.at("notes").as_array();
  CHECK(std::count_if(notes.begin(), notes.end(), [](const boost::json::value& note) {
          return note.at("note") == "DUPLICATE_DELIVERY";
        }) == 5);

  const boost::json::value after = json_of(run_program(reconcile(late, keep)));
  CHECK(after.at("discrepancies").as_array().empty());
  REQUIRE(after.at("cases").as_array().size() == 1);
  CHECK(after.at("cases").at(0).at("id") == id);
  CHECK(after.at("cases").at(0).at("status") == "auto_cleared");
  CHECK(after.at("invoices").at(0).at("payable_now") == "1800.00");

  SECTION("cases list and show read what was kept") {
    const ProgramRun list = run_program({"cases", "list", "--store", store, "--format", "json"});
    CHECK(list.status == 0);
    CHECK(json_of(list).at("cases").as_array().size() == 1);
    CHECK(run_program({"cases", "list", "--store", store, "--open"}).out == "No cases.\n");
    CHECK(run_program({"cases", "list", "--store", store, "--supplier", "OTHER"}).out ==
          "No cases.\n");
    CHECK(run_program({"cases", "list", "--store", store, "--code", "QTY_SHORT_RECEIVED"})
              .out.find("auto cleared") != std::string::npos);
    const ProgramRun show = run_program(
        {"cases", "show", std::string(id.as_string()), "--store", store, "--format", "json"});
    const boost::json::value shown = json_of(show);
    CHECK(shown.at("status") == "auto_cleared");
    CHECK(shown.at("discrepancies").as_array().size() == 2);
    CHECK(shown.at("history").as_array().size() >= 2);
    CHECK(run_program({"cases", "show", "DC-2026-99999999", "--store", store}).status == 4);
    CHECK(run_program({"cases", "list", "--store", store, "--state", "lost"}).status == 2);
  }
  SECTION("the ledger holds, and a changed byte is named") {
    const ProgramRun well = run_program({"ledger", "verify", "--store", store});
    CHECK(well.status == 0);
    CHECK(well.out.starts_with("The ledger holds: "));
    std::ifstream in(store, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const std::size_t entry = bytes.find("document.recorded");
    REQUIRE(entry != std::string::npos);
    bytes[entry] = 'D';
    std::ofstream(store, std::ios::binary) << bytes;
    const ProgramRun broken = run_program({"ledger", "verify", "--store", store});
    CHECK(broken.status == 1);
    CHECK(broken.out.empty());
    CHECK(broken.err.find("entry ") != std::string::npos);
  }
}
