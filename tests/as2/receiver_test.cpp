// Requests at /as2 and what they get: every refusal has its MDN, nothing is delivered twice, and
// openssl believes our signatures.
#include "gateway/as2/receiver.hpp"

#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>

#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/sender.hpp"
#include "tests/as2/memory_intake.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

const Instant kNow = *parse_instant("2026-11-23T14:35:00Z");

struct World {
  boost::asio::io_context context;
  std::shared_ptr<MemoryIntake> intake = std::make_shared<MemoryIntake>();
  std::shared_ptr<Settings> settings = std::make_shared<Settings>(tests::settings());
  std::map<std::string, SentMessage> sent;
  std::vector<std::pair<std::string, deliver::Result>> confirmed;
  std::vector<std::string> log;
  Instant now = tests::settings().stations[0].credentials[0].from + std::chrono::hours(1);
  spool::SpoolSettings spool = spool_settings();

  http::Response ask(http::Request request) {
    ReceiverParts parts;
    parts.settings = [this] { return settings; };
    parts.intake = intake;
    parts.spool = spool;
    parts.clock = [this] { return now; };
    parts.work = context.get_executor();
    parts.sent.find = [this](const std::string& id) {
      const auto found = sent.find(id);
      return found == sent.end() ? std::nullopt : std::optional(found->second);
    };
    parts.sent.confirm = [this](const std::string& id, const deliver::Result& result) {
      confirmed.emplace_back(id, result);
      return true;
    };
    parts.log = [this](const std::string& line) { log.push_back(line); };
    auto answer = boost::asio::co_spawn(context, make_receiver(parts)(std::move(request)),
                                        boost::asio::use_future);
    context.restart();
    context.run();
    return answer.get();
  }
};

/// `entity` as a request with a Message-ID and a signed MDN asked for.
http::Request request(const std::string& entity, const std::string& id = "<1@them>") {
  const auto read = mime::read_entity(slice(entity));
  REQUIRE(read.has_value());
  http::Request made;
  made.method = "POST";
  made.path = "/as2";
  made.remote = "192.0.2.1";
  made.fields = read->fields;
  made.fields.add("AS2-Version", "1.2");
  made.fields.add("AS2-From", "\"THEM\"");
  made.fields.add("AS2-To", "US");
  made.fields.add("Message-ID", id);
  made.fields.add("Disposition-Notification-To", "them@example.com");
  made.fields.add("Disposition-Notification-Options",
                  "signed-receipt-protocol=optional,pkcs7-signature;"
                  "signed-receipt-micalg=optional,sha256,sha1");
  made.body = spool::Payload::of(read->body.text());
  return made;
}

void replace(http::Request& made, const std::string& name, const std::string& value) {
  http::Fields fields;
  for (const auto& [known, old] : made.fields.all())
    if (known != name) fields.add(known, old);
  if (!value.empty()) fields.add(name, value);
  made.fields = fields;
}

std::string good(const std::string& entity = document_entity(sample_body())) {
  return pkcs7_mime(
      encrypt(multipart_signed(entity, sign(entity, "them", "-md sha256")), "us", "-aes256"),
      "enveloped-data");
}

ReceivedMdn mdn_in(const http::Fields& fields, const std::string& body) {
  const mime::Entity entity{fields, slice(body), slice(body)};
  const auto mdn = read_mdn(entity, {certificate("us")}, spool_settings());
  REQUIRE(mdn.has_value());
  return *mdn;
}
ReceivedMdn mdn_in(const http::Response& response) {
  CHECK(response.status == 200);
  return mdn_in(response.fields, response.body);
}

/// openssl's opinion of a multipart/signed response.
void openssl_verifies(const http::Response& response) {
  write_file("mdn", "MIME-Version: 1.0\r\nContent-Type: " +
                        std::string(response.fields["Content-Type"]) + "\r\n\r\n" + response.body);
  run("openssl cms -verify -in mdn -CAfile us.pem -purpose any -out verified");
}

}  // namespace

TEST_CASE("a good message is taken once and gets the same signed MDN every time",
          "[as2][receive]") {
  World world;
  const http::Request first = request(good());
  const http::Response answer = world.ask(first);
  const ReceivedMdn mdn = mdn_in(answer);
  CHECK(mdn.signature == ReceivedMdn::Signature::valid);
  CHECK(mdn.disposition.positive());
  CHECK(mdn.disposition.modifier.empty());
  CHECK(mdn.original_message_id == "1@them");
  REQUIRE(mdn.mic.has_value());
  CHECK(mdn.mic->algorithm == "sha256");  // as it was spelled
  CHECK(mdn.mic->base64 == digest(document_entity(sample_body()), "sha256"));
  openssl_verifies(answer);
  CHECK(answer.fields["AS2-From"] == "US");
  CHECK(answer.fields["AS2-To"] == "THEM");
  REQUIRE(world.intake->taken.size() == 1);
  const receive::Delivery& delivery = world.intake->taken[0];
  CHECK(delivery.partner == "them");
  CHECK(delivery.key == "1@them");
  CHECK(delivery.contents.at(0).bytes.text() == sample_body());
  CHECK(delivery.contents.at(0).file_name == "order 1.edi");
  CHECK(delivery.as_received->sha256() == first.body.sha256());

  const http::Response again = world.ask(first);
  CHECK(again.body == answer.body);
  CHECK(world.intake->taken.size() == 1);
}

