// What follows from decisions on cases: suppliers are told in their own syntax, the ERP is told of
// holds and postings, each exactly once, and what they answer brings the case on.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gateway/api/case_actions.hpp"
#include "gateway/pipeline/kpi_facts.hpp"
#include "gateway/serve/policy_in_force.hpp"
#include "tests/gateway/served.hpp"
#include "tests/gateway/x12_messages.hpp"

using namespace weighbridge;
using store::OutboundState;

namespace {

constexpr const char* kReceived =
    R"({"stage":"received","document":{"number":"WR-1","date":"2026-03-02"},"supplier":"NORTHFIELD",)"
    R"("site":"DC01","lines":[{"line":"1","po":"PO-1","po_line":"10","item":{"sku":"A-100"},)"
    R"("quantity":"48","uom":"EA","final":true}]})";

/// One case that people work on; the supplier and the ERP can be told.
class CaseDesk : public Served {
 public:
  CaseDesk() {
    setup->route = [](const std::string&, const std::string&, const std::string&) {
      return pipeline::AnswerRoute{"northfield", "as2"};
    };
    setup->pushed_to = [](std::string_view) { return std::vector<std::string>{"northgate"}; };
    pump->reload({{"as2", as2}, {"erp", erp}});
  }

  /// From here on it is about the only case with that code.
  void take_up(const std::string& code) {
    const auto cases = read([&](store::Reader& r) { return r.cases({.code = code}); });
    REQUIRE(cases.size() == 1);
    id = cases[0].id;
  }

  http::Response act(const std::string& who, const std::string& body) {
    http::Request request;
    request.method = "POST";
    request.path = "/api/v1/cases/" + id + "/actions";
    request.fields.add("If-Match", "*");
    request.body = spool::Payload::of(body);
    request.caller = {who, roles};
    request.parameters["id"] = id;
    const api::CaseDesk desk{*store, [this] { return setup; }, [this] { return now; }, {}};
    return api::act_on_case(desk, request);
  }

  void done(const std::string& who, const std::string& body) {
    const http::Response response = act(who, body);
    INFO(body << '\n' << response.body);
    REQUIRE(response.status == 200);
  }

  void start() {
    done("clara", R"({"action":"assign"})");
    done("clara", R"({"action":"start"})");
  }

  cases::Case value() {
    return read([&](store::Reader& r) { return r.find_case(id).value(); });
  }
  cases::CaseWork work() {
    return read([&](store::Reader& r) { return r.case_work(id); });
  }
  std::vector<store::StoredOutbound> sent(const std::string& kind) {
    return outbox({.kind = kind});
  }

  std::shared_ptr<RecordingDeliverer> erp = std::make_shared<RecordingDeliverer>();
  std::string id;
  std::vector<std::string> roles{"clerk"};  ///< of everybody
};

/// An order, its goods, and a bill with 120 dollars of freight that nobody agreed to.
class Worked : public CaseDesk {
 public:
  Worked() {
    through(order_message(701, "PO-1", 48));
    through(kReceived);
    through(X12Message(702, "IN")
                .set("810", {"BIG*20260302*INV-1**PO-1", "IT1*10*48*EA*2.5**BP*A-100", "TDS*24000",
                             "SAC*C*D240***12000", "CTT*1"})
                .str());
    take_up("CHARGE_NOT_AGREED");
  }
};

}  // namespace

