// The contract of what a gateway keeps: deliveries, jobs, documents, the outbox, and bytes that go
// after their time.
#include <catch2/catch.hpp>

#include "cases/sha256.hpp"
#include "contract.hpp"
#include "store/backup.hpp"

namespace weighbridge::store {
namespace {

using namespace testing;

const Instant kNow = at("2026-03-02T08:00:00Z");

std::string add(Writer& writer, const std::string& bytes) {
  const std::string id = cases::sha256_hex(bytes);
  MemorySource source(bytes);
  writer.add_message({id, "as2/acme", bytes.size(), kNow}, &source);
  return id;
}

StoredOutbound outbound(const std::string& id) {
  StoredOutbound row;
  row.id = id;
  row.channel = "as2";
  row.partner = "acme";
  row.kind = "824";
  row.file_name = "824-1.edi";
  row.content_type = "application/edi-x12";
  row.in_answer_to = "D-1";
  row.created_at = kNow;
  row.due = kNow;
  row.answer = AnswerState::expected;
  row.answer_due = kNow + std::chrono::hours{24};
  row.answer_key = {"X12", "000000007", "7", "0001"};
  row.evidence = {{"mic", "a \"quoted\" one"}, {"mic", "again"}};
  return row;
}

void send(Writer& writer, const StoredOutbound& row, const std::string& bytes) {
  MemorySource source(bytes);
  writer.add_outbound(row, source);
}

TEMPLATE_TEST_CASE("store: a delivery comes back as it was", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  StoredDelivery delivery;
  delivery.channel = "as2";
  delivery.partner = "acme";
  delivery.user = "u";
  delivery.key = "<1@acme>";
  delivery.facts = {{"Subject", "two\nlines"}, {"Subject", ""}};
  delivery.answer = "MDN";
  delivery.received_at = kNow;
  store->write([&](Writer& writer) {
    delivery.files = {{add(writer, "one"), "1.edi", "text/plain"}, {add(writer, "two"), "", ""}};
    MemorySource wire("MIME");
    CHECK(writer.add_delivery(delivery, &wire) == 1);
    StoredDelivery again = delivery;
    again.repeats = 1;
    CHECK(writer.add_delivery(again) == 2);
    StoredDelivery refused;
    refused.channel = "as2";
    refused.key = delivery.key;
    refused.partner = "acme";
    refused.refused = Trouble{"ENVELOPE", "code", "what", "mend"};
    CHECK(writer.add_delivery(refused) == 3);
  });
  store->read([&](Reader& reader) {
    StoredDelivery kept = delivery;
    kept.number = 1;
    kept.as_received = 4;
    CHECK(reader.delivery(1) == kept);
    CHECK(reader.delivery_of("as2", "acme", "<1@acme>") == kept);
    CHECK_FALSE(reader.delivery_of("as2", "acme", ""));
    CHECK(reader.first_delivery(delivery.files[0].message) == 1);
    CHECK(reader.deliveries({}).size() == 3);
    CHECK(reader.deliveries({.before = 3, .limit = 1}).at(0).number == 2);
    CHECK(reader.deliveries({.message = delivery.files[1].message}).size() == 2);
    REQUIRE(reader.deliveries({.refused_only = true}).size() == 1);
    CHECK(reader.deliveries({.refused_only = true})[0].refused->mend == "mend");
  });
  // A key is taken once; what would break that breaks the transaction.
  CHECK_THROWS_AS(store->write([&](Writer& writer) { writer.add_delivery(delivery); }), StoreError);
}

TEMPLATE_TEST_CASE("store: jobs wait in the order of arrival until they are due", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  std::string first, second;
  store->write([&](Writer& writer) {
    first = add(writer, "one");
    second = add(writer, "two");
    Job job;
    job.message = second;
    job.since = job.due = kNow;
    writer.put_job(job);
    job.message = first;
    writer.put_job(job);
  });
  store->write([&](Writer& writer) {
    CHECK(writer.due_jobs(kNow, 10) == std::vector<std::string>{first, second});
    CHECK(writer.job_queue() == QueueLength{2, kNow, 0});
    Job job = writer.job(first).value();
    job.due = kNow + std::chrono::minutes{1};
    job.tries = 1;
    job.trouble = Trouble{"TRANSPORT", "", "disk", ""};
    writer.put_job(job);
    CHECK(writer.job(first) == job);
    CHECK(writer.due_jobs(kNow, 10) == std::vector<std::string>{second});
    job.state = JobState::failed;
    writer.put_job(job);
    CHECK(writer.job_queue() == QueueLength{1, kNow, 1});
    CHECK_FALSE(writer.job("no such message"));
  });
}

TEMPLATE_TEST_CASE("store: a document keeps its place and its flaws", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([&](Writer& writer) {
    StoredDocument row;
    row.message = add(writer, "one");
    row.position = 2;
    row.standard = "X12";
    row.set = "856";
    row.supplier = "ACME";
    row.state = DocumentState::parked;
    row.trouble = Trouble{"SEQUENCE", "CODE", "what", "mend"};
    Finding finding;
    finding.code = "8";
    finding.scope = FindingScope::element;
    finding.place.segment = 9;
    finding.place.element = 2;
    finding.place.offset = 77;
    finding.place.tag = "SN1";
    finding.message = "no number";
    finding.value = "a dozen";
    row.findings = {finding};
    row.decided_at = kNow;
    row.due = kNow + std::chrono::minutes{30};
    row.number = writer.put_document(row);
    CHECK(writer.document(row.number) == row);
    CHECK(writer.due_documents(kNow, 9).empty());
    CHECK(writer.due_documents(*row.due, 9) == std::vector{row});
    row.state = DocumentState::quarantined;
    row.due.reset();
    CHECK(writer.put_document(row) == row.number);
    CHECK(writer.documents({.state = DocumentState::quarantined}) == std::vector{row});
    CHECK(writer.documents({.supplier = "OTHER"}).empty());
    CHECK(writer.count_documents(DocumentState::quarantined) == 1);
    CHECK(writer.oldest_document(DocumentState::quarantined) == kNow);
    CHECK(writer.monitored(row.message)->quarantined == 1);
  });
}

TEMPLATE_TEST_CASE("store: what is to leave is one row for one id", "[store]", WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  store->write([&](Writer& writer) {
    send(writer, outbound("a"), "bytes");
    send(writer, outbound("a"), "other bytes");
    send(writer, outbound(""), "more");
    const StoredOutbound row = writer.outbound("a").value();
    StoredOutbound expected = outbound("a");
    expected.number = row.number;
    expected.bytes = 5;
    expected.sha256 = cases::sha256_hex("bytes");
    CHECK(row == expected);
    CHECK(writer.outbox({}).size() == 2);
    CHECK(writer.outbox({})[0].id.size() == 32);
    CHECK(writer.due_outbound(kNow, 9).size() == 2);
    CHECK(writer.due_outbound(kNow - std::chrono::seconds{1}, 9).empty());
    CHECK(writer.expecting("acme", {"X12", "", "7", ""}).size() == 2);
    CHECK(writer.expecting("acme", {"X12", "", "8", ""}).empty());
    CHECK(writer.expecting("other", {"X12", "", "7", ""}).empty());
    CHECK(writer.outbox({.answer_overdue_at = kNow}).empty());
    CHECK(writer.outbox({.answer_overdue_at = kNow + std::chrono::hours{25}}).size() == 2);
    expected.state = OutboundState::dead;
    expected.trouble = Trouble{"TRANSPORT", "", "refused", ""};
    expected.tries = 6;
    writer.update_outbound(expected);
    CHECK(writer.outbound("a") == expected);
    CHECK(writer.outbox_queue() == QueueLength{1, kNow, 1});
    CHECK(writer.outbox_queue_of("as2", "acme").waiting == 1);
    CHECK(writer.outbox_queue_of("sftp", "acme").waiting == 0);
  });
}

TEMPLATE_TEST_CASE("store: bytes that are packed come back, and go after their time", "[store]",
                   WEIGHBRIDGE_STORES) {
  TestType place;
  const auto store = place.open();
  std::string text;
  for (int i = 0; text.size() < (3U << 20U); ++i) text += "SN1*" + std::to_string(i) + "*48*EA~";
  std::string id, waiting;
  store->write([&](Writer& writer) {
    id = add(writer, text);
    waiting = add(writer, "to be done");
    Job job;
    job.message = waiting;
    writer.put_job(job);
    send(writer, outbound("a"), text);
  });
  const auto of = [&](const std::string& message) {
    return read(*store, [&](Reader& reader) {
      std::string back;
      reader.message_bytes(message, [&](std::string_view piece) { back += piece; });
      return back;
    });
  };
  CHECK(of(id) == text);
  store->write([&](Writer& writer) {
    CHECK(writer.drop_bytes(kNow, 10) == 0);
    CHECK(writer.drop_bytes(kNow + std::chrono::hours{1}, 10) == 1);
    CHECK(writer.monitored(id)->bytes == text.size());
    CHECK_FALSE(writer.monitored(id)->bytes_kept);
    std::string back;
    CHECK(writer.outbound_bytes("a", [&](std::string_view piece) { back += piece; }));
    CHECK(back == text);  // it is not delivered yet
  });
  CHECK(of(id).empty());
  CHECK(of(waiting) == "to be done");
}

TEST_CASE("store: a backup is one moment, verified; a restore gives no number twice", "[store]") {
  SqliteFixture place;
  TemporaryFolder elsewhere;
  const std::string copy = elsewhere.file("copy.db");
  const auto store = place.open();
  store->write([](Writer& writer) {
    writer.append(entry("one"));
    CHECK(writer.next_control_number("acme", "X12") == 1);
  });
  CHECK(back_up_sqlite(place.path(), copy).entries == 1);
  CHECK_THROWS_AS(back_up_sqlite(place.path(), copy), StoreError);
  store->write([](Writer& writer) {
    writer.append(entry("after the backup"));
    CHECK(writer.next_control_number("acme", "X12") == 2);
  });
  const std::string back = elsewhere.file("back.db");
  CHECK(restore_sqlite(copy, back, "ops", kNow).entries == 2);
  open_sqlite(back)->write([](Writer& writer) {
    CHECK(writer.ledger_of("store").at(0).action == "store.restored");
    CHECK(writer.next_control_number("acme", "X12") == 1002);
  });
  CHECK_THROWS_AS(back_up_sqlite(elsewhere.file("nothing.db"), elsewhere.file("x.db")), StoreError);
  CHECK_FALSE(std::filesystem::exists(elsewhere.file("x.db")));
}

}  // namespace
}  // namespace weighbridge::store