TEST_CASE("refusals carry the right disposition and keep nothing that was sealed",
          "[as2][receive]") {
  const std::string entity = document_entity(sample_body());
  const std::string signed_entity = multipart_signed(entity, sign(entity, "them", ""));
  struct Row {
    const char* name;
    std::string entity;
    const char* detail;
  };
  const auto enveloped = [](const std::string& inner, const char* recipient = "us") {
    return pkcs7_mime(encrypt(inner, recipient, "-aes256"), "enveloped-data");
  };
  std::string tampered = signed_entity;
  tampered.replace(tampered.find("GS*SH"), 5, "GS*IN");
  const std::vector<Row> rows{
      {"not encrypted", signed_entity, "insufficient-message-security"},
      {"not signed", enveloped(entity), "insufficient-message-security"},
      {"neither", entity, "insufficient-message-security"},
      {"a stranger's signature", enveloped(multipart_signed(entity, sign(entity, "stranger", ""))),
       "authentication-failed"},
      {"for somebody else", enveloped(signed_entity, "stranger"), "decryption-failed"},
      {"tampered", enveloped(tampered), "integrity-check-failed"},
      {"rubbish", pkcs7_mime("rubbish", "enveloped-data"), "decryption-failed"},
      {"no multipart", "Content-Type: multipart/signed\r\n\r\nx", "unexpected-processing-error"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      World world;
      const http::Response answer = world.ask(request(row.entity));
      const ReceivedMdn mdn = mdn_in(answer);
      CHECK(mdn.signature == ReceivedMdn::Signature::valid);
      CHECK(mdn.disposition.type == "processed");
      CHECK(mdn.disposition.modifier == "error");
      CHECK(mdn.disposition.detail == row.detail);
      CHECK(world.intake->taken.empty());
      REQUIRE(world.intake->refused.size() == 1);
      CHECK(world.intake->refused[0].contents.empty());
      CHECK(world.intake->refused[0].refused->code == row.detail);
      // The same id may come again, and better.
      CHECK(mdn_in(world.ask(request(good()))).disposition.positive());
      CHECK(world.intake->taken.size() == 1);
    }
  }
}

TEST_CASE("who it is from and for", "[as2][receive]") {
  World world;
  SECTION("nobody we know: an MDN, no bytes kept, no connection made") {
    http::Request made = request(good());
    replace(made, "AS2-From", "NOBODY");
    replace(made, "Receipt-Delivery-Option", "http://127.0.0.1/x");
    CHECK(mdn_in(world.ask(made)).disposition.detail == "authentication-failed");
    REQUIRE(world.intake->refused.size() == 1);
    CHECK(!world.intake->refused[0].as_received);
    CHECK(world.intake->refused[0].effects.empty());
  }
  SECTION("not for us") {
    http::Request made = request(good());
    replace(made, "AS2-To", "\"SOMEBODY ELSE\"");
    CHECK(mdn_in(world.ask(made)).disposition.detail == "authentication-failed");
  }
  SECTION("quoted and spaced names") {
    world.settings->partners[0].ids = {"THE \"M\" \\ Co"};
    http::Request made = request(good());
    replace(made, "AS2-From", "  \"THE \\\"M\\\" \\\\ Co\" ");
    const http::Response answer = world.ask(made);
    CHECK(mdn_in(answer).disposition.positive());
    CHECK(answer.fields["AS2-To"] == "\"THE \\\"M\\\" \\\\ Co\"");
  }
  SECTION("no AS2 message at all") {
    for (const char* missing : {"AS2-From", "AS2-To", "Message-ID"}) {
      http::Request made = request(good());
      replace(made, missing, "");
      CHECK(world.ask(made).status == 400);
    }
    http::Request made = request(good());
    made.method = "GET";
    CHECK(world.ask(made).status == 405);
  }
  SECTION("our fault: 503, and no MDN") {
    world.intake->full = true;
    const http::Response answer = world.ask(request(good()));
    CHECK(answer.status == 503);
    CHECK(answer.fields["Retry-After"] == "7");
    CHECK(answer.body.find("isposition") == std::string::npos);
    world.intake->full = false;
    world.spool.folder = "/nowhere";
    world.spool.in_memory_max = 10;
    CHECK(world.ask(request(good())).status == 503);
  }
}