TEST_CASE("case work: section 17: the ERP is told of a hold, and of its release by a decision") {
  Worked desk;
  const auto holds = desk.sent("hold");
  REQUIRE(holds.size() == 1);
  CHECK(holds[0].channel == "erp");
  CHECK(holds[0].partner == "northgate");
  CHECK_THAT(desk.outbound_text(holds[0].id),
             Catch::Contains(R"("invoice":"INV-1")") && Catch::Contains(R"("amount":"120.00")"));
  desk.start();
  desk.done("clara", R"({"action":"propose","resolution":"CRD","reason_code":"FREIGHT"})");
  desk.done("carl", R"({"action":"approve"})");
  CHECK(desk.value().state == cases::CaseState::executing);
  CHECK(desk.sent("release").empty());

  const auto memos = desk.sent("812");
  REQUIRE(memos.size() == 1);
  CHECK(memos[0].id == desk.id + ".1.notice");
  CHECK(memos[0].partner == "northfield");
  const std::string memo = desk.outbound_text(memos[0].id);
  CHECK_THAT(memo,
             Catch::Contains(desk.id) && Catch::Contains("INV-1") && Catch::Contains("*12000"));

  desk.pump->run_due();
  desk.worker->run_due();
  CHECK(desk.value().state == cases::CaseState::resolved);
  REQUIRE(desk.sent("release").size() == 1);
  CHECK_THAT(desk.outbound_text(desk.sent("release")[0].id),
             Catch::Contains(R"("release":"decided")"));
  desk.now += std::chrono::days(5);
  desk.worker->run_due();
  CHECK(desk.value().state == cases::CaseState::closed);
  CHECK(desk.sent("812").size() == 1);
  CHECK(desk.ledger_holds());
}

TEST_CASE("case work: M-17.2: the ledger of a case tells its holds, placed and released") {
  Worked desk;
  const auto told = [&](const std::string& action) {
    std::vector<std::string> after;
    desk.read([&](store::Reader& reader) {
      for (const cases::LedgerEntry& entry : reader.ledger_of(desk.id))
        if (entry.action == action) after.push_back(entry.after);
      return after.size();
    });
    return after;
  };
  REQUIRE(told("case.hold_placed").size() == 1);
  CHECK_THAT(told("case.hold_placed")[0],
             Catch::Contains(R"("amount":"120.00")") && Catch::Contains(R"("document":"INV-1")"));
  CHECK(told("case.hold_released").empty());
  SECTION("by a decision") {
    desk.start();
    desk.done("clara", R"({"action":"propose","resolution":"CRD","reason_code":"FREIGHT"})");
    desk.done("carl", R"({"action":"approve"})");
    desk.pump->run_due();
    desk.worker->run_due();
    REQUIRE(told("case.hold_released").size() == 1);
    CHECK_THAT(told("case.hold_released")[0], Catch::Contains(R"("release":"decided")"));
  }
  SECTION("by what arrives: a credit of what was billed too much") {
    desk.through(
        R"({"stage":"invoiced","document":{"kind":"credit_note","number":"CN-1","date":"2026-03-03"},)"
        R"("supplier":"NORTHFIELD","currency":"USD","references":{"invoice":"INV-1"},)"
        R"("charges":[{"kind":"freight","code":"D240","amount":"-120.00"}],)"
        R"("totals":{"amount":"-120.00"}})");
    REQUIRE(told("case.hold_released").size() == 1);
    CHECK_THAT(told("case.hold_released")[0], Catch::Contains(R"("release":"cleared")"));
  }
  CHECK(desk.ledger_holds());
}

TEST_CASE(
    "case work: S5: who changed where a supplier is paid approves nothing of it for 30 days") {
  Worked desk;
  const auto suppliers_from = [&](const std::string& who, const std::string& bank) {
    receive::Delivery delivery =
        Served::delivery("supplier,name,bank\nNORTHFIELD,Northfield,DE-" + bank + "\n", "", "http");
    delivery.user = who;
    REQUIRE(std::holds_alternative<receive::Taken>(desk.take(std::move(delivery))));
    desk.worker->run_due();
  };
  suppliers_from("carl", "1");
  suppliers_from("cleo", "1");  // the same again: no change
  desk.start();
  desk.done("clara", R"({"action":"propose","resolution":"CRD","reason_code":"FREIGHT"})");
  const http::Response refused = desk.act("carl", R"({"action":"approve"})");
  CHECK(refused.status == 403);
  CHECK_THAT(refused.body, Catch::Contains("S5"));
  const auto entries =
      desk.read([](store::Reader& reader) { return reader.ledger_of("supplier/NORTHFIELD"); });
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].actor == "carl");
  CHECK(entries[0].after.find("DE-1") == std::string::npos);
  SECTION("another person may") {
    desk.done("cleo", R"({"action":"approve"})");
  }
  SECTION("and so may the same after 30 days") {
    desk.now += std::chrono::days(30);
    desk.done("carl", R"({"action":"approve"})");
  }
}

