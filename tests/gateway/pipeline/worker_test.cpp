// What became durable is read, judged and answered: each document by itself, each once.
#include "tests/gateway/served.hpp"
#include "tests/gateway/x12_messages.hpp"

using namespace weighbridge;
using store::DocumentState;

namespace {

std::vector<cases::Case> open_cases(Served& gateway) {
  return gateway.read([](store::Reader& reader) { return reader.cases({.open_only = true}); });
}

std::size_t receipts(Served& gateway) {
  return gateway.read([](store::Reader& reader) { return reader.receipts().size(); });
}

}  // namespace

TEST_CASE("worker: M-20.2 a message becomes documents, evidence and an acknowledgment",
          "[worker]") {
  Served gateway;
  const std::string id = gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 48), "<1@n>");
  const auto documents = gateway.documents(id);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].state == DocumentState::accepted);
  CHECK(documents[0].standard == "X12");
  CHECK(documents[0].sender == "ZZ:NORTHFIELD");
  CHECK(documents[0].interchange == "000000701");
  CHECK(documents[0].group == "701");
  CHECK(documents[0].set == "856");
  CHECK(documents[0].control == "1001");
  CHECK(documents[0].document == "SHP-1");
  CHECK(documents[0].map.substr(0, 8) == "x12-856@");
  const auto receipt = gateway.read([](store::Reader& reader) { return reader.receipts(); });
  REQUIRE(receipt.size() == 1);
  CHECK(receipt[0].receipt.recorded == gateway.now);
  CHECK(receipt[0].source == id);
  CHECK(gateway.read([&](store::Reader& r) {
    return r.document_of_receipt(receipt[0].sequence).value().message;
  }) == id);

  const auto outbox = gateway.outbox();
  REQUIRE(outbox.size() == 1);
  CHECK(outbox[0].kind == "997");
  CHECK(outbox[0].channel == "as2");
  CHECK(outbox[0].partner == "northfield");
  CHECK(outbox[0].in_answer_to == id);
  const std::string text = gateway.outbound_text(outbox[0].id);
  CHECK_THAT(text, Catch::Contains("AK1*SH*701~") && Catch::Contains("AK9*A*1*1*1~"));
  CHECK(gateway.pump->run_due() == 1);
  CHECK(gateway.as2->seen().at(0).bytes.text() == text);
  CHECK(gateway.outbox()[0].state == store::OutboundState::delivered);
  CHECK(gateway.ledger_holds());
}

TEST_CASE("worker: control numbers go up by one for each acknowledgment of a partner", "[worker]") {
  Served gateway;
  gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 48));
  gateway.through(ship_notice_message(702, "SHP-2", "PO-1", 48));
  const auto outbox = gateway.outbox();
  REQUIRE(outbox.size() == 2);
  CHECK(outbox[1].answer_key.interchange == "000000001");
  CHECK(outbox[0].answer_key.interchange == "000000002");
}

TEST_CASE("worker: M-3.8 a bad set is quarantined with class and mend, its neighbours go in",
          "[worker]") {
  Served gateway;
  auto broken = ship_notice_segments("SHP-2", "PO-1", 12);
  broken[8] = "SN1*10*a dozen*EA";
  const std::string id = gateway.through(X12Message(701)
                                             .set("856", ship_notice_segments("SHP-1", "PO-1", 48))
                                             .set("856", broken)
                                             .set("856", ship_notice_segments("SHP-3", "PO-1", 6))
                                             .str());
  const auto documents = gateway.documents(id);
  REQUIRE(documents.size() == 3);
  CHECK(documents[0].state == DocumentState::accepted);
  CHECK(documents[1].state == DocumentState::quarantined);
  CHECK(documents[2].state == DocumentState::accepted);
  REQUIRE(documents[1].trouble);
  CHECK(documents[1].trouble->error_class == "SYNTAX");
  REQUIRE_FALSE(documents[1].findings.empty());
  CHECK(documents[1].findings[0].place.tag == "SN1");
  CHECK(receipts(gateway) == 2);
  CHECK_THAT(gateway.outbound_text(gateway.outbox().at(0).id), Catch::Contains("AK9*P*3*3*2~"));
  CHECK(gateway.read(
            [](store::Reader& r) { return r.count_documents(DocumentState::quarantined); }) == 1);
  const auto seen = gateway.read(
      [](store::Reader& r) { return r.monitored({.document = DocumentState::quarantined}); });
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].accepted == 2);
  CHECK(seen[0].quarantined == 1);
}