TEST_CASE("what kind of MDN is asked for", "[as2][receive]") {
  World world;
  http::Request made = request(good());
  SECTION("none: only the status tells") {
    replace(made, "Disposition-Notification-To", "");
    const http::Response answer = world.ask(made);
    CHECK(answer.status == 200);
    CHECK(answer.body.empty());
    http::Request bad = request(pkcs7_mime("rubbish", "enveloped-data"), "<2@them>");
    replace(bad, "Disposition-Notification-To", "");
    CHECK(world.ask(bad).status == 400);
  }
  SECTION("unsigned") {
    replace(made, "Disposition-Notification-Options", "");
    const ReceivedMdn mdn = mdn_in(world.ask(made));
    CHECK(mdn.signature == ReceivedMdn::Signature::none);
    CHECK(mdn.mic->algorithm == "sha-256");  // that of the signature
  }
  SECTION("options in another order, with both spellings and algorithms nobody has") {
    replace(made, "Disposition-Notification-Options",
            " Signed-Receipt-MICalg = optional , md5, whirlpool, sha-512, sha1 ; "
            "unknown=optional,x; signed-receipt-protocol=required, \"pkcs7-signature\"");
    const ReceivedMdn mdn = mdn_in(world.ask(made));
    CHECK(mdn.signature == ReceivedMdn::Signature::valid);
    CHECK(mdn.mic->algorithm == "sha-512");
    CHECK(mdn.mic->base64 == digest(document_entity(sample_body()), "sha512"));
  }
  SECTION("a protocol or algorithms that we do not have") {
    replace(made, "Disposition-Notification-Options",
            "signed-receipt-protocol=required,pgp-signature");
    ReceivedMdn mdn = mdn_in(world.ask(made));
    CHECK(mdn.disposition.type == "failed");
    CHECK(mdn.disposition.detail == "unsupported format");
    replace(made, "Disposition-Notification-Options",
            "signed-receipt-protocol=required,pkcs7-signature;signed-receipt-micalg=required,md5");
    mdn = mdn_in(world.ask(made));
    CHECK(mdn.disposition.type == "failed");
    CHECK(mdn.disposition.modifier == "failure");
    CHECK(mdn.disposition.detail == "unsupported MIC-algorithms");
    CHECK(world.intake->taken.empty());
  }
  SECTION("asynchronous, also when the message comes again") {
    replace(made, "Receipt-Delivery-Option", "http://127.0.0.1:8081/mdn");
    const http::Response answer = world.ask(made);
    CHECK(answer.status == 200);
    CHECK(answer.body.empty());
    REQUIRE(world.intake->taken.size() == 1);
    REQUIRE(world.intake->taken[0].effects.size() == 1);
    const deliver::Outbound& mdn = world.intake->taken[0].effects[0];
    CHECK(mdn.channel == "mdn");
    CHECK(mdn.url == "http://127.0.0.1:8081/mdn");
    const auto entity = mime::read_entity(Slice(mdn.bytes));
    CHECK(mdn_in(entity->fields, entity->body.text()).disposition.positive());
    CHECK(world.ask(made).body.empty());
    CHECK(world.intake->resent == 1);
    CHECK(world.intake->taken.size() == 1);
  }
  SECTION("asynchronous to a place that is not the sender's to name") {
    for (const char* url :
         {"http://127.0.0.2/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest",
          "http://localhost:9/", "http://192.168.1.1/", "http://[fd00::1]/", "http://0.0.0.0/",
          "http://[::ffff:10.0.0.1]/", "http://user:pw@example.com/", "ftp://example.com/",
          "mailto:x@example.com", "file:///etc/passwd", "http:///x"}) {
      INFO(url);
      replace(made, "Receipt-Delivery-Option", url);
      CHECK(world.ask(made).status == 400);
      CHECK(world.intake->taken.empty());
    }
    replace(made, "Receipt-Delivery-Option", "https://as2.example.com/mdn");
    CHECK(world.ask(made).status == 200);
    CHECK(world.intake->taken.size() == 1);
  }
}

