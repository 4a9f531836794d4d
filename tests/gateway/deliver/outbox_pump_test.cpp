// What leaves leaves once, is tried again at its times, and is given up where nobody takes it.
#include "gateway/deliver/retry.hpp"
#include "tests/gateway/served.hpp"

using namespace weighbridge;
using deliver::AwaitsReceipt;
using deliver::Delivered;
using deliver::Failed;
using store::OutboundState;

namespace {

std::string put(Served& gateway, const std::string& id, const std::string& channel = "as2") {
  deliver::Outbound outbound;
  outbound.id = id;
  outbound.channel = channel;
  outbound.partner = "northfield";
  outbound.kind = "997";
  outbound.bytes = spool::Payload::of("bytes of " + id);
  std::string kept;
  gateway.store->write(
      [&](store::Writer& writer) { kept = put_outbound(writer, outbound, gateway.now); });
  return kept;
}

store::StoredOutbound row(Served& gateway, const std::string& id) {
  return gateway.pump->sent(id).value();
}

Failed transient() {
  return Failed{true, "TRANSPORT", "connection refused", "look at the network", {}, {}};
}

}  // namespace

TEST_CASE("outbox: one id is one effect", "[outbox]") {
  Served gateway;
  CHECK(put(gateway, "a") == "a");
  CHECK(put(gateway, "a") == "a");
  CHECK_FALSE(put(gateway, "").empty());
  CHECK(gateway.outbox().size() == 2);
  CHECK(gateway.pump->run_due() == 2);
  CHECK(gateway.pump->run_due() == 0);
  CHECK(row(gateway, "a").state == OutboundState::delivered);
  CHECK(row(gateway, "a").evidence == store::Facts{{"status", "200"}});
}

TEST_CASE("outbox: tried again after 1, 5, 15, 60 and 240 minutes, then dead", "[outbox]") {
  Served gateway;
  gateway.as2->answer_with({transient()});
  put(gateway, "a");
  for (const int minutes : {1, 5, 15, 60, 240}) {
    CHECK(gateway.pump->run_due() == 1);
    const auto tried = row(gateway, "a");
    CHECK(tried.state == OutboundState::waiting);
    const auto wait = tried.due - gateway.now;
    CHECK(wait >= std::chrono::seconds{minutes * 48});
    CHECK(wait <= std::chrono::seconds{minutes * 72});
    CHECK(gateway.pump->run_due() == 0);
    gateway.now = tried.due + std::chrono::seconds{61};  // past any rest of the breaker
  }
  CHECK(gateway.pump->run_due() == 1);
  CHECK(row(gateway, "a").state == OutboundState::dead);
  CHECK(row(gateway, "a").trouble->message == "connection refused");
  CHECK(gateway.read([](store::Reader& r) { return r.outbox_queue().given_up; }) == 1);
  gateway.now += std::chrono::hours{24};
  CHECK(gateway.pump->run_due() == 0);
  CHECK(gateway.as2->seen().size() == 6);

  gateway.as2->answer_with({Delivered{}});
  CHECK_FALSE(gateway.pump->send_again("a", "ops"));
  CHECK(gateway.pump->send_again("a", "ops").has_value());  // it waits already
  CHECK(gateway.pump->run_due() == 1);
  CHECK(row(gateway, "a").state == OutboundState::delivered);
}

TEST_CASE("outbox: what can never arrive is not tried again", "[outbox]") {
  Served gateway;
  gateway.as2->answer_with({Failed{false, "DOWNSTREAM", "422", "see the receiver's log", {}, {}}});
  put(gateway, "a");
  gateway.pump->run_due();
  CHECK(row(gateway, "a").state == OutboundState::dead);
}

