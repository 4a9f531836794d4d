// Reading allocates by document, never by element: counted, not believed. The counting operator new
// serves the whole test program.
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include <catch2/catch.hpp>

#include "mappings/reader/edifact_reader.hpp"
#include "mappings/reader/tables.hpp"
#include "mappings/reader/xml_reader.hpp"
#include "parsers/x12/interchange_reader.hpp"
#include "tests/mappings/x12_reading.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

void* allocate(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size);
}
void* operator new[](std::size_t size) {
  return allocate(size);
}
// A sanitizer's run-time has these two of its own, which our delete could not give back.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

using namespace weighbridge;

namespace {

constexpr std::size_t kElementsOfLine = 19;

std::string ship_notices(std::size_t sets, std::size_t lines) {
  std::string text =
      "ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *260302*0815*U*00401*"
      "000000001*0*P*>~GS*SH*ACME*US*20260302*0815*1*X*004010~";
  for (std::size_t set = 1; set <= sets; ++set) {
    const std::string control = std::to_string(1000 + set);
    text += "ST*856*" + control + "~BSN*00*SHP" + control +
            "*20260302*0815*0004~HL*1**S*1~REF*BM*BOL1~HL*2*1*O*1~PRF*PO-1~";
    for (std::size_t line = 1; line <= lines; ++line) {
      const std::string number = std::to_string(line);
      text += "HL*" + std::to_string(line + 2) + "*2*I*0~LIN*" + number + "*BP*SKU" + number +
              "*VP*V" + number + "~SN1**" + number +
              "*EA~PID*F****A DESCRIPTION LONGER THAN A SHORT STRING~";
    }
    text += "CTT*" + std::to_string(lines + 2) + "~SE*" + std::to_string(8 + 4 * lines) + "*" +
            control + "~";
  }
  return text + "GE*" + std::to_string(sets) + "*1~IEA*1*000000001~";
}

/// Looks at each document and leaves it where it is.
struct LookingSink final : ReadSink {
  std::size_t lines = 0, findings = 0;
  void document(ReadDocument&& document) override {
    findings += document.findings.size();
    if (document.receipt) lines += document.receipt->lines.size();
  }
};

std::size_t allocations_of_validating(std::size_t lines) {
  const std::string text = ship_notices(1, lines);
  MemorySource bytes(text);
  const std::size_t before = allocations;
  x12::InterchangeReader reader(bytes, testing::tables().dictionaries());
  std::size_t findings = 0;
  for (x12::Event event = reader.next(); event != x12::Event::end; event = reader.next())
    if (event == x12::Event::transaction_set) findings += reader.transaction_set().findings.size();
  const std::size_t after = allocations;
  CHECK(findings == 0);
  return after - before;
}

std::size_t allocations_of_mapping(std::size_t sets, std::size_t lines) {
  const std::string text = ship_notices(sets, lines);
  MemorySource bytes(text);
  LookingSink sink;
  const ReferenceData reference;
  ReaderOptions options;
  options.acknowledge = false;
  const std::size_t before = allocations;
  read_x12(bytes, testing::tables(), reference, options, sink);
  const std::size_t after = allocations;
  CHECK(sink.findings == 0);
  CHECK(sink.lines == sets * lines);
  return after - before;
}

std::string despatch_advices(std::size_t messages, std::size_t lines) {
  std::string text = "UNA:+.? 'UNB+UNOC:3+ACME+US+260302:0815+1'";
  for (std::size_t message = 1; message <= messages; ++message) {
    const std::string control = std::to_string(1000 + message);
    text += "UNH+" + control + "+DESADV:D:96A:UN'BGM+351+DES" + control +
            "+9'DTM+137:20260302:102'RFF+ON:PO-1'NAD+SU+4012345000009::9'CPS+1'";
    for (std::size_t line = 1; line <= lines; ++line) {
      const std::string number = std::to_string(line);
      text += "LIN+" + number + "++4012345000016:EN'PIA+1+V" + number +
              ":SA'IMD+F++:::A DESCRIPTION OF MORE THAN 15'QTY+12:" + number + ":PCE'";
    }
    text += "CNT+2:" + std::to_string(lines) + "'UNT+" + std::to_string(8 + 4 * lines) + "+" +
            control + "'";
  }
  return text + "UNZ+" + std::to_string(messages) + "+1'";
}

std::size_t allocations_of_edifact(std::size_t messages, std::size_t lines) {
  const std::string text = despatch_advices(messages, lines);
  MemorySource bytes(text);
  LookingSink sink;
  const ReferenceData reference;
  ReaderOptions options;
  options.acknowledge = false;
  const std::size_t before = allocations;
  read_edifact(bytes, testing::tables(), reference, options, sink);
  const std::size_t after = allocations;
  CHECK(sink.findings == 0);
  CHECK(sink.lines == messages * lines);
  return after - before;
}

/// `notes` are elements that no rule asks for, in every line.
std::string despatch_advice_in_xml(std::size_t lines, std::size_t notes) {
  std::string text =
      "<DespatchAdvice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2\" "
      "xmlns:a=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" "
      "xmlns:b=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
      "<b:ID>D-1</b:ID><b:IssueDate>2026-03-02</b:IssueDate>"
      "<a:OrderReference><b:ID>PO-1</b:ID></a:OrderReference>"
      "<a:DespatchSupplierParty><a:Party><a:PartyIdentification><b:ID>S-1</b:ID>"
      "</a:PartyIdentification></a:Party></a:DespatchSupplierParty>";
  for (std::size_t line = 1; line <= lines; ++line) {
    const std::string number = std::to_string(line);
    text += "<a:DespatchLine><b:ID>" + number + "</b:ID>";
    for (std::size_t note = 0; note < notes; ++note)
      text += "<b:Note>a note longer than a short string is</b:Note>";
    text += "<b:DeliveredQuantity unitCode=\"EA\">" + number +
            "</b:DeliveredQuantity><a:OrderLineReference><b:LineID>" + number +
            "</b:LineID></a:OrderLineReference><a:Item><a:BuyersItemIdentification><b:ID>SKU" +
            number + "</b:ID></a:BuyersItemIdentification></a:Item></a:DespatchLine>";
  }
  return text + "</DespatchAdvice>";
}

std::size_t allocations_of_xml(std::size_t lines, std::size_t notes) {
  const std::string text = despatch_advice_in_xml(lines, notes);
  MemorySource bytes(text);
  LookingSink sink;
  const ReferenceData reference;
  const ReaderOptions options;
  const std::size_t before = allocations;
  read_xml(bytes, testing::tables(), reference, options, sink);
  const std::size_t after = allocations;
  CHECK(sink.findings == 0);
  CHECK(sink.lines == lines);
  return after - before;
}

}  // namespace

