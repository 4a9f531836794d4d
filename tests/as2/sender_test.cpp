// What we send, to a partner that is written in Python around the openssl program.
#include "gateway/as2/sender.hpp"

#include <chrono>
#include <csignal>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

/// The partner's server, for as long as the tests run.
class PeerServer {
 public:
  PeerServer() {
    make_keys();
    const std::string script = std::string(WEIGHBRIDGE_SOURCE_DIR) + "/tests/as2/peer_server.py";
    pid_ = ::fork();
    if (pid_ == 0) {
      ::execlp("python3", "python3", script.c_str(), folder().c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 200 && !std::filesystem::exists(folder() / "port"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    port_ = read_file("port");
  }
  ~PeerServer() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  PeerServer(const PeerServer&) = delete;
  PeerServer& operator=(const PeerServer&) = delete;

  std::string url(const std::string& path) const { return "http://127.0.0.1:" + port_ + path; }
  bool runs() const { return !port_.empty(); }

 private:
  pid_t pid_ = -1;
  std::string port_;
};

const PeerServer& peer() {
  static const PeerServer kPeer;
  return kPeer;
}

deliver::Outbound outbound() {
  deliver::Outbound message;
  message.id = "O-17";
  message.channel = "as2";
  message.partner = "them";
  message.kind = "997";
  message.file_name = "answer \"17\".edi";
  message.content_type = "application/edi-x12";
  message.bytes = spool::Payload::of(sample_body());
  return message;
}

SenderParts parts(const Settings& settings, std::uint64_t in_memory_max = 1U << 20U) {
  const Instant now = settings.stations[0].credentials[0].from + std::chrono::hours(1);
  return {[settings] { return std::make_shared<const Settings>(settings); },
          spool_settings(in_memory_max), [now] { return now; }};
}

using Facts = std::vector<std::pair<std::string, std::string>>;

deliver::Result send(const Settings& settings, std::uint64_t in_memory_max = 1U << 20U) {
  return make_sender(parts(settings, in_memory_max))->deliver(outbound());
}

std::string trouble(const deliver::Result& result) {
  const auto* failed = std::get_if<deliver::Failed>(&result);
  return failed == nullptr ? "" : failed->message;
}

}  // namespace

TEST_CASE("another AS2 system reads what we send, in every combination", "[as2][send]") {
  REQUIRE(peer().runs());
  for (const char* sign : {"", "sha1", "sha-256", "sha-512"})
    for (const char* cipher : {"", "aes-128-cbc", "aes-256-gcm", "des-ede3-cbc"})
      for (const Compression compression :
           {Compression::none, Compression::before_signing, Compression::after_signing})
        for (const std::uint64_t in_memory_max : {1U << 20U, 10U}) {
          if (in_memory_max == 10 && (*sign == 0 || *cipher == 0)) continue;
          if (*sign == 0 && *cipher == 0 && compression != Compression::none) continue;
          Settings made = settings();
          SendSettings& how = made.partners[0].send;
          how.url = peer().url("/good");
          how.sign = sign;
          how.encrypt = cipher;
          how.compression = compression;
          const deliver::Result result = send(made, in_memory_max);
          INFO(sign << " " << cipher << " " << static_cast<int>(compression) << " " << in_memory_max
                    << "\n"
                    << trouble(result) << "\n"
                    << read_file("opinion"));
          CHECK(std::holds_alternative<deliver::Delivered>(result));
          CHECK(read_file("received") == sample_body());
          const std::string opinion = read_file("opinion");
          CHECK((opinion.find("signed") < opinion.find('\n')) == (*sign != 0));
          CHECK((opinion.find("encrypted") < opinion.find('\n')) == (*cipher != 0));
          CHECK(opinion.find("Message-ID: <O-17@us.example>") != std::string::npos);
        }
}

TEST_CASE("PSS and OAEP, and an elliptic curve", "[as2][send]") {
  REQUIRE(peer().runs());
  Settings made = settings();
  made.partners[0].send.url = peer().url("/good");
  made.partners[0].send.pss = made.partners[0].send.oaep = true;
  CHECK(trouble(send(made)) == "");
  CHECK(read_file("received") == sample_body());
}

TEST_CASE("only the right MDN confirms", "[as2][send]") {
  REQUIRE(peer().runs());
  struct Row {
    const char* path;
    const char* why;
  };
  for (const Row& row : std::vector<Row>{{"/unsigned", "not signed"},
                                         {"/wrong-mic", "MIC"},
                                         {"/other-id", "another message"},
                                         {"/stranger", "signature"},
                                         {"/refuse", "decryption-failed"},
                                         {"/garbage", "no MDN"},
                                         {"/nothing", "no MDN"},
                                         {"/busy", "503"}}) {
    Settings made = settings();
    made.partners[0].send.url = peer().url(row.path);
    const deliver::Result result = send(made);
    INFO(row.path << " " << trouble(result));
    CHECK(trouble(result).find(row.why) != std::string::npos);
    const auto& failed = std::get<deliver::Failed>(result);
    CHECK(failed.transient);
    if (std::string(row.path) == "/busy") CHECK(failed.retry_after == std::chrono::seconds(42));
  }
  SECTION("unsigned, where that is agreed") {
    Settings made = settings();
    made.partners[0].send.url = peer().url("/unsigned");
    made.partners[0].send.mdn_signed = false;
    CHECK(trouble(send(made)) == "");
  }
  SECTION("no MDN, where that is agreed") {
    Settings made = settings();
    made.partners[0].send.url = peer().url("/nothing");
    made.partners[0].send.mdn = MdnMode::none;
    CHECK(std::holds_alternative<deliver::Delivered>(send(made)));
  }
  SECTION("asynchronous: what it will be recognised by is evidence") {
    Settings made = settings();
    made.partners[0].send.url = peer().url("/nothing");
    made.partners[0].send.mdn = MdnMode::async;
    const auto result = send(made);
    const auto& awaits = std::get<deliver::AwaitsReceipt>(result);
    CHECK(awaits.until == std::chrono::hours(1));
    CHECK(awaits.evidence.at(0) ==
          std::pair<std::string, std::string>("message-id", "O-17@us.example"));
    CHECK(read_file("opinion").find("Receipt-Delivery-Option: http://127.0.0.1:1/as2/mdn") !=
          std::string::npos);
    write_file("received", "");
    Facts kept;
    deliver::Outbound message = outbound();
    message.keep_evidence = [&](const Facts& facts) {
      CHECK(read_file("received").empty());  // before anybody can answer
      kept = facts;
    };
    make_sender(parts(made))->deliver(message);
    CHECK(kept == awaits.evidence);
    CHECK(read_file("received") == sample_body());
  }
  SECTION("nobody there, no address, no certificate") {
    Settings made = settings();
    made.partners[0].send.url = "http://127.0.0.1:1/";
    CHECK(trouble(send(made)) != "");
    made.partners[0].send.url.clear();
    CHECK(trouble(send(made)).find("no AS2 address") != std::string::npos);
    made.partners[0].send.url = peer().url("/good");
    made.partners[0].credentials.clear();
    CHECK(trouble(send(made)).find("certificate") != std::string::npos);
  }
}

TEST_CASE("an async MDN goes only where it may", "[as2][send][mdn]") {
  REQUIRE(peer().runs());
  Settings made = settings();
  deliver::Outbound mdn;
  mdn.channel = "mdn";
  mdn.partner = "them";
  mdn.url = peer().url("/nothing");
  mdn.bytes = spool::Payload::of("AS2-From: US\r\nContent-Type: multipart/report\r\n\r\nbody");
  CHECK(trouble(make_mdn_sender(parts(made))->deliver(mdn)) == "");
  CHECK(read_file("received") == "body");
  made.partners[0].mdn_hosts.clear();
  const auto refused = make_mdn_sender(parts(made))->deliver(mdn);
  CHECK(trouble(refused).find("not a public address") != std::string::npos);
  CHECK(!std::get<deliver::Failed>(refused).transient);
  SECTION("also when only its name leads inside") {
    mdn.url = "http://" + std::string("ip6-localhost:9/");
    CHECK(trouble(make_mdn_sender(parts(made))->deliver(mdn)) != "");
  }
}