TEST_CASE("case work: S5: who has an old list of suppliers read again changed them too") {
  Worked desk;
  const auto sent_by = [&](const std::string& who, const std::string& bank) {
    receive::Delivery delivery =
        Served::delivery("supplier,name,bank\nNORTHFIELD,Northfield,DE-" + bank + "\n", "", "http");
    delivery.user = who;
    const receive::Outcome outcome = desk.take(std::move(delivery));
    desk.worker->run_due();
    return std::get<receive::Taken>(outcome).messages.at(0);
  };
  const std::string first = sent_by("carl", "1");
  sent_by("con", "2");
  REQUIRE_FALSE(pipeline::replay(*desk.store, first, "cleo", desk.now));
  desk.worker->run_due();
  std::vector<std::string> told;
  for (const cases::LedgerEntry& entry :
       desk.read([](store::Reader& reader) { return reader.ledger_of("supplier/NORTHFIELD"); }))
    told.push_back(entry.actor);
  CHECK(told == std::vector<std::string>{"carl", "con", "carl", "cleo"});
}

TEST_CASE("case work: S6: who wrote the policy approves nothing for 7 days") {
  Worked desk;
  const auto takes_effect = [&](const std::string& policy) {
    bool told = false;
    desk.store->write([&](store::Writer& writer) {
      const std::uint64_t before = writer.ledger_head().count;
      const cases::Act act{desk.now, "serve", "operator", "c"};
      CHECK(serve::settle_policy(policy, act, writer).text == policy);
      told = writer.ledger_head().count > before;
    });
    return told;
  };
  CHECK(takes_effect("policy: STD-1+acme\n"));
  CHECK(takes_effect("authors: [carl, con]\napproved_by: cleo\n"));
  CHECK_FALSE(takes_effect("authors: [carl, con]\napproved_by: cleo\n"));  // once a version
  desk.start();
  desk.done("clara", R"({"action":"propose","resolution":"CRD","reason_code":"FREIGHT"})");
  const http::Response refused = desk.act("carl", R"({"action":"approve"})");
  CHECK(refused.status == 403);
  CHECK_THAT(refused.body, Catch::Contains("S6"));
  SECTION("another person may, also who let it take effect") {
    desk.done("cleo", R"({"action":"approve"})");
  }
  SECTION("and so may the same after 7 days") {
    desk.now += std::chrono::days(7);
    desk.done("carl", R"({"action":"approve"})");
  }
}

TEST_CASE("S6: once two persons let a policy take effect, none is displaced by one") {
  Worked desk;
  const auto settled = [&](const std::string& text) {
    serve::SettledPolicy found;
    desk.store->write([&](store::Writer& writer) {
      found = serve::settle_policy(text, {desk.now, "serve", "operator", "c"}, writer);
    });
    return found;
  };
  const auto told = [&] {
    std::vector<std::string> actions;
    for (const cases::LedgerEntry& entry :
         desk.read([](store::Reader& reader) { return reader.ledger_of("policy"); }))
      actions.push_back(entry.action);
    return actions;
  };
  const std::string signed_text = "authors: [carl]\napproved_by: cleo\n";
  CHECK(settled("").text.empty());
  CHECK(told().empty());
  CHECK(settled("policy: A\n").text == "policy: A\n");
  CHECK(settled("policy: B\n").text == "policy: B\n");  // nobody decided by two yet
  CHECK(settled(signed_text).text == signed_text);
  const std::vector<std::string> all{
      "policy.retired", "policy.put_in_force", "policy.retired", "policy.put_in_force",
      "policy.retired", "policy.put_in_force", "policy.written", "policy.approved"};
  CHECK(told() == all);
  for (const char* text : {"policy: B\n", ""}) {
    const serve::SettledPolicy kept = settled(text);
    CHECK(kept.text == signed_text);
    REQUIRE(kept.refused);
    CHECK(kept.refused->file == "policy.yaml");
  }
  CHECK(told() == all);
  CHECK_FALSE(settled(signed_text).refused);
}

