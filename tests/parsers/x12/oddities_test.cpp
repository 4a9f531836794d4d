// What real senders do to their messages, undone and told (docs/formats/x12.md).
#include <algorithm>

#include <catch2/catch.hpp>

#include "parsers/x12/unwrapped_source.hpp"
#include "tests/parsers/x12/reading.hpp"

using namespace weighbridge;

namespace {

const std::string kNotice =
    "ISA*00*          *00*          *ZZ*ACME           *ZZ*NORTHDC        *260302*0815*U*00401*"
    "000000042*0*P*>~GS*SH*ACME*NORTHDC*20260302*0815*42*X*004010~ST*856*0001~"
    "BSN*00*SHP-1*20260302*0810~HL*1**S~HL*2*1*O~PRF*PO-1~HL*3*2*I~LIN*1*BP*A-100~SN1**48*EA~"
    "HL*4*2*I~LIN*2*BP*A-200~SN1**5*CA~CTT*4*53~SE*13*0001~GE*1*42~IEA*1*000000042~";

std::string wrapped(const std::string& text, std::size_t width, const std::string& line_end) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += width)
    out += text.substr(at, width) + (at + width < text.size() ? line_end : "");
  return out;
}

std::string unwrapped(const std::string& text, std::size_t room_size = 7) {
  MemorySource bytes(text);
  x12::UnwrappedSource source(bytes);
  std::string out;
  std::string room(room_size, '\0');
  for (std::size_t n = source.read(room); n > 0; n = source.read(room)) out += room.substr(0, n);
  return out;
}

}  // namespace

TEST_CASE("lines wrapped inside segments are put together", "[x12][oddities]") {
  for (const std::size_t width : {60U, 72U, 80U, 81U})
    for (const char* line_end : {"\n", "\r\n"}) {
      INFO(width);
      CHECK(unwrapped(wrapped(kNotice, width, line_end)) == kNotice);
    }
}

TEST_CASE("an unwrapped offset leads back into the message", "[x12][oddities]") {
  const std::string text = wrapped(kNotice, 80, "\r\n");
  MemorySource bytes(text);
  x12::UnwrappedSource source(bytes);
  std::string room(4096, '\0');
  while (source.read(room) > 0) {
  }
  CHECK(source.width() == 80);
  for (const char* part : {"BSN*", "SN1**48", "IEA*"})
    CHECK(text[static_cast<std::size_t>(source.offset_in_message(kNotice.find(part)))] == part[0]);
}

TEST_CASE("what is not wrapped passes byte by byte", "[x12][oddities]") {
  std::string lines = kNotice;
  for (std::size_t at = lines.find('~'); at != std::string::npos; at = lines.find('~', at + 2))
    lines.insert(at + 1, "\n");
  for (const std::string& text :
       {kNotice, lines, std::string("ISA"), std::string(), kNotice.substr(0, 200) + "\n\n\n"}) {
    CHECK(unwrapped(text) == text);
  }
}

TEST_CASE("after a shorter line nothing is taken out any more", "[x12][oddities]") {
  const std::string text = wrapped(kNotice, 80, "\n") + "\n" + kNotice;
  CHECK(unwrapped(text) == kNotice + "\n" + kNotice);
}

TEST_CASE("segments run together by a lost terminator are read apart", "[x12][oddities]") {
  for (const char* end : {"\n", "\r\n", "~\n"}) {
    const std::string good = end[0] == '~' ? "$" : "~";
    std::string text = kNotice;
    for (char& c : text)
      if (c == '~') c = good[0];
    text.replace(text.find(good + "SN1*"), 1, end);
    text.replace(text.find(good + "HL*3"), 1, end);
    INFO(text);
    CHECK(x12::sets_of(text) == std::vector<std::string>{"856 0001 accepted"});
    const auto findings = x12::findings_of(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].find("terminator") != std::string::npos);
    CHECK(findings[0].find("2 segments begin behind a line end") != std::string::npos);
  }
}

TEST_CASE("a line end in a text begins no segment", "[x12][oddities]") {
  const auto findings = x12::findings_of(x12::interchange_of(
      "856",
      "BSN*00*SHP-1*20260302*0810~HL*1**S~HL*2*1*O~PRF*PO-1~HL*3*2*I~LIN*1*BP*A-100~SN1**48*EA~"
      "PID*F****two\nlines*~"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].find("terminator") == std::string::npos);
}

TEST_CASE("totals that do not agree are told", "[x12][totals]") {
  const auto codes = [](std::string_view set, const std::string& body) {
    std::string all;
    for (const std::string& line : x12::findings_of(x12::interchange_of(set, body)))
      if (line.find("functional_group") == std::string::npos)  // the helper always sends IN or SH
        all += line.substr(0, line.find(" says")) + ";";
    return all;
  };
  const std::string order = "BEG*00*SA*PO-1**20260220~PO1*1*12.5*EA*1**BP*A~PO1*2*7*EA*1**BP*B~";
  CHECK(codes("850", order + "CTT*2*19.5~").empty());
  CHECK(codes("850", order + "CTT*2*132~").empty());  // 125 and 7: digits without the point
  CHECK(codes("850", order + "CTT*2*32~").empty());   // cut on the left
  CHECK(codes("850", order + "CTT*2~").empty());
  CHECK(codes("850", order + "CTT*3*19.5~") ==
        "set warning control_total CTT01 CTT01 Number of Line Items;");
  CHECK(codes("850", order + "CTT*2*20~").find("hash_total CTT02") != std::string::npos);
  const std::string advice = "W17*F*20260305*WR-44~N1*WH*X*92*W31~W07*40*EA**VN*A~W07*24*EA**VN*B~";
  CHECK(codes("944", advice + "W14*64~").empty());
  CHECK(codes("944", advice + "W14*65~").find("hash_total W1401") != std::string::npos);
}
