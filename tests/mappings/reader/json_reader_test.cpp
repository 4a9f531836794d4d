#include "mappings/reader/json_reader.hpp"

#include <catch2/catch.hpp>

#include "tests/mappings/reader/recording_sink.hpp"

using namespace weighbridge;
using Lines = std::vector<std::string>;

namespace {

RecordingSink read(std::string_view text, const ReaderOptions& options = {}) {
  MemorySource source(text);
  RecordingSink sink;
  read_json(source, {}, options, sink);
  return sink;
}

std::string receipt(const std::string& number, const std::string& quantity) {
  return R"({"schema":"weighbridge.receipt/1","stage":"received","document":{"number":")" + number +
         R"("},"supplier":"ACME","lines":[{"po":"PO-1","item":{"sku":"A"},"quantity":)" + quantity +
         R"(,"uom":"EA"}]})";
}

}  // namespace

TEST_CASE("JSON lines, arrays and single receipts are read alike") {
  const Lines both = {"warehouse_receipt A accepted, lines: 1=1EA",
                      "warehouse_receipt B accepted, lines: 1=2EA"};
  const std::string a = receipt("A", "\"1\"");
  const std::string b = receipt("B", "\"2\"");
  CHECK(read(a + "\n" + b + "\n").lines == both);
  CHECK(read("[" + a + ",\n" + b + "]").lines == both);
  CHECK(read(a + b).lines == both);
  CHECK(read(a).standard == "weighbridge.receipt/1");
}

TEST_CASE("A bad JSON document is rejected with place and mend, its neighbours go on") {
  ReaderOptions options;
  options.limits.json.bytes_max = 2000;
  CHECK(read(receipt("A", "\"1\"") + "\n" +  //
                 R"({"schema":"weighbridge.receipt/1","stage":)"
                 "\n" +  //
                 receipt("B", "\"-1\"") +
                 "\n" +  //
                 R"({"schema":"weighbridge.recipt/1"})"
                 "\n" +  //
                 R"({"a":1})"
                 "\n" +  //
                 "\"" +
                 std::string(3000, 'x') + "\"\n" +  //
                 "hello\n" +                        //
                 receipt("C", "1"),
             options)
            .lines ==
        Lines{"warehouse_receipt A accepted, lines: 1=1EA", "json  rejected",
              "  2:43 the text ends where a value should stand "
              "[send the whole text; it may have been cut off]",
              "warehouse_receipt B rejected, lines: 1=-1EA",
              "  3:107 a quantity received cannot be negative [send a document with the purpose "
              "`reversal` that names the line it reverses]",
              "json  rejected",
              "  4:11 the schema `weighbridge.recipt/1` is unknown [give the member `schema`: "
              "weighbridge.receipt/1 or weighbridge.event/1]",
              "json  rejected",
              "  5:1 the value is neither a receipt nor an event [give the member `schema`: "
              "weighbridge.receipt/1 or weighbridge.event/1, or write a map of its shape]",
              "json  rejected",
              "  6:1 the document is longer than the 2000 bytes allowed [send it in parts]",
              "json  rejected", "  7:1 a value should stand where `h` does",
              "warehouse_receipt C accepted, lines: 1=1EA",
              "  8:150 note `lines[0].quantity` is a bare number, taken exactly as written "
              "[send decimals and codes as strings: other programs round numbers]"});
}

TEST_CASE("Events stand beside receipts in JSON lines") {
  CHECK(read(receipt("A", "\"1\"") + "\n" +
             R"({"schema":"weighbridge.event/1","kind":"movement","id":"M1","at":"2026-03-02",)"
             R"("site":"DC01","sku":"A","quantity":"-3","uom":"EA"})"
             "\n"
             R"({"kind":"movement","id":"M2"})")
            .lines == Lines{"warehouse_receipt A accepted, lines: 1=1EA",
                            "event movement M1 at line 2", "event M2 rejected",
                            "  3:1 an event of the kind movement must have `quantity` [add it]",
                            "  3:1 an event of the kind movement must have `sku` [add it]",
                            "  3:1 an event of the kind movement must have `site` [add it]",
                            "  3:1 an event of the kind movement must have `at` [add it]"});
}

TEST_CASE("A receipt's rules are told at the member") {
  const auto flaw = [](const std::string& head, const std::string& line) {
    const RecordingSink sink =
        read("{" + head + R"(,"document":{"number":"N"},"lines":[{)" + line + "}]}");
    return sink.lines.size() > 1 ? sink.lines[1].substr(sink.lines[1].find(' ', 2) + 1) : "fine";
  };
  const std::string head = R"("stage":"received","supplier":"S")";
  const std::string line = R"("item":{"sku":"A"},"quantity":"1","uom":"EA")";
  CHECK(flaw(head, line) == "fine");
  CHECK(flaw(R"("stage":"received")", line) == "the document names no supplier [add `supplier`]");
  CHECK(flaw(head, R"("po":"P","po_line":"1","quantity":"1","uom":"EA")") == "fine");
  CHECK(flaw(head, R"("po":"P","quantity":"1","uom":"EA")") ==
        "the line names neither an item nor a line of an order "
        "[give sku, gtin, upc or the vendor's item number]");
  CHECK(flaw(head, R"("item":{"sku":"A"},"quantity":"1")") ==
        "the quantity has no unit [add `uom`, such as EA]");
  CHECK(flaw(head, line + R"(,"price_basis":"0")") ==
        "a price basis must be above zero [leave it out when it is 1]");
  CHECK(flaw(head + R"(,"exchange_rate":"0")", line).substr(0, 38) ==
        "an exchange rate must be above zero [g");
  CHECK(flaw(R"("stage":"invoiced","supplier":"S")", R"("quantity":"-1","uom":"EA")") == "fine");
}

TEST_CASE("A document's kind must suit its stage") {
  CHECK(read(R"({"stage":"received","document":{"kind":"invoice","number":"N"},"supplier":"S",)"
             R"("lines":[]})")
            .lines == Lines{"invoice N rejected, lines:",
                            "  1:1 invoice is no document of the stage received "
                            "[its kind is warehouse_receipt]",
                            "  1:1 the document has no lines "
                            "[send at least one, or the purpose `cancel`]"});
}

TEST_CASE("Of endless rubbish the first thousand values are listed, the rest is counted") {
  std::string text = "{}\n";
  for (int i = 0; i < 1500; ++i) text += "rubbish\n";
  const RecordingSink sink = read(text);
  CHECK(sink.documents.size() == 1000);
  CHECK(sink.lines.back() ==
        "  0:0 501 more that could not be read are not listed "
        "[correct the first ones; the others are often the same mistake]");
}