TEST_CASE("case work: section 21: what was decided against a supplier, and what of it came back") {
  Worked desk;
  const auto recoveries = [&] {
    const pipeline::Period period{desk.now - std::chrono::days(10),
                                  desk.now + std::chrono::days(1)};
    return desk.read([&](store::Reader& reader) {
      return pipeline::gather_kpi_facts(reader, *desk.setup, period, desk.now).recoveries;
    });
  };
  CHECK(recoveries().empty());
  desk.start();
  desk.done("clara", R"({"action":"propose","resolution":"CRD","reason_code":"FREIGHT"})");
  CHECK(recoveries().empty());
  desk.done("carl", R"({"action":"approve"})");
  REQUIRE(recoveries().size() == 1);
  CHECK(recoveries()[0].supplier == "NORTHFIELD");
  CHECK(recoveries()[0].decided == Money(*Decimal::parse("120")));
  CHECK(recoveries()[0].realised.is_zero());  // a notice is no money
  desk.now += std::chrono::hours(1);
  desk.through(X12Message(703, "CD")
                   .set("812", {"BCD*20260303*CM-1*I*5000*C**INV-1**20260302*PO-1", "CUR*SE*USD",
                                "N9*TN*" + desk.id, "N1*SE*NORTHFIELD*92*NORTHFIELD"})
                   .str());
  CHECK(recoveries()[0].realised == Money(*Decimal::parse("50")));
}

TEST_CASE("S6: a version that names its authors needs a second person") {
  const auto mistakes = [](const char* text) {
    std::vector<TableError> errors;
    matching::parse_policy("policy.yaml", text, errors);
    return errors.size();
  };
  CHECK(mistakes("authors: [m.okafor]\napproved_by: w.ortiz\n") == 0);
  CHECK(mistakes("authors: [m.okafor, w.ortiz]\napproved_by: w.ortiz\n") == 1);
  CHECK(mistakes("authors: [m.okafor]\n") == 1);
  CHECK(mistakes("approved_by: w.ortiz\n") == 1);
}

TEST_CASE("case work: section 16: an action that failed for good brings the case back") {
  Worked desk;
  desk.start();
  desk.done("clara", R"({"action":"propose","resolution":"SHP","reason_code":"FREIGHT"})");
  desk.done("carl", R"({"action":"approve"})");
  REQUIRE(desk.sent("820").size() == 1);
  desk.as2->answer_with({deliver::Failed{false, "TRANSPORT", "unknown address", "ask", {}, {}}});
  desk.pump->run_due();
  desk.worker->run_due();
  CHECK(desk.value().state == cases::CaseState::in_review);
  CHECK(desk.value().flags.contains("ACTION_FAILED"));
  CHECK(desk.work().proposals[0].state == cases::ProposalState::void_);
}

