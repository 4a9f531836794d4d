// Another transaction set is another file: nothing in the program knows a set by its number.
#include <catch2/catch.hpp>

#include "mappings/maps/mapper.hpp"
#include "mappings/maps/segment_gatherer.hpp"
#include "mappings/reader/tables.hpp"
#include "parsers/x12/interchange_reader.hpp"
#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

Receipt read_with(const std::string& map, const std::string& set, const std::string& group,
                  const std::string& body) {
  const x12::Dictionaries& dictionaries = testing::tables().dictionaries();
  std::vector<TableError> errors;
  const std::vector<NamedText> files{{"maps/test.yaml", map}};
  const maps::MapSet maps = maps::MapSet::compile(files, {&dictionaries, nullptr}, errors);
  for (const TableError& error : errors) FAIL_CHECK(error.line << ": " << error.message);
  REQUIRE(maps.find("X12", set) != nullptr);

  const std::string text = "GS*" + group + "*AA*BB*20260302*0815*42*X*004010~ST*" + set + "*0001~" +
                           body + "SE*9*0001~GE*1*42~";
  MemorySource bytes(text);
  x12::InterchangeReader reader(bytes, dictionaries);
  const ReferenceData reference;
  const maps::PartyDirectory directory(reference);
  maps::Mapper mapper(directory);
  for (x12::Event event = reader.next(); event != x12::Event::end; event = reader.next()) {
    if (event != x12::Event::transaction_set) continue;
    Findings findings;
    const maps::Plan& plan = *maps.find("X12", set);
    maps::Gathered gathered;
    maps::SegmentGatherer().gather(plan, reader.transaction_set(), gathered);
    const maps::SegmentView source(reader.transaction_set());
    return mapper.map(plan, gathered, source, {}, findings, 100).receipt;
  }
  FAIL("no set came");
  return {};
}

}  // namespace

TEST_CASE("a purchase order needs only a map", "[maps]") {
  const Receipt receipt = read_with(
      "map: test-850\n"
      "version: 0.1.0\n"
      "reads: {standard: X12, set: \"850\"}\n"
      "gives: {stage: ordered, kind: purchase_order}\n"
      "lines: {at: PO1}\n"
      "sections:\n"
      "  - at: set\n"
      "    document.number: BEG03\n"
      "    document.date: BEG05\n"
      "    line.po: BEG03\n"
      "    currency: CUR02\n"
      "    dates.expected: DTM02 when DTM01=002\n"
      "  - at: PO1\n"
      "    line.po_line: PO101\n"
      "    line.quantity: PO102\n"
      "    line.uom: PO103\n"
      "    line.unit_price: PO104\n"
      "    line.item.sku: PO106+ after BP\n"
      "    line.expected: DTM02 when DTM01=002\n",
      "850", "PO",
      "BEG*00*SA*PO-1**20260220~CUR*BY*USD~DTM*002*20260310~PO1*10*48*EA*2.5**BP*A-100~"
      "PO1*20*5*CA*31**BP*A-200~DTM*002*20260312~");
  CHECK(receipt.stage == Stage::ordered);
  CHECK(receipt.document.number == "PO-1");
  CHECK(receipt.references.po == "PO-1");
  CHECK(receipt.currency.code() == "USD");
  REQUIRE(receipt.lines.size() == 2);
  CHECK(receipt.lines[0].po_line == "10");
  CHECK(receipt.lines[0].item.sku == "A-100");
  CHECK_FALSE(receipt.lines[0].expected.has_value());
  CHECK(receipt.lines[1].quantity == Quantity(Decimal::from_integer(5)));
  CHECK(receipt.lines[1].expected == parse_moment("2026-03-12"));
}

TEST_CASE("a receiving advice needs only a map", "[maps]") {
  const Receipt receipt = read_with(
      "map: test-861\n"
      "version: 0.1.0\n"
      "reads: {standard: X12, set: \"861\"}\n"
      "gives: {stage: received, kind: warehouse_receipt}\n"
      "lists: {purpose: {\"00\": original}, condition: {\"01\": damaged}}\n"
      "lines: {at: RCD}\n"
      "sections:\n"
      "  - at: set\n"
      "    document.number: BRA01\n"
      "    document.date: BRA02\n"
      "    document.purpose: {from: BRA03, codes: purpose}\n"
      "    dates.posted: DTM02 when DTM01=050\n"
      "    line.po: PRF01\n"
      "  - at: RCD\n"
      "    line.quantity: RCD02\n"
      "    line.uom: RCD03-1\n"
      "    line.condition: {from: RCD08, codes: condition}\n"
      "    line.item.upc: LIN02+ after UP\n"
      "    line.sscc: MAN02 when MAN01=GM\n",
      "861", "RC",
      "BRA*WR-9*20260305*00*1~DTM*050*20260304~PRF*PO-1~RCD*1*40*EA~LIN**UP*614141000012~"
      "MAN*GM*00006141410000000017~RCD*2*8*EA***8*EA*01~LIN**UP*614141000012~");
  CHECK(receipt.stage == Stage::received);
  CHECK(receipt.dates.posted == parse_moment("2026-03-04"));
  REQUIRE(receipt.lines.size() == 2);
  CHECK(receipt.lines[0].po.value == "PO-1");
  CHECK(receipt.lines[0].sscc == std::vector<std::string>{"00006141410000000017"});
  CHECK_FALSE(receipt.lines[0].condition.has_value());
  CHECK(receipt.lines[1].condition == Condition::damaged);
}

TEST_CASE("a record may be stated by the segments of a loop together", "[maps]") {
  const Receipt receipt = read_with(
      "map: test-810\n"
      "version: 0.1.0\n"
      "reads: {standard: X12, set: \"810\"}\n"
      "gives: {stage: invoiced, kind: invoice}\n"
      "lists: {role: {SU: supplier}, scheme: {DUNS: duns, VX: tax_id}}\n"
      "lines: {at: IT1}\n"
      "sections:\n"
      "  - at: set\n"
      "    document.number: BIG02\n"
      "  - at: IT1\n"
      "    line.quantity: IT102\n"
      "    line.unit_price: IT104\n"
      "  - at: N1\n"
      "    party:\n"
      "      when: N101=SU\n"
      "      role: {from: N101, codes: role}\n"
      "      name: N102\n"
      "      qualifier: {from: REF01, codes: scheme, otherwise: drop}\n"
      "      id: [REF02 when REF01=VX, REF02 when REF01=ZZ]\n",
      "810", "IN",
      "BIG*20260302*INV-1*20260101*PO-1~N1*ST*Us~REF*VX*ours~N1*SU*Acme~REF*ZZ*second~"
      "REF*VX*T-77~REF*VX*T-78~IT1*1*2*EA*5~TDS*1000~");
  // Of another N1 nothing is taken, and the better alternative counts though it comes later.
  CHECK(receipt.supplier.value == "T-77");
}
