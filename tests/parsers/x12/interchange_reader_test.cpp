// Framing: whatever the separators and decorations, the same sets come out; whatever is broken, its
// neighbours are read.
#include "parsers/x12/interchange_reader.hpp"

#include <catch2/catch.hpp>

#include "tests/parsers/x12/reading.hpp"
#include "tests/parsers/x12/tables.hpp"

namespace weighbridge::x12 {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// The elements of all segments, without offsets: what must not depend on decoration.
std::vector<std::string> contents(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string& line : read_all(text))
    if (line.starts_with("  ")) lines.push_back(line.substr(line.find(' ', 2) + 1));
  return lines;
}

TEST_CASE("x12 reader: a ship notice and an invoice of a clean file") {
  CHECK(sets_of(sample("ship-notice-sopi.edi")) == std::vector<std::string>{"856 7001 accepted"});
  CHECK(findings_of(sample("ship-notice-sopi.edi")).empty());
  CHECK(sets_of(sample("invoice-with-charges.edi")) ==
        std::vector<std::string>{"810 7101 accepted"});
  CHECK(findings_of(sample("invoice-with-charges.edi")).empty());
}

TEST_CASE("x12 reader: decoration changes nothing") {
  const std::string plain = sample("ship-notice-sopi.edi");
  const std::vector<std::string> expected = contents(plain);
  REQUIRE(expected.size() == 28);
  const std::vector<std::pair<std::string, std::string>> decorated{
      {"one line", replaced(plain, "\n", "")},
      {"CR LF", replaced(plain, "\n", "\r\n")},
      {"byte order mark", "\xEF\xBB\xBF" + plain},
      {"blank lines before", "\r\n\n  " + plain},
      {"indentation", replaced(plain, "\n", "\n\t  ")},
      {"blank lines between", replaced(plain, "\n", "\n\n")},
      {"LF terminator", replaced(plain, "~\n", "\n")},
      {"CR LF terminator", replaced(plain, "~\n", "\r\n")},
      {"CR terminator", replaced(plain, "~\n", "\r")},
      {"apostrophe", replaced(plain, "~", "'")},
      {"control characters", replaced(replaced(plain, "~", "\x15"), "*", "\x07")},
      {"UTF-8 terminator", replaced(plain, "~\n", "\xC3\x96")},
      {"two-byte terminator", replaced(plain, "~\n", "|!\n")},
      {"end of file mark", plain + "\x1A"},
      {"no last terminator", plain.substr(0, plain.size() - 2)},
      {"no last terminator, line end", plain.substr(0, plain.size() - 2) + "\r\n"},
      {"unpadded ISA", replaced(replaced(plain, "          ", " "), "     *", "*")},
      {"no component separator", replaced(plain, "*P*>~", "*P*~")},
  };
  for (const auto& [name, text] : decorated) {
    INFO(name);
    CHECK(contents(text) == expected);
    CHECK_FALSE(any_begins(findings_of(text), "set"));
  }
}

TEST_CASE("x12 reader: the source's pieces do not matter") {
  const std::string text = replaced(sample("ship-notice-sopi.edi"), "~\n", "\xC3\x96\r\n") +
                           sample("invoice-with-charges.edi") +
                           replaced(sample("ship-notice-sopi.edi"), "~\n", "\r\n");
  const std::vector<std::string> whole = read_all(text);
  const std::string runs = replaced(replaced(text, "~\n", "\xA1\xA1\xA1\xA1\xA1"),
                                    "\xA1\xA1\xA1\xA1\xA1GS", "\xA1\xA1\xA1\xA1GS");
  REQUIRE(sets_of(text).size() == 3);
  CHECK(read_all(runs, 5) == read_all(runs));  // terminators that overlap
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U, 1000U}) {
    INFO("pieces of " << piece);
    CHECK(read_all(text, piece) == whole);
  }
}

TEST_CASE("x12 reader: a long message slides through a small buffer") {
  std::string text;
  for (int i = 0; i < 2000; ++i)
    text += i % 2 == 0 ? sample("ship-notice-sopi.edi") : sample("invoice-with-charges.edi");
  const std::vector<std::string> sets = sets_of(text);
  CHECK(sets.size() == 2000);
  CHECK(std::count(sets.begin(), sets.end(), "856 7001 accepted") == 1000);
  CHECK(std::count(sets.begin(), sets.end(), "810 7101 accepted") == 1000);
}

TEST_CASE("x12 reader: interchanges with other separators follow one another") {
  const std::string text =
      sample("ship-notice-sopi.edi") +
      replaced(replaced(sample("invoice-with-charges.edi"), "*", "|"), "~", "!");
  CHECK(sets_of(text) == std::vector<std::string>{"856 7001 accepted", "810 7101 accepted"});
}