TEST_CASE("case work: M-18.2: the supplier is asked once, and his answer comes back to the case") {
  Worked desk;
  desk.start();
  desk.done("clara", R"({"action":"request_supplier","text":"please send the agreement"})");
  CHECK(desk.value().state == cases::CaseState::awaiting_supplier);
  const auto asked = desk.sent("824");
  REQUIRE(asked.size() == 1);
  CHECK_THAT(desk.outbound_text(asked[0].id),
             Catch::Contains(desk.id) && Catch::Contains("please send the agreement"));
  desk.now += std::chrono::hours(3);
  const std::string answer =
      desk.through(X12Message(703, "AG")
                       .set("824", {"BGN*11*ADV-1*20260302", "OTI*TA*IV*INV-1", "REF*CR*" + desk.id,
                                    "NTE**we will send a credit"})
                       .str());
  CHECK(desk.value().state == cases::CaseState::in_review);
  const auto work = desk.work();
  REQUIRE(work.comments.size() == 1);
  CHECK(work.comments[0].message == answer);
  CHECK(work.comments[0].by == "NORTHFIELD");
  const http::Response again = desk.act("clara", R"({"action":"request_supplier"})");
  CHECK(again.status == 409);
  CHECK(again.body.find("M-18.2") != std::string::npos);
}

namespace {

std::string edifact(const std::string& message, const std::vector<std::string>& segments) {
  std::string text =
      "UNB+UNOC:3+NORTHFIELD:ZZ+HARBORDIST:ZZ+260303:1000+77'\nUNH+1+" + message + ":D:96A:UN'\n";
  for (const std::string& segment : segments) text += segment + "'\n";
  return text + "UNT+" + std::to_string(segments.size() + 2) + "+1'\nUNZ+1+77'\n";
}

std::string application_response(const std::string& case_id) {
  return R"(<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:)"
         R"(ApplicationResponse-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:)"
         R"(CommonBasicComponents-2" xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:)"
         R"(CommonAggregateComponents-2"><b:ID>AR-1</b:ID><b:IssueDate>2026-03-03</b:IssueDate>)"
         R"(<a:DocumentResponse><a:Response><b:ResponseCode>AP</b:ResponseCode><b:Description>)" +
         case_id +
         R"(: we will send a credit</b:Description></a:Response><a:DocumentReference>)"
         R"(<b:ID>INV-1</b:ID></a:DocumentReference></a:DocumentResponse></ApplicationResponse>)";
}

struct SupplierAnswer {
  const char* set;
  std::string (*text)(const std::string& case_id);
  const char* said;  ///< in the comment
};
const std::vector<SupplierAnswer> kAnswers{
    {"824",
     [](const std::string& id) {
       return X12Message(703, "AG")
           .set("824", {"BGN*11*ADV-1*20260302", "OTI*TA*IV*INV-1", "REF*CR*" + id,
                        "NTE**we will send a credit"})
           .str();
     },
     "824. we will send a credit"},
    {"812",
     [](const std::string& id) {
       return X12Message(703, "CD")
           .set("812", {"BCD*20260303*CM-1*I*2000*C**INV-1**20260302*PO-1", "CUR*SE*USD",
                        "N9*TN*" + id, "N1*SE*NORTHFIELD*92*NORTHFIELD"})
           .str();
     },
     "-20.00 USD"},
    {"APERAK",
     [](const std::string& id) {
       return edifact("APERAK", {"BGM+312+AP-1+27", "DTM+137:20260303:102", "RFF+ACE:" + id,
                                 "ERC+10E", "FTX+AAO+++we will send a credit"});
     },
     "we will send a credit"},
    {"COMDIS",
     [](const std::string& id) {
       return edifact("COMDIS", {"BGM+456+CD-1+9", "RFF+ACE:" + id, "DTM+137:20260303:102",
                                 "NAD+SU+NORTHFIELD::92", "NAD+BY+HARBORDIST::92", "DOC+380+INV-1",
                                 "AJT+5", "FTX+AAO+++the freight was agreed by phone"});
     },
     "the freight was agreed by phone"},
    {"ApplicationResponse", application_response, "response AP (accepted)"},
};

}  // namespace

