// Real XML messages of many hands, where the corpus is at hand: every good one gives receipts whose
// figures are those of the text, every other one is explained.
#include <algorithm>
#include <cstdlib>
#include <set>

#include <catch2/catch.hpp>

#include "parsers/xml/document.hpp"
#include "tests/mappings/xml_reading.hpp"

using namespace weighbridge;
namespace fs = std::filesystem;

namespace {

fs::path corpus() {
  if (const char* named = std::getenv("WEIGHBRIDGE_CORPUS")) return fs::path(named) / "xml";
  return fs::path(WEIGHBRIDGE_SOURCE_DIR) / "../shared/corpus/xml";
}

std::vector<fs::path> files() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(corpus()))
    if (entry.path().extension() == ".xml") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Messages that state no goods: what was announced and not received, a notice without items, other
/// requests, a wrapper of tests.
const std::set<std::string> kWithoutGoods{
    "logistics-receiptadvice-uc1.xml", "logistics-receiptadvice-uc4.xml",
    "friends-shipnotice.xml",          "sap-inbound-delivery-create-nons.xml",
    "friends-statusupdate.xml",        "officeluv-confirmation.xml",
    "sap-outbound-status.xml",         "logistics-T120-R015.xml"};

/// The texts of all elements of this local name, in the document's order.
void collect(pugi::xml_node node, std::string_view name, std::vector<std::string>& out) {
  if (xml::is_named(node, name)) out.emplace_back(node.child_value());
  for (const pugi::xml_node child : node.children()) collect(child, name, out);
}

std::vector<std::string> texts(const std::string& message, std::string_view name) {
  pugi::xml_document tree;
  REQUIRE(tree.load_buffer(message.data(), message.size()));
  std::vector<std::string> found;
  collect(tree, name, found);
  return found;
}

/// Each figure that the receipt must have, by the names of UBL.
void compare_ubl(const std::string& message, const Receipt& receipt) {
  std::vector<std::string> quantities;
  for (const char* name : {"InvoicedQuantity", "CreditedQuantity", "DeliveredQuantity"})
    for (const std::string& text : texts(message, name)) quantities.push_back(text);
  const bool turned = receipt.document.kind == DocumentKind::credit_note &&
                      texts(message, "CreditedQuantity").empty();
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    const Decimal stated = *Decimal::parse(quantities[i]);
    CHECK(receipt.lines.at(i).quantity.value == (turned ? -stated : stated));
  }
  if (!quantities.empty()) CHECK(quantities.size() == receipt.lines.size());
  for (const std::string& total : texts(message, "PayableAmount")) {
    const Decimal stated = *Decimal::parse(total);
    REQUIRE(receipt.totals.amount.has_value());
    const Decimal read = receipt.totals.amount->value;
    CHECK((read == stated || read == -stated));
  }
  std::vector<std::string> prices = texts(message, "PriceAmount");
  for (std::size_t i = 0; i < prices.size() && prices.size() == receipt.lines.size(); ++i)
    CHECK(receipt.lines[i].unit_price->value == *Decimal::parse(prices[i]));
  std::set<std::string> known;
  for (const ReceiptLine& line : receipt.lines)
    known.insert({line.item.sku, line.item.vendor, line.item.gtin});
  for (const char* holder : {"BuyersItemIdentification", "SellersItemIdentification"}) {
    pugi::xml_document tree;
    tree.load_buffer(message.data(), message.size());
    for (const auto& id : tree.select_nodes(
             ("//*[contains(local-name(), 'Line')]/*[local-name()='Item']/*[local-name()='" +
              std::string(holder) + "']/*[local-name()='ID']")
                 .c_str()))
      CHECK(known.contains(std::string(xml::trimmed(id.node().child_value()))));
  }
}

}  // namespace

TEST_CASE("the XML corpus is read without loss, or explained", "[maps][corpus][xml]") {
  if (!fs::exists(corpus())) {
    WARN("no corpus at " << corpus() << "; set WEIGHBRIDGE_CORPUS to run this test");
    return;
  }
  std::size_t with_goods = 0;
  for (const fs::path& file : files()) {
    INFO(file);
    const std::string message = testing::slurp(file);
    const testing::XmlReading reading = testing::read_xml_text(message);
    REQUIRE(reading.message_findings.empty());
    REQUIRE(reading.documents.size() == 1);
    const ReadDocument& document = reading.documents[0];
    if (kWithoutGoods.contains(file.filename().string())) {
      CHECK_FALSE(document.findings.empty());
      continue;
    }
    ++with_goods;
    CHECK_FALSE(has_errors(document.findings));
    const Receipt& receipt = reading.receipt();
    CHECK_FALSE(receipt.lines.empty());
    CHECK_FALSE(receipt.supplier.empty());
    if (reading.interchanges[0].standard == "UBL") compare_ubl(message, receipt);
    if (file.parent_path().filename() == "bad") CHECK_FALSE(document.findings.empty());
  }
  CHECK(with_goods >= 29);
}
