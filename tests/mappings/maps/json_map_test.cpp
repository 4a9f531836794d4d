// JSON of a sender's own shape, by maps (docs/formats/json-maps.md).
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/mappings/flat_reading.hpp"

using namespace weighbridge;
using namespace weighbridge::testing;

namespace {

const std::string kMap = R"(partner: own
version: 1.0.0
maps:
  - map: own-shipment
    reads:
      format: json
      documents: [/data/shipments/*, .]
      records:
        shipment:
          number: /id
          order: /order/no
          day: {at: /shipped, optional: true}
        pallet:
          each: /pallets
          label: /label
        item:
          in: pallet
          each: /items
          when: {kind: [goods, sample]}
          kind: /kind
          sku: /sku
          quantity: /qty
    gives: {stage: shipped, kind: ship_notice}
    lines: {at: pallet/item, within: pallet}
    sections:
      - at: shipment
        document.number: number
        document.date: {from: day, format: "YYYY-MM-DD*"}
        line.po: order
        party: {role: =supplier, qualifier: =other, id: =ACME}
      - at: pallet
        line.sscc: label
      - at: pallet/item
        line.item.vendor: sku
        line.quantity: quantity
        line.uom: =EA
)";

std::string example(const std::string& name) {
  std::ifstream file(std::string(WEIGHBRIDGE_SOURCE_DIR "/examples/connectors/") + name);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<TableError> mistakes(const std::string& yaml) {
  std::vector<TableError> errors;
  flat_tables({yaml}, errors);
  return errors;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("JSON of any shape becomes receipts: lists within lists, nested members, choices",
          "[json_map]") {
  const auto reading = read_flat_text({kMap}, R"({"data": {"shipments": [
    {"id": "S-1", "order": {"no": "PO-1"}, "shipped": "2026-03-02T23:10:00+01:00", "pallets": [
      {"label": "00340123450000000017", "items": [
        {"kind": "goods", "sku": "V-1", "qty": 12.50}, {"kind": "note", "sku": "-", "qty": 1}]},
      {"label": "00340123450000000024", "items": [{"kind": "sample", "sku": "V-2", "qty": "3"}]}]},
    {"id": "S-2", "order": {"no": "PO-2"}, "pallets": [{"label": null, "items": [
      {"kind": "goods", "sku": "V-3", "qty": 1}]}]}]}})");
  REQUIRE(reading.documents.size() == 2);
  CHECK(reading.documents[0].findings.empty());
  CHECK(reading.documents[0].accepted);
  CHECK(reading.documents[0].map == "own-shipment@1.0.0+own@1.0.0");
  const Receipt& first = reading.receipt(0);
  CHECK(first.document.number == "S-1");
  CHECK(first.supplier.str() == "ACME");
  REQUIRE(first.lines.size() == 2);
  CHECK(first.lines[0].quantity.value.to_string() == "12.5");
  CHECK(first.lines[0].sscc == std::vector<std::string>{"00340123450000000017"});
  CHECK(first.lines[1].item.vendor == "V-2");
  CHECK(first.lines[1].sscc == std::vector<std::string>{"00340123450000000024"});
  CHECK(reading.receipt(1).lines.at(0).sscc.empty());
}

TEST_CASE("one record alone, an array and JSON lines are read by the same map", "[json_map]") {
  const std::string record =
      R"({"id": "S-1", "order": {"no": "PO-1"}, "pallets": [{"label": "", "items": [{"kind": "goods", "sku": "V", "qty": 1}]}]})";
  CHECK(read_flat_text({kMap}, record).receipt().document.number == "S-1");
  CHECK(read_flat_text({kMap}, "[" + record + ",\n" + record + "]").documents.size() == 2);
  CHECK(read_flat_text({kMap}, record + "\n" + record + "\n").documents.size() == 2);
}

TEST_CASE("findings in mapped JSON stand at their value", "[json_map]") {
  const auto reading = read_flat_text({kMap}, R"({"id": "S-1", "order": {"no": "PO-1"},
 "pallets": [{"label": "", "items": [
   {"kind": "goods", "sku": "V", "qty": "a dozen"}]}]})");
  REQUIRE(reading.documents.size() == 1);
  const Findings& findings = reading.documents[0].findings;
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].code == "NUMBER_INVALID");
  CHECK(findings[0].place.line == 3);
  CHECK(findings[0].place.column == 41);
  CHECK(findings[0].place.tag == "/qty");
}

TEST_CASE("JSON that no map knows, and our own, are read as before", "[json_map]") {
  const auto unknown = read_flat_text({kMap}, R"({"id": "S-1"})");
  REQUIRE(unknown.documents.size() == 1);
  CHECK_FALSE(unknown.documents[0].accepted);
  CHECK_THAT(unknown.documents[0].findings.at(0).mend, Catch::Contains("write a map"));
  const auto ours = read_flat_text(
      {kMap},
      R"({"schema": "weighbridge.receipt/1", "stage": "shipped", "supplier": "A", "document": {"number": "1"},
        "lines": [{"po": "P", "item": {"sku": "S"}, "quantity": "1", "uom": "EA"}]})");
  CHECK(ours.documents.at(0).map == "weighbridge.receipt/1");
}

TEST_CASE("two maps that fit equally well are told apart by the file's name", "[json_map]") {
  const std::string other = replaced(replaced(kMap, "partner: own", "partner: other"),
                                     "map: own-shipment", "map: other-shipment");
  const std::string record =
      R"({"id": "S-1", "order": {"no": "PO-1"}, "pallets": [{"label": "", "items": [{"kind": "goods", "sku": "V", "qty": 1}]}]})";
  const auto doubt = read_flat_text({kMap, other}, record);
  REQUIRE(doubt.documents.size() == 1);
  CHECK(doubt.documents[0].findings.at(0).code == "MAP_NOT_CLEAR");
  const std::string named =
      replaced(other, "      format: json\n", "      format: json\n      files: \"other*.json\"\n");
  CHECK(read_flat_text({kMap, named}, record, "other-1.json").documents.at(0).map ==
        "other-shipment@1.0.0+other@1.0.0");
  CHECK(read_flat_text({kMap, named}, record, "x.json").documents.at(0).map ==
        "own-shipment@1.0.0+own@1.0.0");
}

TEST_CASE("mistakes in a JSON layout are told with their places", "[json_map]") {
  const auto first = [](const std::string& yaml) {
    const auto errors = mistakes(yaml);
    REQUIRE_FALSE(errors.empty());
    return std::to_string(errors[0].line) + ": " + errors[0].message;
  };
  CHECK(mistakes(kMap).empty());
  CHECK(first(replaced(kMap, "number: /id", "number: id")) == "10: this is no JSON pointer: id");
  CHECK(first(replaced(kMap, "          each: /pallets\n", "")) ==
        "13: nothing says where the record `pallet` is");
  CHECK(first(replaced(kMap, "in: pallet", "in: palet")) ==
        "17: there is no record `palet` before this one");
  CHECK(first(replaced(kMap, "when: {kind:", "when: {type:")) ==
        "19: the record has no column `type`");
  CHECK_THAT(first(replaced(kMap, "line.quantity: quantity", "line.quantity: qty")),
             Catch::Contains("there is no column `qty` of the record item"));
}

TEST_CASE("the worked example of Business Central reads what its API answers", "[json_map]") {
  const std::string partner = example("business-central/partners/business-central.yaml");
  const auto reading = read_flat_text({partner}, example("business-central/answers/page-1.json"));
  REQUIRE(reading.documents.size() == 2);
  for (const ReadDocument& document : reading.documents)
    for (const Finding& finding : document.findings) FAIL_CHECK(finding.message);
  const Receipt& receipt = reading.receipt(0);
  CHECK(receipt.stage == Stage::accrued);
  CHECK(receipt.document.number == "107031");
  CHECK(receipt.supplier.str() == "ACME");
  REQUIRE(receipt.lines.size() == 2);
  CHECK(receipt.lines[0].po.str() == "PO-1");
  CHECK(receipt.lines[0].po_line == "10000");
  CHECK(receipt.lines[0].quantity.value.to_string() == "40");
  CHECK(receipt.lines[0].unit_price->value.to_string() == "2.5");
  CHECK(receipt.lines[1].uom == "BX");
  CHECK(reading.receipt(1).currency.code() == "USD");
}

TEST_CASE("the worked example of a warehouse reads its drop", "[json_map]") {
  const auto reading =
      read_flat_text({example("warehouse/partners/warehouse.yaml")},
                     example("warehouse/drop/RCV_20260303_0915.csv"), "RCV_20260303_0915.csv");
  REQUIRE(reading.documents.size() == 2);
  for (const ReadDocument& document : reading.documents)
    for (const Finding& finding : document.findings) FAIL_CHECK(finding.message);
  const Receipt& receipt = reading.receipt(0);
  CHECK(receipt.stage == Stage::received);
  CHECK(receipt.site == "DC01");
  REQUIRE(receipt.lines.size() == 3);
  CHECK(receipt.lines[2].condition == Condition::damaged);
}