TEST_CASE("x12 reader: junk between interchanges is skipped and told") {
  const std::string text = sample("ship-notice-sopi.edi") + "-- mailbox page 2 --\n" +
                           sample("invoice-with-charges.edi");
  CHECK(sets_of(text).size() == 2);
  CHECK(any_begins(findings_of(text), "message warning junk"));
}

TEST_CASE("x12 reader: a broken set never harms its neighbours") {
  const std::string good = sample("ship-notice-sopi.edi");
  const std::string next = sample("invoice-with-charges.edi");
  const std::vector<std::string> both{"856 7001 rejected", "810 7101 accepted"};
  SECTION("SE missing") {
    const std::string text = replaced(good, "SE*28*7001~\n", "") + next;
    CHECK(sets_of(text) == both);
    CHECK(any_begins(findings_of(text), "set error 2"));
  }
  SECTION("GE missing") {
    const std::string text = replaced(good, "GE*1*701~\n", "") + next;
    CHECK(sets_of(text).size() == 2);
    CHECK(any_begins(findings_of(text), "group error 3"));
  }
  SECTION("IEA missing") {
    const std::string text = replaced(good, "IEA*1*000000701~\n", "") + next;
    CHECK(sets_of(text).size() == 2);
    CHECK(any_begins(findings_of(text), "interchange error 022"));
  }
  SECTION("all trailers missing") {
    const std::string text = good.substr(0, good.find("SE*28")) + next;
    CHECK(sets_of(text) == both);
  }
  SECTION("cut off within a segment") {
    const std::string text = good.substr(0, good.find("LIN*20") + 9) + next;
    CHECK(sets_of(text) == both);
    CHECK(any_begins(findings_of(text), "interchange error 023"));
  }
  SECTION("terminator of the IEA missing") {
    const std::string text = good.substr(0, good.size() - 2) + "\n" + next;
    CHECK(sets_of(text).size() == 2);
    CHECK_FALSE(any_begins(findings_of(text), "interchange error"));
  }
  SECTION("ST damaged") {
    const std::string text = replaced(good, "ST*856*7001~", "XT*856*7001~") + next;
    CHECK(sets_of(text) == std::vector<std::string>{"810 7101 accepted"});
    CHECK(any_begins(findings_of(text), "group error 5 XT"));
  }
}

TEST_CASE("x12 reader: fragments without envelope are read and told") {
  const std::string whole = sample("ship-notice-sopi.edi");
  const std::string from_gs = whole.substr(whole.find("GS*SH"));
  const std::string from_st =
      whole.substr(whole.find("ST*856"), whole.find("GE*1") - whole.find("ST*856"));
  for (const std::string& text : {from_gs, from_st, replaced(from_st, "~\n", "\n")}) {
    CHECK(sets_of(text) == std::vector<std::string>{"856 7001 accepted"});
    CHECK(any_begins(findings_of(text), "interchange warning 022"));
  }
}

TEST_CASE("x12 reader: a separator behind the terminator is no part of it") {
  // Found by fuzzing: the tag of the second segment ended before it began.
  for (const std::string& line : read_all("ST|856!|ST|856|2!|BSN|00!|SE|3|2!|")) {
    INFO(line);
    CHECK(line.size() < 200);
  }
}

TEST_CASE("x12 reader: envelope control") {
  const std::string good = sample("ship-notice-sopi.edi");
  const auto with = [&good](std::string_view from, std::string_view to) {
    return findings_of(replaced(good, from, to));
  };
  CHECK(any_begins(with("SE*28*", "SE*27*"), "set error 4 SE01"));
  CHECK(any_begins(with("SE*28*7001", "SE*28*7002"), "set error 3 SE02"));
  CHECK(any_begins(with("GE*1*701", "GE*2*701"), "group error 5 GE01"));
  CHECK(any_begins(with("GE*1*701", "GE*1*702"), "group error 4 GE02"));
  CHECK(any_begins(with("IEA*1*", "IEA*2*"), "interchange error 021 IEA01"));
  CHECK(any_begins(with("IEA*1*000000701", "IEA*1*000000702"), "interchange error 001 IEA02"));
  CHECK(any_begins(with("GS*SH", "GS*IN"), "set warning functional_group"));
  CHECK(any_begins(with("*260302*", "*261302*"), "interchange warning 014 ISA09"));
  CHECK(any_begins(with("*0*P*>", "*0*X*>"), "interchange warning 020 ISA15"));
  CHECK(any_begins(with("ST*856*", "ST**"), "set error 6"));
  CHECK(any_begins(with("ST*856*", "ST*846*"), "set error 1"));
  const std::string set = good.substr(good.find("ST*856"), good.find("GE*1") - good.find("ST*856"));
  CHECK(any_begins(findings_of(replaced(good, "GE*1*", set + "GE*2*")), "set error 23"));
  CHECK(any_begins(findings_of(good + good), "interchange warning 025 ISA13"));
}

