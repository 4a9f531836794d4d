#include "mappings/reader/csv_reader.hpp"

#include <catch2/catch.hpp>

#include "tests/mappings/reader/recording_sink.hpp"

using namespace weighbridge;
using Lines = std::vector<std::string>;

namespace {

RecordingSink read(std::string_view text, ContentKind kind = ContentKind::csv_receipts,
                   const ReaderOptions& options = {}, const ReferenceData& reference = {}) {
  MemorySource source(text);
  RecordingSink sink;
  read_csv(source, kind, reference, options, sink);
  return sink;
}

Lines lines_of(std::string_view text, ContentKind kind = ContentKind::csv_receipts) {
  return read(text, kind).lines;
}

const std::string kHeader = "stage,document_number,supplier,po,sku,quantity,uom\n";

}  // namespace

TEST_CASE("CSV rows of one stage, supplier and number are one document, wherever they stand") {
  CHECK(lines_of(kHeader + "received,WR-1,ACME,PO-1,A,1,EA\n"
                           "received,WR-2,ACME,PO-1,A,2,EA\n"
                           "received,WR-1,ACME,PO-1,B,3,EA\n"
                           "accrued,WR-1,ACME,PO-1,B,4,EA\n"
                           "received,WR-1,BOLT,PO-1,B,5,EA\n") ==
        Lines{"warehouse_receipt WR-1 accepted, lines: 1=1EA 2=3EA",
              "warehouse_receipt WR-2 accepted, lines: 1=2EA",
              "accrual WR-1 accepted, lines: 1=4EA",
              "warehouse_receipt WR-1 accepted, lines: 1=5EA"});
}

TEST_CASE("Every CSV column of receipts reaches its member") {
  const RecordingSink sink = read(
      "Stage;Document Kind;document-number;document_date;document_time;purpose;supplier;site;"
      "currency;exchange_rate;posted_at;shipped_at;carrier;tracking;line;po;po_line;sku;gtin;upc;"
      "vendor_item;description;quantity;uom;unit_price;price_basis;price_uom;amount;condition;"
      "condition_code;final;lot;serials;sscc;expected;user;shift;posting_id;ship_notice;receipt;"
      "invoice;bill_of_lading;reverses\n"
      "shipped;ship_notice;S1;2026-03-02;2026-03-02T07:30:00Z;replace;ACME;DC01;usd;1.08;"
      "2026-03-02T08:00:00Z;2026-03-01;SCAC;1Z;7;PO-1;10;A;G;U;V;\"Bolt \"\"M8\"\"; long\";48;EA;"
      "2.50;100;CA;1.20;damaged;01;yes;L1;S1 S2;SS1;2026-03-06;w;B;P1;SN;R;I;BOL;WR-8/2\n");
  REQUIRE(sink.lines == Lines{"ship_notice S1 accepted, lines: 7=48EA"});
  CHECK(to_json(*sink.documents.at(0).receipt) ==
        R"({"schema":"weighbridge.receipt/1","stage":"shipped","document":{"kind":"ship_notice",)"
        R"("number":"S1","date":"2026-03-02","time":"2026-03-02T07:30:00Z","purpose":"replace"},)"
        R"("supplier":"ACME","site":"DC01","currency":"USD","exchange_rate":"1.08",)"
        R"("references":{"carrier":"SCAC","tracking":"1Z"},"dates":{"shipped":"2026-03-01",)"
        R"("posted":"2026-03-02T08:00:00Z"},"lines":[{"line":"7","po":"PO-1","po_line":"10",)"
        R"("item":{"sku":"A","gtin":"G","upc":"U","vendor":"V","description":"Bolt \"M8\"; long"},)"
        R"("quantity":"48","uom":"EA","unit_price":"2.50","price_basis":"100","price_uom":"CA",)"
        R"("amount":"1.20","condition":"damaged","condition_code":"01","final":true,"lot":"L1",)"
        R"("serials":["S1","S2"],"sscc":["SS1"],"expected":"2026-03-06","user":"w","shift":"B",)"
        R"("posting_id":"P1","references":{"ship_notice":"SN","receipt":"R","invoice":"I",)"
        R"("bill_of_lading":"BOL","reverses":{"document":"WR-8","line":"2"}}}]})");
}

