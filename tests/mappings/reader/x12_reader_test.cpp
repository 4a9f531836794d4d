#include <catch2/catch.hpp>

#include "tests/mappings/x12_reading.hpp"

using namespace weighbridge;

namespace {

const std::string kItem = "HL*3*2*I~LIN*1*BP*A-100~SN1**5*EA~";

std::string notice(const std::string& parties) {
  return "ISA*00*          *00*          *01*123456789      *ZZ*NORTHGATE      "
         "*260302*0815*U*00401*"
         "000000042*0*P*>~GS*SH*BRIARAPP*NGAPP*20260302*0815*42*X*004010~ST*856*0001~"
         "BSN*00*SHP-1*20260302*0810~HL*1**S~" +
         parties +
         "HL*2*1*O~PRF*PO-1~HL*3*2*I~LIN*1*BP*A-100~SN1**5*EA~SE*10*0001~GE*1*42~"
         "IEA*1*000000042~";
}

SupplierRow supplier(const std::string& id) {
  SupplierRow row;
  row.supplier = SupplierId(id);
  return row;
}

}  // namespace

TEST_CASE("the supplier is named by the first rule of the contract that knows it", "[reader]") {
  const std::string parties = "N1*SF*DEPOT*92*D-7~N1*SU*BRIAR*UL*4012345000009~";
  ReferenceData reference;
  const auto named = [&](const std::string& stated) {
    const testing::X12Reading reading = testing::read_x12_text(notice(stated), reference);
    return std::pair(reading.receipt().supplier.value, reading.documents[0].supplier_rule);
  };
  using Named = std::pair<std::string, std::string>;

  CHECK(named("") == Named{"123456789", "the interchange's sender"});
  CHECK(named("N1*SF*DEPOT*92*D-7~") == Named{"D-7", "the document's ship_from"});
  CHECK(named(parties) == Named{"4012345000009", "the document's supplier"});

  reference.suppliers.push_back(supplier("BRIAR"));
  reference.suppliers.back().gln = "4012345000009";
  CHECK(named(parties) == Named{"BRIAR", "suppliers.csv by the document's supplier"});

  reference.suppliers.push_back(supplier("BY-DUNS"));
  reference.suppliers.back().duns = "123456789";
  CHECK(named(parties) == Named{"BY-DUNS", "suppliers.csv by the interchange's sender"});

  reference.suppliers.push_back(supplier("BY-EDI"));
  reference.suppliers.back().edi_id = "123456789";
  CHECK(named(parties) == Named{"BY-EDI", "suppliers.csv by the interchange's sender"});
}

TEST_CASE("a D-U-N-S with a suffix finds its supplier", "[reader]") {
  ReferenceData reference;
  reference.suppliers.push_back(supplier("BRIAR"));
  reference.suppliers.back().duns = "205557424";
  const auto reading = testing::read_x12_text(notice("N1*VN*BRIAR*9*2055574240000~"), reference);
  CHECK(reading.receipt().supplier.value == "BRIAR");
}

TEST_CASE("the ship-to is a site by GLN, by id, by name, or itself", "[reader]") {
  ReferenceData reference;
  reference.sites.push_back({"DC01", "UTC", "0012345000058", {}});
  const auto site = [&](const std::string& party) {
    return testing::read_x12_text(notice(party), reference).receipt().site;
  };
  CHECK(site("N1*ST*ANY*UL*0012345000058~") == "DC01");
  CHECK(site("N1*ST*ANY*92*DC01~") == "DC01");
  CHECK(site("N1*ST*DC01~") == "DC01");
  CHECK(site("N1*ST*ANY*92*DC99~") == "DC99");
  CHECK(site("N1*ST*NOWHERE~").empty());
}

TEST_CASE("a set without a map is handed out with its findings and no receipt", "[reader]") {
  const auto reading = testing::read_x12_text(
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260302*0815*U*00401*"
      "000000001*0*P*>~GS*FA*AA*BB*20260302*0815*1*X*004010~ST*997*0001~AK1*SH*42~AK9*A*1*1*1~"
      "SE*4*0001~GE*1*1~IEA*1*000000001~");
  REQUIRE(reading.documents.size() == 1);
  CHECK_FALSE(reading.documents[0].receipt.has_value());
  CHECK(reading.documents[0].map.empty());
  CHECK(reading.documents[0].accepted);
}

TEST_CASE("the text of a document is kept on demand", "[reader]") {
  ReaderOptions options;
  options.keep_text = true;
  const auto kept = testing::read_x12_text(notice(""), {}, options);
  CHECK(kept.documents.at(0).text.substr(0, 12) == "ST*856*0001~");
  CHECK(kept.documents.at(0).offset == notice("").find("ST*856"));
  CHECK(testing::read_x12_text(notice("")).documents.at(0).text.empty());
}

TEST_CASE("a broken set leaves its neighbours alone", "[reader]") {
  std::string text = notice("");
  const std::size_t end = text.find("GE*1");
  const std::string bad = "ST*856*0002~BSN*00~HL~LIN~SN1**x~SE*99*0003~";
  const std::string good =
      "ST*856*0004~BSN*00*SHP-2*20260302*0810~HL*1**S~HL*2*1*O~PRF*PO-2~HL*3*2*I~LIN*1*BP*A~"
      "SN1**7*EA~SE*9*0004~";
  text = text.substr(0, end) + bad + good + text.substr(end);
  const auto reading = testing::read_x12_text(text);
  REQUIRE(reading.documents.size() == 3);
  CHECK_FALSE(reading.documents[1].accepted);
  CHECK(reading.documents[2].accepted);
  CHECK(reading.receipt(2).lines.at(0).quantity == Quantity(Decimal::from_integer(7)));
}

TEST_CASE("findings of a set are limited", "[reader]") {
  std::string lines;
  for (int i = 0; i < 500; ++i)
    lines += "HL*" + std::to_string(i + 3) + "*2*I~LIN**BP*A~SN1**1.1234567*EA~";
  std::string text = notice("");
  text.replace(text.find(kItem), kItem.size(), lines);
  ReaderOptions options;
  options.limits.findings_max = 10;
  CHECK(testing::read_x12_text(text, {}, options).documents.at(0).findings.size() <= 20);
}

TEST_CASE("a level's list goes to many lines, but not without limit", "[reader]") {
  // 3,000 labels over 3,000 lines would be nine million copies.
  std::string text = notice("");
  std::string labels;
  for (int i = 0; i < 3000; ++i)
    labels += "MAN*GM*00" + std::to_string(100000000000000000LL + i) + "~";
  std::string lines;
  for (int i = 0; i < 3000; ++i)
    lines += "HL*" + std::to_string(i + 3) + "*2*I~LIN**BP*A~SN1**1*EA~";
  text.replace(text.find("PRF*PO-1~"), 9, "PRF*PO-1~" + labels);
  text.replace(text.find(kItem), kItem.size(), lines);
  std::size_t copies = 0;
  const auto reading = testing::read_x12_text(text);
  for (const ReceiptLine& line : reading.receipt().lines) copies += line.sscc.size();
  CHECK(copies == 1'000'000);
}
