// What a set's flaws become: code, place and level, as docs/formats/x12.md lists them.
#include "parsers/x12/validator.hpp"

#include <catch2/catch.hpp>

#include "tests/parsers/x12/reading.hpp"
#include "tests/parsers/x12/tables.hpp"

namespace weighbridge::x12 {
namespace {

const std::string kHead = "BSN*00*S1*20260302*0915~";
const std::string kShipment = "HL*1**S~";
const std::string kOrder = "HL*2*1*O~PRF*PO1~";
const std::string kItem = "HL*3*2*I~LIN**VN*A1~SN1**5*EA~";

std::vector<std::string> of_856(const std::string& body, std::string_view version = "004010") {
  return findings_of(interchange_of("856", body, version));
}
std::vector<std::string> of_810(const std::string& body) {
  return findings_of(interchange_of("810", body));
}

TEST_CASE("x12 validation: a minimal notice and invoice have no flaw") {
  CHECK(of_856(kHead + kShipment + kOrder + kItem).empty());
  CHECK(of_810("BIG*20260305*I1~IT1**5*EA*2~TDS*1000~").empty());
}

TEST_CASE("x12 validation: one flaw, one finding") {
  struct Flaw {
    std::string name, body, finding;
  };
  const std::vector<Flaw> flaws{
      {"mandatory segment", kShipment, "set error 3 BSN Segment BSN Beginning"},
      {"mandatory loop", kHead, "set error 3 HL"},
      {"mandatory in a loop", kHead + kShipment + "LM*10~", "set error 3 LQ"},
      {"unrecognised segment", kHead + kShipment + "QQQ*1~", "set warning 1 QQQ"},
      {"not in the set", kHead + kShipment + "TDS*1~", "set warning 6 TDS"},
      {"unexpected", kHead + kShipment + "N3*STREET~", "set warning 2 N3"},
      {"out of sequence", kHead + kShipment + "REF*BM*1~TD5**2*ABCD~", "set warning 7 TD5"},
      {"over maximum use", kHead + kShipment + "PRF*1~PRF*2~", "set warning 5 PRF"},
      {"mandatory element", "BSN*00**20260302*0915~" + kShipment,
       "set error 1 BSN02 BSN02 Shipment Identification is missing"},
      {"condition P", kHead + kShipment + "N1*ST*NAME*92~", "set warning 2 N104"},
      {"condition R", kHead + kShipment + "N1*ST~", "set warning 2 N102"},
      {"condition C", kHead + kShipment + "TD1******G~", "set warning 2 TD107"},
      {"too many elements", kHead + kShipment + "FOB*CC*********9~", "set warning 3 FOB10"},
      {"too short", kHead + kShipment + "TD5**2*A~", "set warning 4 TD503"},
      {"too long", kHead + kShipment + "TD3*TL*ABCDE*1~", "set warning 5 TD302"},
      {"no number", kHead + kShipment + kOrder + "HL*3*2*I~SN1**MANY*EA~", "set error 6 SN102"},
      {"control character",
       kHead + kShipment +
           "REF*BM*A\x01"
           "B~",
       "set warning 6 REF02"},
      {"invalid code", kHead + kShipment + kOrder + "HL*3*2*I~SN1**1*??~", "set warning 7 SN103"},
      {"invalid date", kHead + kShipment + "DTM*011*20260230~", "set warning 8 DTM02"},
      {"invalid mandatory date", "BSN*00*S1*20261301*0915~" + kShipment, "set error 8 BSN03"},
      {"short date", kHead + kShipment + "DTM*011*260302~", "set warning 4 DTM02"},
      {"invalid time", "BSN*00*S1*20260302*2561~" + kShipment, "set warning 9 BSN04"},
      {"orphan HL", kHead + kShipment + "HL*2*9*O~", "set error 7 HL02"},
      {"HL id twice", kHead + kShipment + "HL*1*1*O~", "set error 7 HL01"},
      {"item beside its order", kHead + kShipment + kOrder + "HL*3*1*I~SN1**1*EA~",
       "set warning 7 HL02"},
      {"control total", kHead + kShipment + kOrder + kItem + "CTT*7~",
       "set warning control_total CTT01"},
      {"component in error", kHead + kShipment + "REF*BM*1**ZZ>~", "set error 1 REF04"},
  };
  for (const Flaw& flaw : flaws) {
    INFO(flaw.name);
    const std::vector<std::string> findings = of_856(flaw.body);
    for (const std::string& finding : findings) UNSCOPED_INFO(finding);
    CHECK(any_begins(findings, flaw.finding));
    CHECK(findings.size() == 1);
  }
}

TEST_CASE("x12 validation: what people do is accepted without a word") {
  const std::vector<std::string> bodies{
      kHead + kShipment + kOrder + "HL*3*2*I~LIN**VN*A1**~SN1**5*EA~",  // an empty pair
      kHead + kShipment + "N1*ST*NAME*92*DC1***~" + kOrder + kItem,     // trailing separators
      kHead + kShipment + kOrder + kItem + "CTT*1~",                    // CTT01 counts lines
      kHead + kShipment + kOrder + kItem + "CTT*3~",                    // CTT01 counts HL
      kHead + kShipment + "REF*ZZ*Z\xC3\xBCrich~" + kOrder + kItem,     // UTF-8
      kHead + kShipment + "MEA**WT*-1.5*LB~" + kOrder + kItem,
  };
  for (const std::string& body : bodies) {
    INFO(body);
    CHECK(of_856(body).empty());
  }
}

TEST_CASE("x12 validation: 005010 has repetitions, and its own lengths") {
  const std::string long_reference = "REF*BM*" + std::string(45, 'A') + "~";
  CHECK(any_begins(of_856(kHead + kShipment + long_reference), "set warning 5 REF02"));
  CHECK(of_856(kHead + kShipment + long_reference, "005010").empty());
  const std::vector<std::string> repeated =
      of_856(kHead + kShipment + "TD3*TL*ABCD^EFGHIJ*1~", "005010");
  REQUIRE(repeated.size() == 1);
  CHECK(repeated[0].find("'EFGHIJ'") != std::string::npos);
}

TEST_CASE("x12 validation: another release is read with the nearest tables, and that is said") {
  CHECK(any_begins(of_856(kHead + kShipment, "004060"), "set note release ST"));
  CHECK(of_856("BSN*00*S1*260302*0915~" + kShipment, "003060").size() == 1);  // YYMMDD was right
}

TEST_CASE("x12 validation: the place of an element is its offset in the message") {
  const std::string text = interchange_of("856", kHead + kShipment + "TD3*TL*ABCDE*1~");
  MemorySource source(text);
  InterchangeReader reader(source, standard_tables());
  while (reader.next() != Event::transaction_set) {
  }
  const Findings& findings = reader.transaction_set().findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].place.offset == text.find("ABCDE"));
  CHECK(findings[0].place.segment == 4);
  CHECK(findings[0].place.tag == "TD3");
  CHECK(findings[0].place.loop == "HL");
  CHECK(findings[0].value == "ABCDE");
}