TEST_CASE("worker: what is no message at all is quarantined whole", "[worker]") {
  Served gateway;
  const std::string id = gateway.through("Dear all, please find attached ...");
  const auto documents = gateway.documents(id);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].position == 0);
  CHECK(documents[0].state == DocumentState::quarantined);
  CHECK(gateway.outbox().empty());
  CHECK(gateway.read([](store::Reader& r) { return r.job_queue().waiting; }) == 0);
}

TEST_CASE("worker: M-20.1 a replay by a newer map takes in what was left out, and only that",
          "[worker]") {
  // Of this partner, bolts are counted in a unit that nobody knows.
  const auto odd_unit = [](const std::string& number, const std::string& unit) {
    auto segments = ship_notice_segments(number, "PO-1", 48);
    segments[8] = "SN1*10*48*" + unit;
    return segments;
  };
  const NamedText required{"partners/north.yaml",
                           "partner: northfield\nversion: 1.0.0\nsender: [ZZ:NORTHFIELD]\n"
                           "maps:\n  - extends: x12-856\n    required: [references.carrier]\n"};
  Served gateway({required});
  const std::string id = gateway.through(X12Message(701)
                                             .set("856", odd_unit("SHP-1", "EA"))
                                             .set("856", odd_unit("SHP-2", "EA"))
                                             .str());
  CHECK(gateway.documents(id).at(0).state == DocumentState::quarantined);
  CHECK(gateway.documents(id).at(0).trouble->error_class == "SEMANTIC");
  CHECK(receipts(gateway) == 0);
  const std::size_t answers = gateway.outbox().size();

  auto mended = std::make_shared<pipeline::ProcessingSetup>(*gateway.setup);
  mended->tables = tables_with();
  gateway.worker->reload(mended);
  CHECK_FALSE(pipeline::replay(*gateway.store, id, "ops", gateway.now));
  gateway.worker->run_due();
  CHECK(gateway.documents(id).at(0).state == DocumentState::accepted);
  CHECK(receipts(gateway) == 2);
  CHECK(gateway.outbox().size() == answers);  // what was answered once is not answered again

  const auto cases = open_cases(gateway);
  CHECK_FALSE(pipeline::replay(*gateway.store, id, "ops", gateway.now));
  gateway.worker->run_due();
  CHECK(receipts(gateway) == 2);
  CHECK(open_cases(gateway) == cases);
  CHECK(pipeline::replay(*gateway.store, "no such id", "ops", gateway.now).has_value());
}

TEST_CASE("worker: M-20.1 a replay sends no second acknowledgment, also of an empty group",
          "[worker]") {
  Served gateway;
  const std::string id = gateway.through(X12Message(701).str());
  CHECK(gateway.documents(id).empty());
  CHECK(gateway.outbox({.kind = "997"}).size() == 1);
  CHECK_FALSE(pipeline::replay(*gateway.store, id, "ops", gateway.now));
  gateway.worker->run_due();
  CHECK(gateway.outbox().size() == 1);
}

TEST_CASE("worker: M-20.1 to ignore needs a reason", "[worker]") {
  Served gateway;
  const std::string id = gateway.through("no message");
  const auto number = gateway.documents(id).at(0).number;
  CHECK(pipeline::ignore(*gateway.store, number, "ops", "", gateway.now).has_value());
  CHECK_FALSE(pipeline::ignore(*gateway.store, number, "ops", "a test mail", gateway.now));
  CHECK(gateway.documents(id).at(0).state == DocumentState::ignored);
  CHECK(gateway.documents(id).at(0).reason == "a test mail");
  CHECK(pipeline::ignore(*gateway.store, number, "ops", "again", gateway.now).has_value());
}

TEST_CASE("worker: M-3.2 the same document in another interchange is a duplicate delivery",
          "[worker]") {
  Served gateway;
  gateway.through(order_message(1, "PO-1", 48));
  gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 48));
  const auto before = open_cases(gateway);
  const std::string again = gateway.through(ship_notice_message(702, "SHP-1", "PO-1", 48));
  CHECK(gateway.documents(again).at(0).state == DocumentState::duplicate);
  CHECK(open_cases(gateway) == before);
  CHECK_THAT(gateway.outbound_text(gateway.outbox().at(0).id), Catch::Contains("AK9*A*"));
}