TEST_CASE("A bad CSV row costs its document, not its neighbours") {
  CHECK(lines_of(kHeader + "received,WR-1,ACME,PO-1,A,1,EA\n"
                           "received,WR-1,ACME,PO-1,A,one,EA\n"
                           "received,WR-2,ACME,PO-1,,2,EA\n"
                           "received,WR-3,ACME,PO-1,A,-3,EA\n"
                           "received,WR-4,ACME,PO-1,A,4,\n"
                           "received,WR-5,ACME,PO-1,A,5,EA\n") ==
        Lines{"warehouse_receipt WR-1 rejected, lines: 1=1EA 2=0EA",
              "  3:27 `quantity` cannot be read: it is not a plain decimal number such as 12.50 "
              "[write plain digits with a point, such as 1250.50]",
              "warehouse_receipt WR-2 rejected, lines: 1=2EA",
              "  4:0 the line names neither an item nor a line of an order "
              "[give sku, gtin, upc or the vendor's item number]",
              "warehouse_receipt WR-3 rejected, lines: 1=-3EA",
              "  5:0 a quantity received cannot be negative [send a document with the purpose "
              "`reversal` that names the line it reverses]",
              "warehouse_receipt WR-4 rejected, lines: 1=4",
              "  6:0 the quantity has no unit [add `uom`, such as EA]",
              "warehouse_receipt WR-5 accepted, lines: 1=5EA"});
}

TEST_CASE("A broken CSV row is its document's when that much can be read") {
  CHECK(lines_of(kHeader + "received,WR-1,ACME,PO-1,A,1,EA\n"
                           "received,WR-1,ACME,PO-1,\"A,1,EA\n"
                           "received,WR-2,ACME,PO-1,A,1,EA,7\n"
                           "received,WR-3,ACME,PO-1,A,1,EA,,\n") ==
        Lines{"warehouse_receipt WR-1 rejected, lines: 1=1EA 2=0",
              "  3:25 the quote that begins this cell is not closed, or text follows its end "
              "[close it at the end of the cell; write a quote within quotes twice]",
              "warehouse_receipt WR-2 rejected, lines: 1=1EA",
              "  4:1 the row has 8 cells where the header has 7 "
              "[quote cells that hold the delimiter, and keep empty cells]",
              "warehouse_receipt WR-3 accepted, lines: 1=1EA"});
}

TEST_CASE("A row whose stage cannot be read keeps its document from going in by half") {
  CHECK(lines_of(kHeader + "received,WR-1,ACME,PO-1,A,1,EA\n"
                           "recieved,WR-1,ACME,PO-1,A,1,EA\n"
                           "received,,ACME,PO-1,A,1,EA\n") ==
        Lines{"row 3 rejected",
              "  3:1 `stage` is none of the words it may be [did you mean `received`?]",
              "row 4 rejected", "  4:10 `document_number` is empty [fill it in]",
              "warehouse_receipt WR-1 rejected, lines: 1=1EA",
              "  3:0 a row of this document could not be read "
              "[correct the row and send the document again]"});
}

TEST_CASE("Rows of one CSV document must agree on the document") {
  CHECK(lines_of("stage,document_number,document_date,supplier,po,sku,quantity,uom,posted_at\n"
                 "received,WR-1,2026-03-02,ACME,PO-1,A,1,EA,2026-03-02T08:00:00Z\n"
                 "received,WR-1,,ACME,PO-1,A,1,EA,2026-03-02T08:30:00Z\n"
                 "received,WR-2,2026-03-02,ACME,PO-1,A,1,EA,\n"
                 "received,WR-2,2026-03-03,ACME,PO-1,A,1,EA,\n") ==
        Lines{"warehouse_receipt WR-1 accepted, lines: 1=1EA 2=1EA",
              "warehouse_receipt WR-2 rejected, lines: 1=1EA 2=1EA",
              "  5:0 `document_date` differs from an earlier row of document WR-2 "
              "[rows of one document must agree on it]"});
}