TEST_CASE("validating allocates nothing per element", "[allocation]") {
  const std::size_t few = allocations_of_validating(100);
  const std::size_t many = allocations_of_validating(4000);
  // 74,100 more elements: only tables double their room a few times.
  CHECK(many - few < 100);
}

TEST_CASE("mapping allocates nothing per element where the sink leaves the documents",
          "[allocation]") {
  constexpr std::size_t kLines = 500;
  const std::size_t few = allocations_of_mapping(2, kLines);
  const std::size_t many = allocations_of_mapping(12, kLines);
  const std::size_t each = (many - few) / 10;
  INFO(each << " allocations a set of " << kLines * kElementsOfLine << " elements");
  CHECK(each < 100);
}

TEST_CASE("EDIFACT is validated and mapped without an allocation per element", "[allocation]") {
  constexpr std::size_t kLines = 500;
  const std::size_t few = allocations_of_edifact(2, kLines);
  const std::size_t many = allocations_of_edifact(12, kLines);
  const std::size_t each = (many - few) / 10;
  INFO(each << " allocations a message of " << 15 * kLines << " elements and components");
  CHECK(each < 100);
}

TEST_CASE("XML is read without an allocation per element", "[allocation]") {
  constexpr std::size_t kLines = 500;
  const std::size_t few = allocations_of_xml(kLines, 0);
  const std::size_t many = allocations_of_xml(kLines, 20);
  INFO(few << " allocations for " << kLines << " lines, " << many << " with 10,000 elements more");
  CHECK(many - few < 100);
  // And a line of a receipt whose texts are short costs none of its own.
  const std::size_t twice = allocations_of_xml(2 * kLines, 0);
  INFO(twice << " allocations for twice the lines");
  CHECK(twice - few < 100);
}