TEST_CASE("worker: M-3.2 who sends the same bytes once more gets the acknowledgment once more",
          "[worker]") {
  Served gateway;
  const std::string message = ship_notice_message(701, "SHP-1", "PO-1", 48);
  gateway.through(message, "<1@n>");
  gateway.taken(message, "<2@n>");
  CHECK(gateway.outbox().size() == 1);  // the first is still on its way
  CHECK(gateway.pump->run_due() == 1);
  gateway.taken(message, "<3@n>");
  const auto outbox = gateway.outbox();
  REQUIRE(outbox.size() == 2);
  CHECK(outbox[0].id != outbox[1].id);
  CHECK(outbox[0].sha256 == outbox[1].sha256);
  CHECK(gateway.pump->run_due() == 1);
  gateway.taken(message, "<4@n>");
  CHECK(gateway.outbox().size() == 3);  // one answer for each time, not for each answer
  gateway.taken(message, "<4@n>");      // the very same delivery asks for nothing
  CHECK(gateway.outbox().size() == 3);
}

TEST_CASE("worker: M-3.3 a second original is quarantined as a duplicate", "[worker]") {
  Served gateway;
  gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 48));
  const std::string second = gateway.through(ship_notice_message(702, "SHP-1", "PO-1", 12));
  REQUIRE(gateway.documents(second).at(0).state == DocumentState::quarantined);
  CHECK(gateway.documents(second).at(0).trouble->error_class == "DUPLICATE");
}

TEST_CASE("worker: cases open and clear as documents arrive", "[worker]") {
  Served gateway;
  gateway.through(order_message(1, "PO-1", 48));
  gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 60));
  const auto open = open_cases(gateway);
  REQUIRE(open.size() == 1);
  CHECK(gateway.read([&](store::Reader& r) { return r.ledger_of(open[0].id).size(); }) >= 1);
}

TEST_CASE("worker: an inbound 997 says what became of what we sent", "[worker]") {
  const NamedText wants_advice{"partners/north.yaml",
                               "partner: northfield\nversion: 1.0.0\nsender: [ZZ:NORTHFIELD]\n"
                               "acknowledge: {x12: [997, 824]}\n"};
  Served gateway({wants_advice});
  gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 48));
  const auto advice = gateway.outbox({.kind = "824"});
  REQUIRE(advice.size() == 1);
  CHECK(advice[0].answer == store::AnswerState::expected);
  CHECK(gateway.outbox({.answer_overdue_at = gateway.now + std::chrono::hours{25}}).size() == 1);
  const std::string id = gateway.through(
      X12Message(702, "FA")
          .set("997", {"AK1*AG*" + advice[0].answer_key.group,
                       "AK2*824*" + advice[0].answer_key.set, "AK5*A", "AK9*A*1*1*1"})
          .str());
  CHECK(gateway.documents(id).at(0).state == DocumentState::answer);
  CHECK(gateway.outbox({.kind = "824"})[0].answer == store::AnswerState::accepted);
  CHECK(gateway.outbox({.kind = "824"})[0].answered_by == id);
  CHECK(gateway.outbox({.answer_overdue_at = gateway.now + std::chrono::hours{25}}).empty());
  // An acknowledgment is not acknowledged.
  CHECK(gateway.outbox({.in_answer_to = id}).empty());
}

TEST_CASE("worker: M-3.3 a cancellation of what is not known waits for it", "[worker]") {
  const NamedText wants_advice{"partners/north.yaml",
                               "partner: northfield\nversion: 1.0.0\nsender: [ZZ:NORTHFIELD]\n"
                               "acknowledge: {x12: [997, 824]}\n"};
  Served gateway({wants_advice});
  const std::string cancel = gateway.through(
      X12Message(702).set("856", ship_notice_segments("SHP-1", "PO-1", 48, "01")).str());
  const auto state = gateway.documents(cancel).at(0).state;
  if (state == DocumentState::parked) {
    gateway.now += std::chrono::minutes{31};
    gateway.worker->run_due();
    CHECK(gateway.documents(cancel).at(0).state == DocumentState::quarantined);
  } else {
    CHECK(state == DocumentState::accepted);
  }
}

TEST_CASE("worker: reference data by message is known to the next one", "[worker]") {
  Served gateway;
  gateway.through(
      "sku,gtin,upc,description,base_uom,integral,unit_cost\nA-100,,,Bolt,EA,true,2.50\n");
  CHECK(gateway.read([](store::Reader& r) { return r.reference().items.size(); }) == 1);
  gateway.through(order_message(1, "PO-1", 48));
  CHECK(receipts(gateway) == 1);
}

TEST_CASE("worker: time alone opens what is overdue", "[worker]") {
  Served gateway;
  gateway.through(order_message(1, "PO-1", 48));
  gateway.through(ship_notice_message(701, "SHP-1", "PO-1", 48));
  const std::size_t before = open_cases(gateway).size();
  gateway.now += std::chrono::hours{24 * 60};
  gateway.worker->run_due();
  CHECK(open_cases(gateway).size() > before);
  CHECK(gateway.ledger_holds());
}
