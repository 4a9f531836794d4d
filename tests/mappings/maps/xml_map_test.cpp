// A partner's own XML through a map of paths, and what the language of paths refuses.
#include <catch2/catch.hpp>

#include "mappings/maps/xml_source.hpp"
#include "tests/mappings/xml_reading.hpp"

using namespace weighbridge;

namespace {

constexpr std::string_view kMap = R"(map: partner-delivery
version: 1.0.0
reads: {standard: XML, set: delivery}
gives: {stage: shipped, kind: ship_notice}
lists:
  roles: {haulier: supplier}
lines:
  within: truck/pallet
  at: truck/pallet/goods[kind!=packaging]
sections:
  - at: set
    document.number: head/@no
    document.date: {from: head/made, format: DD.MM.YYYY}
    references.po: head/ref[type='our order']/value
    line.po: head/ref[type='our order']/value
  - at: haulier
    party: {role: {from: name(), codes: roles}, id: "@id"}
  - at: truck/pallet
    line.sscc: label
  - at: truck/pallet/goods[kind!=packaging]
    line.number: "@n"
    line.item.vendor: ["code[@by=us]", code]
    line.quantity: amount
    line.uom: amount/@unit
)";

constexpr std::string_view kMessage = R"(<?xml version="1.0"?>
<x:delivery xmlns:x="urn:partner">
  <x:head no="D-1"><x:made>02.03.2026</x:made>
    <x:ref><x:type>your order</x:type><x:value>S-9</x:value></x:ref>
    <x:ref><x:type>our order</x:type><x:value>PO-1</x:value></x:ref></x:head>
  <x:haulier id="H-7"/>
  <x:truck>
    <x:pallet><x:label>340123450000000014</x:label>
      <x:goods n="1"><x:kind>item</x:kind><x:code by="you">Z</x:code><x:code by="us">V-77</x:code><x:amount unit="EA">4</x:amount></x:goods>
      <x:goods n="2"><x:kind>packaging</x:kind><x:amount unit="EA">1</x:amount></x:goods>
    </x:pallet>
    <x:pallet><x:label>340123450000000021</x:label>
      <x:goods n="3"><x:kind>item</x:kind><x:code>V-78</x:code><x:amount unit="KG">1.5</x:amount></x:goods>
    </x:pallet>
  </x:truck>
</x:delivery>
)";

std::shared_ptr<const ReaderTables> compiled(std::string_view map,
                                             std::vector<TableError>& errors) {
  return compile_tables({{"maps/partner.yaml", std::string(map)}}, errors);
}

std::string first_error(std::string map, std::string_view from, std::string_view to) {
  map.replace(map.find(from), from.size(), to);
  std::vector<TableError> errors;
  CHECK(compiled(map, errors) == nullptr);
  REQUIRE_FALSE(errors.empty());
  CHECK_FALSE(errors[0].mend.empty());
  return std::to_string(errors[0].line) + ":" + std::to_string(errors[0].column) + " " +
         errors[0].message;
}

}  // namespace

TEST_CASE("a partner's own XML is read by a map of paths", "[maps][xml]") {
  std::vector<TableError> errors;
  const auto tables = compiled(kMap, errors);
  for (const TableError& error : errors) WARN(error.line << ":" << error.column << error.message);
  REQUIRE(tables != nullptr);
  testing::XmlReading reading;
  MemorySource bytes(kMessage);
  read_message(bytes, *tables, {}, {}, reading);
  const Receipt& receipt = reading.receipt();
  CHECK(reading.documents[0].findings.empty());
  CHECK(reading.documents[0].map == "partner-delivery@1.0.0");
  CHECK(receipt.document.number == "D-1");
  CHECK(receipt.document.date == parse_date("2026-03-02"));
  CHECK(receipt.supplier.value == "H-7");
  REQUIRE(receipt.lines.size() == 2);
  CHECK(receipt.lines[0].po.value == "PO-1");
  CHECK(receipt.lines[0].item.vendor == "V-77");
  CHECK(receipt.lines[0].sscc == std::vector<std::string>{"00340123450000000014"});
  CHECK(receipt.lines[1].line == "3");
  CHECK(receipt.lines[1].quantity.value.to_string() == "1.5");
  CHECK(receipt.lines[1].uom == "KG");
  CHECK(receipt.lines[1].sscc == std::vector<std::string>{"00340123450000000021"});
}

