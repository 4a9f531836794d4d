#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include "gateway/cli/reconcile_csv.hpp"
#include "gateway/cli/reconcile_json.hpp"
#include "gateway/cli/reconcile_text.hpp"
#include "tests/gateway/cli/report_values.hpp"
#include "tests/gateway/sample_text.hpp"

using namespace weighbridge;
using namespace weighbridge::cli;

TEST_CASE("The JSON of a reconciliation has what the contract pins (M-0.1, M-0.2, M-0.3)") {
  const boost::json::value root = boost::json::parse(reconcile_json(sample_report()));
  CHECK(root.at("as_of") == "2026-03-31T00:00:00Z");
  CHECK(root.at("read").at("messages") == 5);
  CHECK(root.at("read").at("receipts") == 6);
  CHECK(root.at("read").at("lines") == 7);
  CHECK(root.at("read").at("rejected") == 1);
  CHECK(root.at("matched_lines") == 1);

  const boost::json::value& error = root.at("rejected").at(0).at("errors").at(0);
  CHECK(error.at("code") == "3");
  CHECK(error.at("segment") == "SE");
  CHECK(error.at("position") == 9);
  CHECK(error.at("element") == 1);

  const boost::json::value& first = root.at("discrepancies").at(0);
  for (const char* name :
       {"code",   "supplier",    "po",       "po_line", "sku",        "documents", "expected",
        "actual", "quantity",    "uom",      "amount",  "currency",   "rule",      "impact",
        "class",  "line_effect", "severity", "cause",   "confidence", "evidence",  "owner"}) {
    INFO(name);
    CHECK(first.as_object().contains(name));
  }
  CHECK(first.at("code") == "PRICE_OVER");
  CHECK(first.at("rule") == "P01");
  CHECK(first.at("amount") == "66.00");
  CHECK_FALSE(first.as_object().contains("auto_resolved"));
  const boost::json::value& short_received = root.at("discrepancies").at(2);
  CHECK(short_received.at("cause") == "physical_handling");
  CHECK(short_received.at("confidence") == "0.50");
  CHECK(root.at("discrepancies").at(3).at("auto_resolved") == true);

  const boost::json::value& opened = root.at("cases").at(0);
  CHECK(opened.at("discrepancies") == boost::json::array({0, 1, 2}));
  CHECK(opened.at("amount") == "222.00");
  CHECK(opened.at("status") == "new");

  CHECK(root.at("invoices").at(0).at("payable_now") == "1650.00");
  CHECK(root.at("lines").at(0).at("state") == "EXCEPTION");
  CHECK(root.at("lines").at(0).at("billed") == "120");
  CHECK(root.at("notes").at(0).at("note") == "WITHIN_TOL");
  CHECK(root.at("totals").at("discrepancies") == 4);
  CHECK(root.at("totals").at("amount").at("USD") == "222.00");
  CHECK(root.at("totals").at("by_class").at("USD").at("stock") == "150.00");
}

TEST_CASE("An impact in the buyer's favour is negative, its amount is not (M-0.2)") {
  pipeline::Report report = sample_report();
  report.judgement.discrepancies[0].impact = usd("-66.00");
  const boost::json::value root = boost::json::parse(reconcile_json(report));
  CHECK(root.at("discrepancies").at(0).at("impact") == "-66.00");
  CHECK(root.at("discrepancies").at(0).at("amount") == "66.00");
}

TEST_CASE("Discrepancies of transfers and events carry their own anchors") {
  pipeline::Report report = sample_report();
  matching::Anchor& transfer = report.judgement.discrepancies[0].anchor;
  transfer = {};
  transfer.order = "TO-7";
  transfer.line = "1";
  report.judgement.discrepancies[1].anchor = {};
  report.judgement.discrepancies[1].anchor.event = "C-1";
  const boost::json::value root = boost::json::parse(reconcile_json(report));
  const boost::json::object& moved = root.at("discrepancies").at(0).as_object();
  CHECK(moved.at("order") == "TO-7");
  CHECK(moved.at("line") == "1");
  CHECK_FALSE(moved.contains("po"));
  CHECK(root.at("discrepancies").at(1).at("event") == "C-1");
}

TEST_CASE("The CSV has one row a discrepancy and is safe to open in a spreadsheet") {
  pipeline::Report report = sample_report();
  report.judgement.discrepancies[0].sku = "=1+1";
  const std::string csv = reconcile_csv(report);
  CHECK(csv.starts_with("code,rule,severity,owner,case,supplier,po,po_line,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 5);
  CHECK(csv.find("\"'=1+1\"") != std::string::npos);
}

TEST_CASE("The text of a reconciliation reads like its sample") {
  check_sample("reconcile-report.txt", reconcile_text(sample_report(), {false, 100}));
}

TEST_CASE("A reconciliation without differences says so at once") {
  pipeline::Report report;
  report.as_of = *parse_instant("2026-03-31T08:05:00Z");
  report.read = {1, 4, 4, 0, 0};
  report.judgement.matched_lines = 1;
  report.judgement.lines.resize(1);
  report.judgement.lines[0].state = matching::LineState::matched;
  check_sample("reconcile-clean.txt", reconcile_text(report, {false, 100}));
}