TEST_CASE("A CSV header with mistakes is refused with all of them") {
  CHECK(lines_of("stage,documnt_number,supplier,po,sku,quantity,shoe size,stage\nx\n") ==
        Lines{"message",
              "  1:7 the column `documnt_number` is unknown [did you mean `document_number`?]",
              "  1:47 the column `shoe size` is unknown [known are: stage, document_kind, "
              "document_number, document_date, document_time, purpose, supplier, bill_from, "
              "remit_to, bank, rma, site, ...]",
              "  1:57 the column `stage` stands twice [keep one of the two]",
              "  1:1 the column `document_number` is missing [add it to the header and the rows]",
              "  1:1 the column `uom` is missing [add it to the header and the rows]"});
  CHECK(lines_of("stage,document_number,supplier,po,quantity,uom\n").at(1) ==
        "  1:1 no column names the item [add one of sku, gtin, upc, vendor_item]");
}

TEST_CASE("Purchase orders in CSV are their lines' order") {
  const RecordingSink sink = read(kHeader + "ordered,PO-9,ACME,,A,1,EA\n");
  REQUIRE(sink.documents.at(0).accepted);
  CHECK(sink.documents.at(0).receipt->lines.at(0).po == PoNumber("PO-9"));
}

TEST_CASE("A supplier named by an id of suppliers.csv becomes its supplier") {
  ReferenceData reference;
  reference.suppliers.emplace_back().supplier = SupplierId("ACME");
  reference.suppliers.back().gln = "4012345000009";
  const RecordingSink sink = read(kHeader + "received,WR-1,4012345000009,PO-1,A,1,EA\n",
                                  ContentKind::csv_receipts, {}, reference);
  CHECK(sink.documents.at(0).receipt->supplier == SupplierId("ACME"));
  CHECK(sink.documents.at(0).supplier_rule == "suppliers.csv: gln");
}

TEST_CASE("Events come as CSV") {
  CHECK(lines_of("kind,id,at,order,line,site,sku,quantity,uom,from_condition,receipt,condition\n"
                 "transfer_ship,T1,2026-03-02T08:00:00Z,TO-7,1,DC01,A,120,EA,,,\n"
                 "transfer_ship,T2,2026-03-02,,1,DC01,A,120,EA,,,\n"
                 "inspection,Q1,2026-03-02,,1,,,2,EA,on_hold,WR-1,good\n"
                 "cuont,C1,2026-03-02,,,DC01,A,1,EA,,,\n",
                 ContentKind::csv_events) ==
        Lines{"event transfer_ship T1 at line 2", "event T2 rejected",
              "  3:1 an event of the kind transfer_ship must have `order` [add it]",
              "event inspection Q1 at line 4", "event C1 rejected",
              "  5:1 `kind` is none of the words it may be [did you mean `count`?]"});
}

TEST_CASE("Reference data comes as CSV, bad rows are named") {
  const RecordingSink items = read(
      "sku,base_uom,integral,unit_cost\nA,EA,true,1.25\n,EA,no,\n"
      "C,EA,maybe,\n",
      ContentKind::csv_items);
  CHECK(items.lines == Lines{"row 3 rejected", "  3:1 `sku` is empty [fill it in]",
                             "row 4 rejected",
                             "  4:6 `integral` is neither true nor false [write true or false]"});
  REQUIRE(items.reference_data.items.size() == 1);
  CHECK(items.reference_data.items[0].integral);
  CHECK(items.reference_data.items[0].unit_cost == UnitPrice(*Decimal::parse("1.25")));

  const RecordingSink packs =
      read("sku,uom,per_base\nA,CA,24\nA,LB,1/3\nA,XX,0\n", ContentKind::csv_packs);
  CHECK(packs.lines == Lines{"row 4 rejected",
                             "  4:6 `per_base` must be above zero "
                             "[say how many base units one unit is]"});
  REQUIRE(packs.reference_data.packs.size() == 2);
  CHECK(packs.reference_data.packs[1].per_base == Rational(1, 3));

  const RecordingSink sites = read(
      "site,timezone,holidays\nDC01,Europe/Berlin,2026-01-01 2026-12-25\n", ContentKind::csv_sites);
  CHECK(sites.reference_data.sites.at(0).holidays.size() == 2);
  const RecordingSink suppliers =
      read("supplier,name,lead_days\nACME,Acme Corp,7\n", ContentKind::csv_suppliers);
  CHECK(suppliers.reference_data.suppliers.at(0).lead_days == 7);
  const RecordingSink aliases =
      read("supplier,vendor_item,sku\nACME,V-1,A\n", ContentKind::csv_aliases);
  CHECK(aliases.reference_data.aliases.at(0).sku == Sku("A"));
}