TEST_CASE("mistakes in the paths of a map are told at their place", "[maps][xml]") {
  const std::string map(kMap);
  CHECK(first_error(map, "head/@no", "head//no").starts_with("12:27 "));
  CHECK(first_error(map, "amount/@unit", "amount/@unit wen x=1").find("`wen x=1`") !=
        std::string::npos);
  CHECK(first_error(map, "[type='our order']/value", "[type='our order/value")
            .find("a quote is not closed") != std::string::npos);
  CHECK(first_error(map, "code[@by=us]", "code[@by]").find("a `=` is missing") !=
        std::string::npos);
  CHECK(first_error(map, "reads: {standard: XML", "reads: {standard: XLM").starts_with("3:"));
}

TEST_CASE("the language of paths", "[maps][xml]") {
  const auto source = [](std::string_view text) {
    auto parsed = maps::parse_xml_source(text);
    REQUIRE(parsed.has_value());
    return *parsed;
  };
  CHECK(source("cac:Item/cbc:ID").steps[1].name == "ID");
  CHECK(source("@quantity").attribute == "quantity");
  CHECK(source("@quantity").steps.empty());
  CHECK(source(".").steps.empty());
  CHECK(source("./@a").attribute == "a");
  CHECK(source("name()").attribute == maps::kElementName);
  const auto filtered = source("A[B=x|'y z' and @c!=empty]/D when E=1");
  REQUIRE(filtered.steps.size() == 2);
  REQUIRE(filtered.steps[0].conditions.size() == 2);
  CHECK(filtered.steps[0].conditions[0].values == std::vector<std::string>{"x", "y z"});
  CHECK(filtered.steps[0].conditions[1].negated);
  CHECK(filtered.steps[0].conditions[1].values == std::vector<std::string>{""});
  CHECK(filtered.conditions.size() == 1);
}

TEST_CASE("a map passes over elements, and labels name the lines they are on", "[maps][xml]") {
  constexpr std::string_view kLabelled = R"(map: partner-delivery
version: 1.0.0
reads: {standard: XML, set: delivery}
gives: {stage: shipped, kind: ship_notice}
lines:
  at: goods
  except: kind=sum|text
sections:
  - at: set
    document.number: "@no"
  - at: pallet/holds
    label: {id: ../label, line: "@line"}
  - at: goods
    line.number: "@n"
    line.quantity: amount
)";
  std::vector<TableError> errors;
  const auto tables = compiled(kLabelled, errors);
  REQUIRE(tables != nullptr);
  testing::XmlReading reading;
  MemorySource bytes(R"(<delivery no="D-1">
    <pallet><label>340123450000000014</label><holds line="2"/><holds line="1"/><holds line="7"/></pallet>
    <pallet><label>340123450000000021</label><holds line="2"/></pallet>
    <goods n="1"><amount>4</amount></goods>
    <goods n="8"><kind>sum</kind><amount>9</amount></goods>
    <goods n="2"><kind>item</kind><amount>5</amount></goods>
  </delivery>)");
  read_message(bytes, *tables, {}, {}, reading);
  const Receipt& receipt = reading.receipt();
  REQUIRE(receipt.lines.size() == 2);
  CHECK(receipt.lines[0].quantity.value == Decimal::from_integer(4));
  CHECK(receipt.lines[0].sscc == std::vector<std::string>{"00340123450000000014"});
  CHECK(receipt.lines[1].quantity.value == Decimal::from_integer(5));
  CHECK(receipt.lines[1].sscc ==
        std::vector<std::string>{"00340123450000000014", "00340123450000000021"});
}
