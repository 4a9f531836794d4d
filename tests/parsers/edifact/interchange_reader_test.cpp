// UNA to UNZ: separators, envelopes, and the text in between.
#include <catch2/catch.hpp>

#include "parsers/utf8.hpp"
#include "tests/parsers/edifact/reading.hpp"

namespace weighbridge::edifact {
namespace {

constexpr std::string_view kBody = "BGM+351+DES1+9'DTM+137:20260301:102'";

using Lines = std::vector<std::string>;

TEST_CASE("edifact: an interchange without a flaw") {
  CHECK(read_all(desadv_of(kBody)) ==
        Lines{"begin", "group implied", "message DESADV 1 accepted 4 segments",
              "  UNH 1 | DESADV:D:96A:UN", "  BGM 351 | DES1 | 9", "  DTM 137:20260301:102",
              "  UNT 4 | 1", "group end", "interchange 77 from 4012345000009"});
}

TEST_CASE("edifact: the UNA says what separates, in nine characters or with its blank lost") {
  const std::string plain = desadv_of(kBody);
  CHECK(read_all("UNA:+.? '\r\n" + plain) == read_all(plain));
  CHECK(read_all("\xEF\xBB\xBFUNA:+.?'\n" + plain) == read_all(plain));
  const std::string odd =
      "UNA^*,? $UNB*UNOA^3*A*B*260301^1015*5$UNH*1*DESADV^D^96A^UN$BGM*351*X?*1$"
      "DTM*137^20260301^102$UNT*4*1$UNZ*1*5$";
  CHECK(segments_of(odd) ==
        Lines{"UNH 1 | DESADV:D:96A:UN", "BGM 351 | X*1", "DTM 137:20260301:102", "UNT 4 | 1"});
  CHECK(findings_of(odd).empty());
}

TEST_CASE("edifact: a byte beyond ASCII separates nothing, whatever the UNA says") {
  const std::string text = desadv_of(
      "FTX+AAA+++Stra\xC3\x9F"
      "e'",
      "D:96A:UN", "UNOW:4");
  for (const char* una : {"UNA:+.\xC3*'", "UNA:+.?\x9F'", "UNA:\xC3.?*'", "UNA:+.?*\xC3"}) {
    std::string lines;
    for (const std::string& line : segments_of(una + text)) lines += line + '\n';
    INFO(lines);
    CHECK(find_malformed_utf8(lines) == std::string_view::npos);
  }
}

TEST_CASE("edifact: without UNA the header shows its separators") {
  const std::string lines =
      "UNB+UNOA:3+A+B+260301:1015+5\nUNH+1+DESADV:D:96A:UN\nBGM+351+X+9\nDTM+137:20260301:102\n"
      "UNT+4+1\nUNZ+1+5\n";
  CHECK(findings_of(lines).empty());
  CHECK(segments_of(lines).size() == 4);
  const std::string quotes =
      "UNB\"UNOB=1\"A=14\"B=14\"260301=1015\"5;UNH\"1\"DESADV=D=96A=UN;BGM\"351\"X;"
      "DTM\"137=20260301=102;UNT\"4\"1;UNZ\"1\"5;";
  CHECK(findings_of(quotes).empty());
  CHECK(segments_of(quotes).at(2) == "DTM 137:20260301:102");
}

TEST_CASE("edifact: a released separator is data") {
  const std::string text =
      desadv_of("BGM+351+A?+B??+9'DTM+137:20260301:102'RFF+ON:P?:1?'2'NAD+SU+4?+5::9'");
  CHECK(segments_of(text) == Lines{"UNH 1 | DESADV:D:96A:UN", "BGM 351 | A+B? | 9",
                                   "DTM 137:20260301:102", "RFF ON:P:1'2", "NAD SU | 4+5::9",
                                   "UNT 6 | 1"});
  CHECK(findings_of(text).empty());
  for (const std::size_t piece : {1U, 2U, 3U, 7U}) CHECK(read_all(text, piece) == read_all(text));
}

TEST_CASE("edifact: lines wrapped at one width are joined, tags and references too") {
  const std::string text =
      desadv_of("BGM+351+DES1+9'DTM+137:20260301:102'RFF+ON:PO-4711-2026'NAD+SU+4012345000009::9'");
  std::string wrapped;
  for (std::size_t at = 0; at < text.size(); at += 20) wrapped += text.substr(at, 20) + "\r\n";
  CHECK(segments_of(wrapped) == segments_of(text));
  const Lines findings = findings_of(wrapped);
  REQUIRE(findings.size() == 1);
  CHECK(any_begins(findings, "warning lines_wrapped"));
}

TEST_CASE("edifact: a line end in a text becomes a blank, beside a separator nothing") {
  const std::string text = desadv_of(
      "BGM+351+DES1+9'\nDTM+137:20260301:102'\nCPS+1'\nLIN+1'\n"
      "IMD+F++:::Bolt\nM8\r\n'\nQTY+12:\n5'\n");
  const Lines segments = segments_of(text);
  REQUIRE(segments.size() == 8);
  CHECK(segments[5] == "IMD F |  | :::Bolt M8");
  CHECK(segments[6] == "QTY 12:5");
  CHECK(any_begins(findings_of(text), "warning line_end IMD"));
}

TEST_CASE("edifact: bytes are read by the announced character set, and leave as UTF-8") {
  const auto name = [](std::string_view syntax, std::string_view bytes) {
    return segments_of(desadv_of("BGM+351+" + std::string(bytes) + "'", "D:96A:UN", syntax)).at(1);
  };
  CHECK(name("UNOC:3", "M\xFCller") == "BGM 351 | Müller");
  CHECK(name("UNOD:3",
             "\xA3\xF3"
             "d\xBC") == "BGM 351 | Łódź");
  CHECK(name("UNOE:3", "\xBC\xD8\xE0") == "BGM 351 | Мир");
  CHECK(name("UNOF:3", "\xC1\xE8\xDE\xED\xE1") == "BGM 351 | Αθήνα");
  CHECK(name("UNOK:3", "\xDDzmir") == "BGM 351 | İzmir");
  CHECK(name("UNOL:3", "5 \xA4") == "BGM 351 | 5 €");
  CHECK(name("UNOW:4", "M\xC3\xBCller") == "BGM 351 | Müller");
  CHECK(name("UNOA:3", "M\xC3\xBCller") == "BGM 351 | Müller");
}

TEST_CASE("edifact: another encoding than announced is read and told") {
  const auto findings = [](std::string_view syntax, std::string_view bytes) {
    return findings_of(
        desadv_of("BGM+351+" + std::string(bytes) + "'DTM+137:20260301:102'", "D:96A:UN", syntax));
  };
  CHECK(findings("UNOC:3", "M\xFCller").empty());
  CHECK(findings("UNOW:4", "M\xC3\xBCller").empty());
  CHECK(any_begins(findings("UNOW:4", "M\x81ller \x80"), "warning character_set"));
  CHECK(any_begins(findings("UNOA:3", "M\xC3\xBCller"), "note character_set"));
}

TEST_CASE("edifact: repetitions are those of syntax 4") {
  const Lines four = findings_of(
      desadv_of("BGM+351+X'DTM+137:20260301:102*11:20260301:102'", "D:01B:UN", "UNOC:4"));
  CHECK(four.empty());
  CHECK(any_begins(findings_of(desadv_of("BGM+351+X'DTM+137:20260301*1:102'")),
                   "warning 39 DTM01-3") == false);
}

TEST_CASE("edifact: envelopes that do not add up are told by the numbers of 0085") {
  const std::string good = desadv_of(kBody);
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return findings_of(text);
  };
  CHECK(any_begins(with("UNZ+1+77", "UNZ+2+77"), "error 29 UNZ01"));
  CHECK(any_begins(with("UNZ+1+77", "UNZ+1+78"), "error 28 UNZ02"));
  CHECK(any_begins(with("UNT+4+1", "UNT+5+1"), "error 29 UNT01"));
  CHECK(any_begins(with("UNT+4+1", "UNT+4+2"), "error 28 UNT02"));
  CHECK(any_begins(with("UNT+4+1'", ""), "error 13 UNH The message has no UNT"));
  CHECK(any_begins(with("UNZ+1+77'", ""), "error 13  The message ends inside interchange 77"));
  CHECK(any_begins(with("UNB+UNOC:3", "UNB+IATB:1"), "warning 2 UNB01"));
  CHECK(any_begins(with("260301:1015", "260399:1015"), "warning 12 UNB04"));
}

TEST_CASE("edifact: groups, their counts and their references") {
  const std::string text =
      "UNB+UNOA:3+A+B+260301:1015+5'UNG+DESADV+A+B+260301:1015+9+UN+D:96A'"
      "UNH+1+DESADV:D:96A:UN'BGM+351+X+9'DTM+137:20260301:102'UNT+4+1'UNE+2+8'UNZ+2+5'";
  const Lines lines = read_all(text);
  CHECK(any_begins(lines, "group 9"));
  CHECK(any_begins(findings_of(text), "error 29 UNE01"));
  CHECK(any_begins(findings_of(text), "error 28 UNE02"));
  CHECK(any_begins(findings_of(text), "error 29 UNZ01 UNZ says '2' groups"));
}

TEST_CASE("edifact: messages without an interchange are read, and told") {
  const Lines lines = read_all("UNH+1+DESADV:D:96A:UN'BGM+351+X+9'DTM+137:20260301:102'UNT+4+1'");
  CHECK(any_begins(lines, "message DESADV 1 accepted 4 segments"));
  CHECK(any_begins(lines, "  ! warning 13"));
}

TEST_CASE("edifact: of two UNB one after the other each adds what the other lacks") {
  const std::string text =
      "UNB+++++4'UNB+UNOA:3+A:14+B:14+260301:1015'UNH+1+DESADV:D:96A:UN'BGM+351+X+9'"
      "DTM+137:20260301:102'UNT+4+1'UNZ+1+4'";
  const Lines lines = read_all(text);
  CHECK(any_begins(lines, "interchange 4 from A"));
  CHECK(any_begins(findings_of(text), "warning 33 UNB"));
  CHECK_FALSE(any_begins(findings_of(text), "error"));
}

TEST_CASE("edifact: several interchanges, and junk between them") {
  const std::string one = desadv_of(kBody);
  std::string two = one;
  two.replace(two.find("+77'"), 3, "+78").replace(two.rfind("+77'"), 3, "+78");
  const Lines lines = read_all(one + "\r\nSee below.\r\n" + "UNA:+.? '" + two + "\x1A");
  CHECK(any_begins(lines, "interchange 77"));
  CHECK(any_begins(lines, "interchange 78"));
  CHECK(any_begins(lines, "  ! warning junk"));
  CHECK(any_begins(findings_of(one + one), "warning 26 UNB"));
}

TEST_CASE(
    "edifact: separators of one interchange are not those of the next, unless it shows them") {
  const std::string odd =
      "UNA^*.? $UNB*UNOA^3*A*B*260301^1015*5$UNH*1*DESADV^D^96A^UN$BGM*351*X*9$"
      "DTM*137^20260301^102$UNT*4*1$UNZ*1*5$";
  std::string again = odd.substr(9);
  again.replace(again.find("*5$"), 2, "*6").replace(again.rfind("*5$"), 2, "*6");
  CHECK(findings_of(odd + desadv_of(kBody)).empty());
  CHECK(findings_of(odd + again + desadv_of(kBody)).empty());
  CHECK(segments_of(odd + again + desadv_of(kBody)).size() == 12);
}

TEST_CASE("edifact: a UNB where the UNZ should be begins the next interchange") {
  std::string cut = desadv_of(kBody);
  cut.resize(cut.find("UNZ"));
  const Lines lines = read_all(cut + desadv_of(kBody, "D:01B:UN"));
  CHECK(std::count(lines.begin(), lines.end(), "begin") == 2);
  CHECK(any_begins(lines, "  ! error 13  The next UNB stands where the UNZ"));
}

TEST_CASE("edifact: an object that is no EDIFACT is passed over") {
  const std::string text =
      "UNB+UNOW:4+A+B+20260301:1015+5'UNH+1+DESADV:D:01B:UN'BGM+351+X+9'DTM+137:20260301:102'"
      "UNT+4+1'UNO+1+P1+1+12'binary'stuffUNP+12+1'UNZ+1+5'";
  CHECK(findings_of(text).empty());
}

TEST_CASE("edifact: what has no end, or no beginning, is told") {
  ReaderLimits limits;
  limits.segment_bytes_max = 200;
  limits.message_bytes_max = 300;
  CHECK_FALSE(findings_of("UNB+UNOA:3+A+B+260301:1015+5" + std::string(1000, 'x'), limits).empty());
  CHECK(any_begins(findings_of("hello"), "error not_edifact"));
  CHECK(any_begins(findings_of(" "), "error empty"));
  std::string body(kBody);
  for (int i = 0; i < 40; ++i) body += "DTM+137:20260301:102'";
  CHECK(any_begins(findings_of(desadv_of(body), limits), "error 18 UNH Message 1 is larger"));
}

TEST_CASE("edifact: the pieces in which bytes come make no difference") {
  const std::string text = "UNA:+.? '\r\n" + desadv_of(
                                                 "BGM+351+A?+B'\r\nDTM+137:20260301:102'\r\n"
                                                 "CPS+1'\r\nLIN+1++4012345000016:EN'\r\n"
                                                 "QTY+12:5:PCE'\r\n");
  for (std::size_t piece = 1; piece < 40; ++piece) CHECK(read_all(text, piece) == read_all(text));
}

}  // namespace
}  // namespace weighbridge::edifact