TEST_CASE("x12 reader: a TA1 between ISA and IEA is kept") {
  const std::string good = sample("ship-notice-sopi.edi");
  const std::string text =
      good.substr(0, good.find("GS*")) + "TA1*000000050*260301*1200*A*000~\nIEA*0*000000701~\n";
  MemorySource source(text);
  InterchangeReader reader(source, standard_tables());
  REQUIRE(reader.next() == Event::interchange_begin);
  REQUIRE(reader.next() == Event::interchange_end);
  REQUIRE(reader.interchange().acknowledgments.size() == 1);
  CHECK(reader.interchange().acknowledgments[0].control == "000000050");
  CHECK(reader.interchange().acknowledgments[0].code == "A");
  CHECK(reader.interchange().findings.empty());
  CHECK(reader.next() == Event::end);
  CHECK(reader.next() == Event::end);
}

TEST_CASE("x12 reader: empty, binary and truncated input is explained") {
  CHECK(any_begins(findings_of(""), "message error empty"));
  CHECK(any_begins(findings_of(" \r\n"), "message error empty"));
  CHECK(any_begins(findings_of(std::string("\x7F"
                                           "ELF\0\1\2\3IGS",
                                           11)),
                   "message error not_x12"));
  CHECK(any_begins(findings_of("ISA*00*"), "interchange error 023"));
  CHECK(any_begins(findings_of("ISA"), "message error not_x12"));
  const std::string good = sample("ship-notice-sopi.edi");
  for (std::size_t size = 1; size + 2 < good.size(); ++size) {
    INFO("cut at " << size);
    REQUIRE_FALSE(findings_of(good.substr(0, size)).empty());
  }
}

TEST_CASE("x12 reader: an ISA without terminator is explained, the next interchange read") {
  const std::string bare = replaced(replaced(sample("ship-notice-sopi.edi"), "~", ""), "\n", "");
  const std::string text = bare + "\n" + sample("invoice-with-charges.edi");
  CHECK(sets_of(text) == std::vector<std::string>{"810 7101 accepted"});
  CHECK(any_begins(findings_of(text), "interchange error 004 ISA"));
}

TEST_CASE("x12 reader: words that only look like an ISA begin nothing") {
  CHECK(any_begins(findings_of("ISA is a word\nof three letters\n"), "message error not_x12"));
  CHECK(any_begins(findings_of("ISA\r00\r\r00\r\rZZ\rA\rZZ\rB\r"), "message error not_x12"));
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "ISA*";
  CHECK_FALSE(findings_of(many).empty());
}

TEST_CASE("x12 reader: reading is given up where no interchange ends its segments") {
  std::string text;
  for (int i = 0; i < 150; ++i) {
    std::string one = sample("ship-notice-sopi.edi").substr(0, 105);
    text += one + "~XX" + std::string(3000, static_cast<char>('a' + i % 26)) + '\n';
  }
  text = replaced(text, "~XX",
                  std::string("\x01"
                              "XX"));
  ReaderLimits limits;
  limits.segment_bytes_max = 1000;
  CHECK(any_begins(findings_of(text, limits), "message error given_up"));
}

TEST_CASE("x12 reader: limits hold, and reading goes on") {
  const std::string good = sample("ship-notice-sopi.edi");
  const std::string next = sample("invoice-with-charges.edi");
  ReaderLimits limits;
  SECTION("a set that is too large") {
    std::string rows;
    for (int i = 0; i < 2000; ++i) rows += "DTM*011*20260302~\n";
    limits.transaction_bytes_max = 20000;
    const std::string text = replaced(good, "HL*1**S*1~\n", rows + "HL*1**S*1~\n") + next;
    const std::vector<std::string> lines = read_all(text, 1 << 20, limits);
    CHECK(any_begins(lines, "group error 5 ST"));
    CHECK(any_begins(lines, "set 810 7101 accepted"));
  }
  SECTION("a segment without end") {
    limits.segment_bytes_max = 100000;
    const std::string text =
        good.substr(0, good.find("LIN*10")) + std::string(300000, 'x') + "\n" + next;
    const std::vector<std::string> lines = read_all(text, 1 << 20, limits);
    CHECK(any_begins(lines, "set 856 7001 rejected"));
    CHECK(any_begins(lines, "interchange error 004"));
    CHECK(any_begins(lines, "set 810 7101 accepted"));
  }
  SECTION("more findings than anyone reads") {
    limits.findings_max = 5;
    std::string rows;
    for (int i = 0; i < 50; ++i) rows += "DTM*011*20261399~\n";
    const std::string text = replaced(good, "DTM*011*20260302~\n", rows);
    CHECK(findings_of(text, limits).size() == 5);
  }
}

}  // namespace
}  // namespace weighbridge::x12