TEST_CASE("outbox: a receipt that is awaited confirms, or the message is sent again", "[outbox]") {
  Served gateway;
  gateway.as2->answer_with({AwaitsReceipt{std::chrono::seconds{300}, {{"mic", "abc"}}}});
  put(gateway, "a");
  gateway.pump->run_due();
  CHECK(row(gateway, "a").state == OutboundState::unconfirmed);
  CHECK(row(gateway, "a").evidence == store::Facts{{"mic", "abc"}});

  SECTION("it comes") {
    CHECK(gateway.pump->confirm("a", Delivered{{{"mdn", "processed"}}}));
    CHECK_FALSE(gateway.pump->confirm("a", Delivered{}));
    CHECK(row(gateway, "a").state == OutboundState::delivered);
    CHECK(row(gateway, "a").evidence == store::Facts{{"mic", "abc"}, {"mdn", "processed"}});
    gateway.now += std::chrono::hours{1};
    CHECK(gateway.pump->run_due() == 0);
  }
  SECTION("it does not come") {
    gateway.now += std::chrono::seconds{301};
    gateway.pump->run_due();
    gateway.pump->run_due();
    CHECK(gateway.as2->seen().size() == 2);
    CHECK(gateway.as2->seen()[1].id == "a");
    CHECK(row(gateway, "a").tries == 1);
  }
  SECTION("it says no") {
    CHECK(gateway.pump->confirm("a", Failed{false, "ENVELOPE", "decryption-failed", {}, {}, {}}));
    CHECK(row(gateway, "a").state == OutboundState::dead);
  }
}

TEST_CASE("outbox: a receipt that comes before the try has ended", "[outbox]") {
  Served gateway;
  const store::Facts expectation{{"mic", "abc, sha-256"}, {"mic", "def, sha1"}};
  deliver::Result receipt = Delivered{{{"mdn", "processed"}}};
  bool found = false;
  gateway.as2->answer_by([&](const deliver::Outbound& message) {
    message.keep_evidence(expectation);
    found = row(gateway, "a").evidence == expectation;
    gateway.pump->confirm("a", receipt);
    return AwaitsReceipt{std::chrono::seconds{300}, expectation};
  });
  put(gateway, "a");
  const auto run = [&](OutboundState expected) {
    gateway.pump->start();
    for (int i = 0; i < 400 && row(gateway, "a").state != expected; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds{25});
    gateway.pump->stop();  // with what the try itself came to
    CHECK(found);
    CHECK(row(gateway, "a").state == expected);
  };
  SECTION("it says yes") {
    run(OutboundState::delivered);
    CHECK(row(gateway, "a").evidence.size() == 3);
  }
  SECTION("it says no for ever") {
    receipt = Failed{false, "DOWNSTREAM", "unsupported format", {}, {}, {}};
    run(OutboundState::dead);
  }
}

TEST_CASE("outbox: a receiver that fails again and again is left alone", "[outbox]") {
  Served gateway;
  gateway.as2->answer_with({transient()});
  for (int i = 0; i < 5; ++i) put(gateway, std::to_string(i));
  gateway.pump->run_due();
  CHECK(gateway.pump->state().resting == std::vector<std::string>{"as2 northfield"});
  put(gateway, "later");
  CHECK(gateway.pump->run_due() == 0);
  CHECK(row(gateway, "later").tries == 0);
  gateway.now += std::chrono::seconds{61};
  gateway.as2->answer_with({Delivered{}});
  gateway.pump->run_due();
  CHECK(row(gateway, "later").state == OutboundState::delivered);
  CHECK(gateway.pump->state().resting.empty());
}

TEST_CASE("outbox: with threads, everything arrives once", "[outbox]") {
  Served gateway;
  for (int i = 0; i < 60; ++i) put(gateway, "id-" + std::to_string(i));
  gateway.pump->start();
  for (int i = 0; i < 400; ++i) {
    if (gateway.read([](store::Reader& r) { return r.outbox_queue().waiting; }) == 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds{25});
  }
  gateway.pump->stop();
  CHECK(gateway.as2->seen().size() == 60);
  CHECK(gateway.pump->state().delivered == 60);
  CHECK(gateway.ledger_holds());
}