TEST_CASE("case work: section 18: what the supplier answers in any syntax comes back to its case") {
  for (const SupplierAnswer& answer : kAnswers) {
    INFO(answer.set);
    Worked desk;
    desk.start();
    desk.done("clara", R"({"action":"request_supplier","text":"please send the agreement"})");
    desk.now += std::chrono::hours(3);
    const std::string message = desk.through(answer.text(desk.id));
    const auto documents = desk.documents(message);
    REQUIRE(documents.size() == 1);
    CHECK(documents[0].set == answer.set);
    CHECK(documents[0].state != store::DocumentState::quarantined);
    CHECK(desk.value().state == cases::CaseState::in_review);
    const auto work = desk.work();
    REQUIRE(work.comments.size() == 1);
    CHECK(work.comments[0].message == message);
    CHECK(work.comments[0].by == "NORTHFIELD");
    CHECK_THAT(work.comments[0].text, Catch::Contains(answer.said));
    // The same once more, or without a case that he was told of, says nothing.
    desk.through(answer.text("DC-2026-00009999"));
    CHECK(desk.work().comments.size() == 1);
    CHECK(desk.ledger_holds());
  }
}

TEST_CASE("case work: a number is no key: who was never told of a case says nothing about it") {
  Worked desk;
  desk.start();
  desk.through(X12Message(703, "AG")
                   .set("824", {"BGN*11*ADV-1*20260302", "OTI*TA*IV*INV-1", "REF*CR*" + desk.id})
                   .str());
  CHECK(desk.work().comments.empty());
  CHECK(desk.value().state == cases::CaseState::in_review);
}

TEST_CASE("case work: section 16: silence of five business days ends the waiting by itself") {
  Worked desk;
  desk.start();
  desk.done("clara", R"({"action":"request_supplier"})");
  desk.worker->run_due();
  desk.now = parse_instant("2026-03-09T09:59:00Z").value();
  desk.worker->run_due();
  CHECK(desk.value().state == cases::CaseState::awaiting_supplier);
  desk.now = parse_instant("2026-03-09T10:00:00Z").value();
  desk.worker->run_due();
  CHECK(desk.value().state == cases::CaseState::in_review);
  CHECK(desk.value().flags.contains("NO_RESPONSE"));
}

TEST_CASE("case work: M-17.5: a held posting waits in the outbox, and leaves once") {
  Worked desk;
  // The first 48 pieces were as ordered: their posting went at once. Ten more are beyond the order.
  REQUIRE(desk.sent("posting").size() == 1);
  CHECK(desk.sent("posting")[0].state == OutboundState::waiting);
  desk.pump->run_due();
  std::string more = kReceived;
  more.replace(more.find("WR-1"), 4, "WR-2");
  more.replace(more.find("\"48\""), 4, "\"10\"");
  desk.through(more);
  const auto held = desk.outbox({.kind = "posting", .state = OutboundState::held});
  REQUIRE(held.size() == 1);
  CHECK(held[0].id == "posting.receipt.NORTHFIELD.WR-2.1");
  desk.pump->run_due();
  CHECK(desk.outbox({.kind = "posting", .state = OutboundState::held}).size() == 1);
  // The receipt is taken back: the condition is gone, the hold falls, the posting leaves.
  desk.through(
      R"({"stage":"received","document":{"number":"WR-3","purpose":"reversal"},"supplier":)"
      R"("NORTHFIELD","site":"DC01","lines":[{"po":"PO-1","po_line":"10","item":{"sku":"A-100"},)"
      R"("quantity":"10","uom":"EA","references":{"reverses":{"document":"WR-2","line":"1"}}}]})");
  desk.pump->run_due();
  desk.pump->run_due();
  std::size_t times = 0;
  for (const deliver::Outbound& message : desk.erp->seen())
    if (message.id == "posting.receipt.NORTHFIELD.WR-2.1") ++times;
  CHECK(times == 1);
}

