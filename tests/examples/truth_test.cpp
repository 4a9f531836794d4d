// The program, run as a user runs it over the example month, finds exactly what the generator
// planted: every discrepancy, what every invoice pays, and the two files with something unreadable.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "examples/generator/files.hpp"
#include "examples/generator/month.hpp"

namespace {

namespace json = boost::json;

namespace fs = std::filesystem;
using namespace weighbridge;

const fs::path kExamples = WEIGHBRIDGE_SOURCE_DIR "/examples";

using Row = std::map<std::string, std::string>;

/// A tab-separated table with a heading line.
std::vector<Row> table(const fs::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  const auto cells = [](const std::string& line) {
    std::vector<std::string> out;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, '\t');) out.push_back(cell);
    return out;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> values = cells(line);
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i)
      row[names[i]] = i < values.size() ? values[i] : "";
    rows.push_back(row);
  }
  return rows;
}

/// Runs the program over `examples`/march-2026.
json::value reconcile(const fs::path& examples) {
  const std::string command = WEIGHBRIDGE_BINARY_DIR "/weighbridge reconcile '" +
                              (examples / "march-2026").string() +
                              "' --as-of 2026-04-05T00:00:00Z --format json 2>/dev/null";
  INFO(command);
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 65536> part{};
  for (std::size_t n = 0; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
    out.append(part.data(), n);
  const int status = ::pclose(pipe);
  REQUIRE(WEXITSTATUS(status) == 1);  // well done, but two documents could not be read
  return json::parse(out);
}

/// The committed month, reconciled once for all tests of this file.
const json::object& result() {
  static const json::value parsed = reconcile(kExamples);
  return parsed.as_object();
}

std::string text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

/// Rules whose truth names the invoice they are found on.
bool on_an_invoice(std::string_view rule) {
  static const std::set<std::string_view> kRules{"Q06", "Q07", "Q09", "P01", "P02",
                                                 "P04", "U01", "R01", "R02", "D01"};
  return kRules.count(rule) == 1;
}

std::string key_of(const Row& d) {
  return d.at("rule") + " " + d.at("supplier") + " " + d.at("po") + "/" + d.at("po_line") + " " +
         d.at("sku") + " invoice " + d.at("invoice") + " stock " + d.at("stock") + " quantity " +
         d.at("quantity") + " impact " + d.at("impact") + " " + d.at("class") +
         (d.at("auto_resolved") == "yes" ? " auto-resolved" : "");
}

Row row_of(const json::object& d) {
  Row row;
  for (const char* const name :
       {"rule", "supplier", "po", "po_line", "sku", "quantity", "impact", "class"})
    row[name] = text(d, name);
  const json::value* resolved = d.if_contains("auto_resolved");
  row["auto_resolved"] = resolved != nullptr && resolved->as_bool() ? "yes" : "no";
  if (on_an_invoice(row["rule"])) {
    const json::value* invoices = d.at("documents").as_object().if_contains("invoice");
    if (invoices != nullptr && !invoices->as_array().empty())
      row["invoice"] = json::value_to<std::string>(invoices->as_array().front());
  }
  row["invoice"];
  const std::string order = text(d, "order");
  row["stock"] = order.empty() ? text(d, "event") : order + "/" + text(d, "line");
  return row;
}

void check_discrepancies(const json::object& reconciled, const fs::path& examples) {
  std::multiset<std::string> expected;
  for (const Row& row : table(examples / "march-2026-truth/discrepancies.tsv"))
    expected.insert(key_of(row));
  std::multiset<std::string> found;
  for (const json::value& d : reconciled.at("discrepancies").as_array())
    found.insert(key_of(row_of(d.as_object())));

  std::vector<std::string> missed;
  std::vector<std::string> invented;
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                      std::back_inserter(missed));
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                      std::back_inserter(invented));
  for (const std::string& one : missed) FAIL_CHECK("missed: " << one);
  for (const std::string& one : invented) FAIL_CHECK("not planted: " << one);
  CHECK(found.size() > 30);
}

void check_invoices(const json::object& reconciled, const fs::path& examples) {
  std::map<std::string, const json::object*> found;
  for (const json::value& i : reconciled.at("invoices").as_array()) {
    const json::object& invoice = i.as_object();
    found[text(invoice, "supplier") + " " + text(invoice, "invoice")] = &invoice;
  }
  const std::vector<Row> truth = table(examples / "march-2026-truth/invoices.tsv");
  for (const Row& row : truth) {
    const std::string key = row.at("supplier") + " " + row.at("invoice");
    INFO(key);
    const auto invoice = found.find(key);
    REQUIRE(invoice != found.end());
    for (const char* const name : {"gross", "payable_now", "blocked", "disputed", "waiting"}) {
      INFO(name);
      CHECK(text(*invoice->second, name) == row.at(name));
    }
  }
  CHECK(found.size() == truth.size());
}

TEST_CASE("examples: reconcile finds exactly the planted discrepancies") {
  check_discrepancies(result(), kExamples);
}

TEST_CASE("examples: every invoice pays what it should (M-8.13)") {
  check_invoices(result(), kExamples);
}

TEST_CASE("examples: so it does in other months than the committed one") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    INFO("seed " << seed);
    const fs::path folder =
        fs::temp_directory_path() / ("weighbridge-month-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    generator::Month month = generator::plan_month(seed);
    for (const auto& [path, content] : generator::write_month(month)) {
      fs::create_directories((folder / path).parent_path());
      std::ofstream(folder / path, std::ios::binary) << content;
    }
    const json::value reconciled = reconcile(folder);
    check_discrepancies(reconciled.as_object(), folder);
    check_invoices(reconciled.as_object(), folder);
    fs::remove_all(folder);
  }
}

TEST_CASE("examples: every amount is in the order's currency, also where the invoice names none") {
  for (const json::value& d : result().at("discrepancies").as_array()) {
    INFO(d);
    CHECK(text(d.as_object(), "currency") == "USD");
  }
  CHECK(result().at("totals").as_object().at("amount").as_object().size() == 1);
}

TEST_CASE("examples: only what cannot be read is rejected, and neighbours go on") {
  std::set<std::string> expected;
  for (const Row& row : table(kExamples / "march-2026-truth/rejected.tsv"))
    expected.insert(row.at("file"));
  std::set<std::string> found;
  for (const json::value& r : result().at("rejected").as_array()) {
    const std::string file = text(r.as_object(), "file");
    found.insert(file.substr(file.find("edi/")));
    CHECK_FALSE(r.as_object().at("errors").as_array().empty());
  }
  CHECK(found == expected);
}

TEST_CASE("examples: a file sent twice is noted and changes nothing (M-3.2)") {
  const json::array& notes = result().at("notes").as_array();
  const auto repeated = std::count_if(notes.begin(), notes.end(), [](const json::value& note) {
    return text(note.as_object(), "note") == "DUPLICATE_DELIVERY";
  });
  CHECK(repeated > 0);
}

}  // namespace