/// The hierarchy as "1S 2O<1 3P<2", ids with levels and parents.
std::string hierarchy_of(const std::string& body) {
  const std::string text = interchange_of("856", kHead + body);
  MemorySource source(text);
  InterchangeReader reader(source, standard_tables());
  while (reader.next() != Event::transaction_set) {
  }
  const TransactionSet& set = reader.transaction_set();
  std::string out;
  for (const HierarchyNode& node : set.hierarchy) {
    if (!out.empty()) out += ' ';
    out.append(node.id).append(node.level);
    if (node.parent != kNone) out.append("<").append(set.hierarchy[node.parent].id);
    CHECK(set.segments[set.loops[node.loop].first].tag == "HL");
  }
  return out;
}

TEST_CASE("x12 hierarchy: parents by HL02") {
  CHECK(hierarchy_of("HL*1**S~HL*2*1*O~HL*3*2*P~HL*4*3*I~HL*5*2*P~") == "1S 2O<1 3P<2 4I<3 5P<2");
  CHECK(hierarchy_of("HL*01**S~HL*02*01*O~HL*7*2*I~") == "1S 2O<1 7I<2");
}

TEST_CASE("x12 hierarchy: without HL02 the order implies the parents") {
  CHECK(hierarchy_of("HL*1**S~HL*2**O~HL*3**I~HL*4**I~HL*5**O~HL*6**I~") ==
        "1S 2O<1 3I<2 4I<2 5O<1 6I<5");
  CHECK(hierarchy_of("HL*1**S~HL*2**O~HL*3**P~HL*4**I~HL*5**P~HL*6**I~") ==
        "1S 2O<1 3P<2 4I<3 5P<2 6I<5");
}

TEST_CASE("x12 loops: each segment stands in its innermost loop") {
  const std::string text =
      interchange_of("856", kHead + kShipment + "N1*ST*A~N3*B~" + kOrder + kItem + "CTT*3~");
  MemorySource source(text);
  InterchangeReader reader(source, standard_tables());
  while (reader.next() != Event::transaction_set) {
  }
  const TransactionSet& set = reader.transaction_set();
  std::string loops;
  for (std::size_t i = 0; i < set.segments.size(); ++i) {
    const Loop& loop = set.loops[set.loop_of[i]];
    loops.append(set.segments[i].tag).append(":").append(loop.id).append(" ");
    CHECK(i >= loop.first);
    CHECK(i < loop.end);
  }
  CHECK(loops == "ST: BSN: HL:HL N1:N1 N3:N1 HL:HL PRF:HL HL:HL LIN:HL SN1:HL CTT: SE: ");
}

}  // namespace
}  // namespace weighbridge::x12