TEST_CASE("case work: section 16: a new case is given to whom the routing table names") {
  Served office;
  office.setup->routing = {{"clerk", {}, {}, {}, {}, {}, "clara"}};
  office.store->write([](store::Writer& writer) {
    store::StoredToken token;
    token.id = "t";
    token.name = "clara";
    token.roles = {"clerk"};
    writer.add_token(token);
  });
  office.through(order_message(701, "PO-1", 48));
  office.through(kReceived);
  office.through(X12Message(702, "IN")
                     .set("810", {"BIG*20260302*INV-1**PO-1", "IT1*10*48*EA*2.5**BP*A-100",
                                  "TDS*24000", "SAC*C*D240***12000", "CTT*1"})
                     .str());
  const auto cases =
      office.read([](store::Reader& r) { return r.cases({.code = "CHARGE_NOT_AGREED"}); });
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].state == cases::CaseState::assigned);
  CHECK(cases[0].assignee == "clara");
}

namespace {

struct ShippedShort {
  const char* set;      ///< in which the supplier is told
  std::string notice;   ///< his own, in his syntax
  const char* says_so;  ///< what the goods' condition is written as
};

}  // namespace

TEST_CASE(
    "case work: section 18: what was shipped and did not come is told by a receiving advice") {
  const auto told =
      GENERATE(ShippedShort{"861", ship_notice_message(702, "ASN-1", "PO-1", 48), "*2*EA*02~"},
               ShippedShort{"RECADV",
                            edifact("DESADV", {"BGM+351+ASN-1+9", "DTM+137:20260302:102",
                                               "RFF+ON:PO-1", "NAD+SU+NORTHFIELD::92",
                                               "NAD+DP+DC01::92", "CPS+1", "LIN+10++A-100:BP",
                                               "PIA+1+A-100:IN", "QTY+12:48:EA", "RFF+ON:PO-1:10"}),
                            "QTY+119:2:EA'"});
  CaseDesk desk;
  desk.through(order_message(701, "PO-1", 48));
  desk.through(told.notice);
  std::string received = kReceived;
  received.replace(received.find("\"48\""), 4, "\"46\"");
  desk.through(received);
  desk.now += std::chrono::days(40);
  desk.worker->run_due();
  desk.take_up("QTY_SHORT_RECEIVED");
  desk.roles = {"warehouse", "operator"};
  desk.start();
  desk.done("clara", R"({"action":"request_supplier"})");
  const auto advices = desk.sent(told.set);
  REQUIRE(advices.size() == 1);
  const std::string text = desk.outbound_text(advices[0].id);
  INFO(text);
  CHECK_THAT(text,
             Catch::Contains(told.says_so) && Catch::Contains(desk.id) && Catch::Contains("ASN-1"));
  // Our own reader has nothing to say against it.
  const auto documents = desk.documents(desk.through(text));
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].findings.empty());
  CHECK(documents[0].state == store::DocumentState::accepted);
}

TEST_CASE(
    "case work: section 18: what a person asks goes out in words, not as a receiving advice") {
  CaseDesk desk;
  desk.through(order_message(701, "PO-1", 48));
  desk.through(ship_notice_message(702, "ASN-1", "PO-1", 48));
  std::string received = kReceived;
  received.replace(received.find("\"48\""), 4, "\"46\"");
  desk.through(received);
  desk.now += std::chrono::days(40);
  desk.worker->run_due();
  desk.take_up("QTY_SHORT_RECEIVED");
  desk.roles = {"warehouse", "operator"};
  desk.start();
  desk.done("clara", R"({"action":"request_supplier","text":"Send the proof of delivery."})");
  CHECK(desk.sent("861").empty());
  const auto advices = desk.sent("824");
  REQUIRE(advices.size() == 1);
  CHECK_THAT(desk.outbound_text(advices[0].id), Catch::Contains("Send the proof of delivery."));
}
