// Webhooks: signed as Standard Webhooks asks, told once, at addresses that were meant.
#include <catch2/catch.hpp>

#include "gateway/webhooks/feed.hpp"
#include "gateway/webhooks/signature.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using namespace weighbridge::webhooks;

namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

std::vector<std::string> mistakes(const std::string& text) {
  std::vector<TableError> errors;
  read_webhooks("webhooks.yaml", text, errors);
  std::vector<std::string> told;
  for (const TableError& error : errors) told.push_back(error.message);
  return told;
}

std::string yaml(const std::string& more) {
  return "webhooks:\n  - name: erp\n    url: https://erp.example.com/hooks\n" + more;
}

Webhook some_hook() {
  Webhook hook;
  hook.name = "erp";
  hook.events = {"case."};
  return hook;
}

cases::LedgerEntry entry(const std::string& action) {
  cases::LedgerEntry value;
  value.at = *parse_instant("2026-03-02T08:00:00Z");
  value.action = action;
  value.object = "DC-2026-00000001";
  return value;
}

std::vector<store::StoredOutbound> sent(store::Store& store) {
  std::vector<store::StoredOutbound> rows;
  store.read([&](store::Reader& reader) { rows = reader.outbox({}); });
  return rows;
}

}  // namespace

TEST_CASE("a webhook is signed as the standard's own example") {
  const auto key = key_of(kSecret);
  REQUIRE(key.has_value());
  CHECK(signatures({*key}, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("while a secret is changed both sign, and any change of body, id or time shows") {
  const std::string one = *key_of(kSecret);
  const std::string two(32, 'k');
  const std::string both = signatures({one, two}, "id", 1, "body");
  CHECK(both == signatures({one}, "id", 1, "body") + ' ' + signatures({two}, "id", 1, "body"));
  CHECK(signatures({one}, "id", 1, "body!") != signatures({one}, "id", 1, "body"));
  CHECK(signatures({one}, "ie", 1, "body") != signatures({one}, "id", 1, "body"));
  CHECK(signatures({one}, "id", 2, "body") != signatures({one}, "id", 1, "body"));
}

TEST_CASE("what is no secret of a webhook is none") {
  for (const char* text :
       {"", "whsec_", "whsec_c2hvcnQ=", "whsec_!!", "secret", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    CHECK_FALSE(key_of(text).has_value());
}

TEST_CASE("webhooks.yaml tells its mistakes") {
  const std::string secrets = "    secrets: [{secret_file: /etc/weighbridge/hook}]\n";
  CHECK(mistakes(yaml(secrets)).empty());
  CHECK(mistakes(yaml("")) == std::vector<std::string>{"nothing signs what it sends"});
  CHECK(mistakes(yaml(secrets + "    nonsense: 1\n")).size() == 1);
  CHECK(mistakes(yaml(secrets + "    events: [outbound.]\n")).size() == 1);
  CHECK(mistakes(yaml(secrets) + "  - name: erp\n    url: https://x.example.com/\n" + secrets) ==
        std::vector<std::string>{"there are two webhooks `erp`"});
  CHECK(mistakes("webhooks:\n  - name: x\n    url: http://erp.example.com/\n" + secrets).size() ==
        1);
}

TEST_CASE("what happens from now on is told once, in order, under an id that stays") {
  const auto store = store::open_sqlite(":memory:");
  const auto append = [&](const std::string& action) {
    store->write([&](store::Writer& writer) { writer.append(entry(action)); });
  };
  int decided = 0;
  Feed feed({*store, [] { return *parse_instant("2026-03-02T08:00:00Z"); }, [&] { ++decided; },
             [](const std::string&) {}},
            {some_hook()});
  append("case.opened");  // before anybody listened
  CHECK(feed.run_once() == 0);
  append("case.assigned");
  append("message.accepted");  // not asked for
  append("case.commented");
  CHECK(feed.run_once() == 2);
  CHECK(feed.run_once() == 0);
  CHECK(decided == 1);
  const auto rows = sent(*store);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].id == "wh-erp-2");
  CHECK(rows[0].id == "wh-erp-4");
  CHECK(rows[0].channel == "webhook");
  std::string body;
  store->read([&](store::Reader& reader) {
    reader.outbound_bytes("wh-erp-2", [&](std::string_view piece) { body += piece; });
  });
  CHECK(body.find(R"("specversion":"1.0","id":"2")") != std::string::npos);
  CHECK(body.find(R"("type":"weighbridge.case.assigned")") != std::string::npos);
  CHECK(body.find(R"("subject":"DC-2026-00000001")") != std::string::npos);
}

TEST_CASE("a webhook reaches no private address unless that was allowed, and needs its secret") {
  const TempFolder folder;
  Webhook hook = some_hook();
  hook.url = "https://127.0.0.1:9/hooks";
  hook.secrets = {{folder.path() + "/missing", ""}};
  WebhookDeliverer deliverer({hook});
  deliver::Outbound message;
  message.id = "wh-erp-2";
  message.partner = "erp";
  message.bytes = spool::Payload::of("{}");
  const auto told = [&] { return std::get<deliver::Failed>(deliverer.deliver(message)); };
  CHECK(told().message.find("holds no secret") != std::string::npos);
  hook.secrets = {{folder.write("secret", kSecret), ""}};
  deliverer.use({hook});
  const deliver::Failed refused = told();
  INFO(refused.message << " / " << refused.mend);
  CHECK_FALSE(refused.transient);
  message.partner = "nobody";
  CHECK(told().message == "there is no webhook nobody");
}
