// A partner's own files from the folder to the discrepancy, run as a person runs the program; and
// what docs/formats/flat.md shows is what is read.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

std::string page() {
  std::ifstream file(WEIGHBRIDGE_SOURCE_DIR "/docs/formats/flat.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The block of the page that is marked so: "```yaml partner".
std::string block(const std::string& mark) {
  const std::string text = page();
  const std::string fence = "```" + mark + "\n";
  const std::size_t begin = text.find(fence);
  REQUIRE(begin != std::string::npos);
  const std::size_t from = begin + fence.size();
  return text.substr(from, text.find("```", from) - from);
}

/// The page is UTF-8, the partner's files are not.
std::string in_windows_1252(std::string text) {
  for (const auto& [wide, single] : {std::pair("Ö", "\xD6"), std::pair("ß", "\xDF")})
    for (std::size_t at = 0; (at = text.find(wide)) != std::string::npos;)
      text.replace(at, 2, single);
  return text;
}

/// The configuration and the files that the page shows.
void write_example(const TempFolder& folder) {
  folder.write("config/partners/schrauben-mueller.yaml", block("yaml partner"));
  folder.write("config/partners/kansas-steel.yaml", block("yaml fixed"));
  folder.write("in/LS_0302.csv", in_windows_1252(block("csv partner")));
  folder.write("in/KSINV.TXT", block("text fixed"));
  folder.write("in/orders.csv",
               "stage,document_number,supplier,po,po_line,sku,vendor_item,quantity,uom,unit_price,"
               "currency\n"
               "ordered,PO-1,S-MUELLER,PO-1,10,A-100,M8-40,1000,EA,0.125,EUR\n"
               "ordered,PO-1,S-MUELLER,PO-1,20,A-200,U-8,2500,EA,0.012,EUR\n"
               "ordered,PO-3,S-KS,PO-3,0010,B-12,BAR-12,48,EA,2.50,USD\n");
  folder.write("in/receipts.csv",
               "stage,document_number,supplier,po,po_line,sku,quantity,uom,ship_notice,posted_at\n"
               "received,WR-1,S-MUELLER,PO-1,10,A-100,1000,EA,LS-88,2026-03-04\n"
               "received,WR-1,S-MUELLER,PO-1,20,A-200,2400,EA,LS-88,2026-03-04\n"
               "received,WR-2,S-KS,PO-3,0010,B-12,40,EA,,2026-03-04\n");
  folder.write("in/item_aliases.csv",
               "supplier,vendor_item,sku\nS-MUELLER,M8-40,A-100\nS-MUELLER,U-8,A-200\n"
               "S-KS,BAR-12,B-12\n");
}

}  // namespace

TEST_CASE("a folder with a partner's CSV and fixed columns is reconciled") {
  const TempFolder folder;
  write_example(folder);
  const ProgramRun run =
      run_program({"reconcile", folder.path() + "/in", "--config", folder.path() + "/config",
                   "--as-of", "2026-03-10T00:00:00Z", "--format", "csv"});
  INFO(run.err);
  CHECK(run.status == 0);
  INFO(run.out);
  // 2,500 washers by the delivery note in windows-1252, 2,400 by the warehouse.
  CHECK(run.out.find("Shipment LS-88: received 2400 EA against 2500 EA shipped: 100 short.") !=
        std::string::npos);
  // 48 bars by the fixed columns less 1 credited, 40 by the warehouse.
  CHECK(run.out.find("Invoice INV-9001 bills 48 EA, of which 7 EA worth 17.50 USD were not "
                     "received.") != std::string::npos);
  CHECK(run.out.find("CHARGE_NOT_AGREED,C01,low,clerk,") != std::string::npos);
}

TEST_CASE("inspect and map test show what docs/formats/flat.md says they do") {
  const TempFolder folder;
  write_example(folder);
  const std::string partner = folder.path() + "/config/partners/schrauben-mueller.yaml";
  const std::string file = folder.path() + "/in/LS_0302.csv";
  const ProgramRun inspect = run_program({"inspect", file, "--config", folder.path() + "/config"});
  CHECK(inspect.status == 0);
  CHECK(inspect.out.find("read with mueller-lieferschein@1.0.0+schrauben-mueller@1.0.0") !=
        std::string::npos);
  CHECK(inspect.out.find("Öse") != std::string::npos);
  const ProgramRun trace = run_program({"map", "test", partner, file});
  CHECK(trace.status == 0);
  CHECK(trace.out.find(block("text map-test")) != std::string::npos);
  const ProgramRun check = run_program({"config", "check", folder.path() + "/config"});
  CHECK(check.status == 0);
  // The file keeps its map where it comes through a pipe, without a name.
  std::ifstream bytes(file, std::ios::binary);
  std::stringstream text;
  text << bytes.rdbuf();
  const ProgramRun piped =
      run_program({"inspect", "-", "--config", folder.path() + "/config"}, {.input = text.str()});
  CHECK(piped.status == 0);
  CHECK(piped.out.find("mueller-lieferschein") != std::string::npos);
}
