#include "gateway/receive/whole_file.hpp"

#include <string>

#include <catch2/catch.hpp>

using weighbridge::receive::missing_end;

namespace {

const std::string kX12 =
    "ISA*00*          *00*          *ZZ*ACME           *ZZ*NORTHGATE      *260302*1200*U*00401*"
    "000000905*0*P*>~GS*SH*ACME*NORTHGATE*20260302*1200*1*X*004010~ST*856*0001~SE*2*0001~GE*1*1~"
    "IEA*1*000000905~";
const std::string kXml =
    "<?xml version=\"1.0\"?>\n<!-- a note -->\n<cac:Invoice><ID>1</ID></cac:Invoice >\n";

std::string_view missing(const std::string& text) {
  return missing_end(text, text);
}

}  // namespace

TEST_CASE("an X12 file that broke off is told from a whole one at every byte", "[folder]") {
  CHECK(missing(kX12).empty());
  CHECK(missing(kX12 + "\r\n").empty());
  for (std::size_t n = 4; n + 1 < kX12.size(); ++n) {
    CAPTURE(n);
    REQUIRE(missing(kX12.substr(0, n)) == "the segment IEA");
  }
  CHECK(missing(kX12.substr(0, kX12.size() - 1)).empty());  // without its last terminator
}

TEST_CASE("the end of other formats is looked for as well", "[folder]") {
  CHECK(missing("UNB+UNOC:3+A+B+260302:1200+7'UNZ+1+7'\n").empty());
  CHECK(missing("UNB+UNOC:3+A+B+260302:1200+7'UNH+1+DESADV:D:96A:UN'") == "the segment UNZ");
  CHECK(missing("UNB+UNOC:3+A+B+260302:1200+7'UNZ+1+") == "the segment UNZ");
  CHECK(missing("UNA:+.?*~UNB+UNOC:3+A+B+260302:1200+7~UNZ+1+7~").empty());
  CHECK(missing(kXml).empty());
  CHECK(missing("\xEF\xBB\xBF" + kXml).empty());
  CHECK(missing("<Invoice><ID>1</ID>") == "the closing tag of the root element");
  CHECK(missing("<Invoice><ID>1</ID></Invoi") == "the closing tag of the root element");
  CHECK(missing("{\"a\": 1}\n").empty());
  CHECK(missing("[{\"a\": 1}").empty());  // a bracket is a bracket; the reader counts them
  CHECK(missing("{\"a\": 1, ") == "the closing bracket");
  CHECK(missing("stage,document_number\nshipped,1").empty());  // CSV has no end to be seen
}