TEST_CASE("certificates roll over in both directions", "[as2][receive]") {
  World world;
  const std::string entity = document_entity(sample_body());
  const auto sent_with = [&](const std::string& signer, const std::string& recipient) {
    return pkcs7_mime(encrypt(multipart_signed(entity, sign(entity, signer, "")), recipient, ""),
                      "enveloped-data");
  };
  const std::string old_way = sent_with("them", "us"), new_way = sent_with("them_ec", "us_ec");
  CHECK(mdn_in(world.ask(request(old_way, "<1@x>"))).disposition.positive());
  CHECK(mdn_in(world.ask(request(new_way, "<2@x>"))).disposition.positive());
  SECTION("what has ended is believed no more") {
    world.settings->partners[0].credentials[0].until = world.now;
    CHECK(mdn_in(world.ask(request(old_way, "<3@x>"))).disposition.detail ==
          "authentication-failed");
    CHECK(mdn_in(world.ask(request(new_way, "<4@x>"))).disposition.positive());
  }
  SECTION("for sending the one used last counts, once its day has come") {
    auto& own = world.settings->stations[0].credentials;
    CHECK(signing_credential(own, world.now)->file == "us.pem");
    own[1].from = world.now;
    CHECK(signing_credential(own, world.now)->file == "us_ec.pem");
    own[1].signs = false;
    CHECK(signing_credential(own, world.now)->file == "us.pem");
    CHECK(encryption_credential(own, own[1].until) == nullptr);
  }
  SECTION("algorithms that a partner may not use any more") {
    world.settings->partners[0].receive.refused = {"sha1", "des-ede3-cbc"};
    const std::string sha1 = pkcs7_mime(
        encrypt(multipart_signed(entity, sign(entity, "them", "-md sha1")), "us", "-aes128"),
        "enveloped-data");
    CHECK(mdn_in(world.ask(request(sha1, "<5@x>"))).disposition.detail ==
          "insufficient-message-security");
    const std::string des =
        pkcs7_mime(encrypt(multipart_signed(entity, sign(entity, "them", "")), "us", "-des3"),
                   "enveloped-data");
    CHECK(mdn_in(world.ask(request(des, "<6@x>"))).disposition.detail ==
          "insufficient-message-security");
  }
}

TEST_CASE("async MDNs confirm what they are about, and nothing else", "[as2][receive][mdn]") {
  World world;
  const ExpectedMdn expected{"O-1@us.example", {{digest("x", "sha256"), "sha-256"}}, true};
  SentMessage message{"them", {}};
  message.evidence = {{"message-id", "O-1@us.example"},
                      {"mdn-asked", "signed"},
                      {"mic", expected.mics[0].base64 + ", sha-256"}};
  world.sent["O-1"] = message;
  const auto mdn_request = [&](const std::string& id, const std::string& disposition,
                               const std::string& mic, const std::string& signer) {
    const std::string report =
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=r\r\n\r\n"
        "--r\r\n\r\nThank you.\r\n--r\r\nContent-Type: message/disposition-notification\r\n\r\n\r\n"
        "Reporting-UA: Somebody\r\nFinal-Recipient: rfc822; THEM\r\nOriginal-Message-ID:\r\n " +
        id + "\r\nDisposition: automatic-action/MDN-sent-automatically;\r\n\t" + disposition +
        "\r\nReceived-content-MIC: " + mic + "\r\n\r\n--r--\r\n";
    return request(signer.empty() ? report : multipart_signed(report, sign(report, signer, "")),
                   "<mdn@them>");
  };
  const std::string mic = expected.mics[0].base64 + ", SHA256";
  const auto confirmed = [&] {
    return world.confirmed.size() == 1 &&
           std::holds_alternative<deliver::Delivered>(world.confirmed[0].second);
  };
  SECTION("right in all") {
    CHECK(world.ask(mdn_request("<O-1@us.example>", "processed", mic, "them")).status == 200);
    CHECK(confirmed());
  }
  SECTION("with a warning") {
    world.ask(
        mdn_request("<O-1@us.example>", "processed/warning: duplicate-document", mic, "them"));
    CHECK(confirmed());
  }
  SECTION("a refusal that is the partner's") {
    world.ask(mdn_request("<O-1@us.example>", "processed/Error: decryption-failed", "", "them"));
    REQUIRE(world.confirmed.size() == 1);
    const auto& failed = std::get<deliver::Failed>(world.confirmed[0].second);
    CHECK(failed.message.find("decryption-failed") != std::string::npos);
  }
  SECTION("anything wrong leaves it unconfirmed") {
    for (const auto& wrong :
         {mdn_request("<O-2@us.example>", "processed", mic, "them"),
          mdn_request("<O-1@elsewhere>", "processed", mic, "them"),
          mdn_request("<O-1@us.example>", "processed", mic, "stranger"),
          mdn_request("<O-1@us.example>", "processed", mic, ""),
          mdn_request("<O-1@us.example>", "processed", "", "them"),
          mdn_request("<O-1@us.example>", "processed", digest("y", "sha256") + ", sha256", "them"),
          mdn_request("<O-1@us.example>", "processed", expected.mics[0].base64 + ", md5", "them"),
          mdn_request("<O-1@us.example>", "processed/error: x", mic, "")}) {
      CHECK(world.ask(wrong).status == 200);
      CHECK(world.confirmed.empty());
    }
    CHECK(world.log.size() == 8);
  }
}
