// Remote SFTP and FTPS servers, polled and pushed to: against OpenSSH's sshd and vsftpd.

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "gateway/curl/remote_session.hpp"
#include "gateway/deliver/remote_file.hpp"
#include "gateway/receive/remote_poller.hpp"
#include "tests/gateway/peer_process.hpp"
#include "tests/gateway/receive/recording_intake.hpp"
#include "tests/gateway/temp_folder.hpp"

using namespace weighbridge;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Place {
  TempFolder temp;
  Place() {
    for (const char* name : {"in", "done", "out", "spool"})
      fs::create_directory(temp.path() + '/' + name);
  }
  std::string at(const std::string& name) const { return temp.path() + '/' + name; }
  spool::SpoolSettings spool() const { return {at("spool"), 1U << 16U, 1ULL << 30U}; }
  std::size_t count(const std::string& name) const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(at(name)), fs::directory_iterator{}));
  }
};

curl::RemoteServer server_of(const Sshd& sshd, const Place& place) {
  curl::RemoteServer server;
  server.kind = curl::RemoteKind::sftp;
  server.partner = "acme";
  server.host = "127.0.0.1";
  server.port = sshd.port();
  server.user = sshd.user();
  server.key_file = sshd.key_file();
  server.host_keys = {"SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", sshd.fingerprint()};
  server.fetch_from = place.at("in");
  server.move_to = place.at("done");
  server.send_to = "out";  // from where the user lands
  server.every = 100ms;
  server.settle = 0ms;
  return server;
}

curl::RemoteServer server_of(const Vsftpd& vsftpd) {
  curl::RemoteServer server;
  server.kind = curl::RemoteKind::ftps;
  server.partner = "acme";
  server.host = "127.0.0.1";
  server.port = vsftpd.port();
  server.user = "anonymous";
  server.ca_file = vsftpd.certificate();
  server.fetch_from = "in";
  server.move_to = "done";
  server.send_to = "out";
  server.every = 100ms;
  server.settle = 0ms;
  return server;
}

deliver::Outbound answer(const std::string& name, const std::string& text) {
  deliver::Outbound out;
  out.id = "out-0001";
  out.partner = "acme";
  out.kind = "997";
  out.file_name = name;
  out.bytes = spool::Payload::of(text);
  return out;
}

std::string failure_of(const curl::RemoteServer& server) {
  curl::RemoteSession session(server);
  try {
    session.list(server.fetch_from);
  } catch (const curl::RemoteError& error) {
    return error.what();
  }
  return "";
}

/// What holds of every kind of server.
void check_both_ways(const Place& place, const curl::RemoteServer& server) {
  RecordingIntake intake;
  std::mutex mutex;
  std::vector<std::string> notices;
  receive::RemotePoller poller({server}, intake, place.spool(), [&](const receive::Notice& notice) {
    const std::scoped_lock lock(mutex);
    notices.push_back(notice.what + " " + notice.mend);
  });
  const std::string large(300'000, 'x');
  place.temp.write("in/asn one.csv", "first");
  place.temp.write("in/large#1.csv", large);
  place.temp.write("in/unfinished.part", "not yet");
  place.temp.write("done/asn one.csv", "of another day");
  fs::create_directory(place.at("in/folder"));
  poller.start();
  REQUIRE(intake.wait_for(2));
  REQUIRE(soon([&] { return place.count("done") == 3; }));
  const auto received = intake.received();
  REQUIRE(received.size() == 2);
  CHECK(received[0].file_name == "asn one.csv");
  CHECK(received[0].text == "first");
  CHECK(received[1].text.size() == large.size());
  CHECK((received[1].text == large));
  CHECK(received[0].channel == channel_name(server.kind));
  CHECK(place.count("in") == 2);
  CHECK(text_of(place.at("done/asn one.csv")) == "of another day");

  intake.refuse_next(1);
  place.temp.write("in/busy.csv", "busy");
  REQUIRE(soon([&] { return intake.calls() == 3; }));
  CHECK(fs::exists(place.at("in/busy.csv")));
  REQUIRE(intake.wait_for(3));
  REQUIRE(soon([&] { return !fs::exists(place.at("in/busy.csv")); }));
  poller.stop();

  deliver::RemoteFileDeliverer out(server.kind, {server});
  const auto sent = out.deliver(answer("997.edi", "ISA~"));
  if (const auto* failed = std::get_if<deliver::Failed>(&sent)) FAIL(failed->message);
  CHECK(text_of(place.at("out/997.edi")) == "ISA~");
  CHECK(std::holds_alternative<deliver::Delivered>(out.deliver(answer("997.edi", "ISA~"))));
  CHECK(place.count("out") == 1);
  out.deliver(answer("997.edi", "another~"));
  CHECK(text_of(place.at("out/997-out-0001.edi")) == "another~");
  CHECK(text_of(place.at("out/997.edi")) == "ISA~");
  CHECK(place.count("out") == 2);
}

}  // namespace

TEST_CASE("a partner's SFTP server is polled and answered", "[remote][sftp]") {
  if (!Sshd::is_here()) {
    WARN("skipped: sshd is not installed");
    return;
  }
  Place place;
  const Sshd sshd(place.temp.path());
  check_both_ways(place, server_of(sshd, place));
}

TEST_CASE("a partner's FTPS server is polled and answered", "[remote][ftps]") {
  if (!Vsftpd::is_here()) {
    WARN("skipped: vsftpd is not installed");
    return;
  }
  Place place;
  for (const char* name : {"in", "done", "out"}) fs::permissions(place.at(name), fs::perms::all);
  fs::permissions(place.temp.path(), fs::perms(0555));  // vsftpd wants no writable root
  const Vsftpd vsftpd(place.temp.path());
  check_both_ways(place, server_of(vsftpd));
  fs::permissions(place.temp.path(), fs::perms(0755));
}

TEST_CASE("a host that shows another key is not talked to", "[remote][sftp]") {
  if (!Sshd::is_here()) {
    WARN("skipped: sshd is not installed");
    return;
  }
  Place place;
  const Sshd sshd(place.temp.path());
  curl::RemoteServer server = server_of(sshd, place);
  CHECK(failure_of(server).empty());
  server.host_keys.pop_back();
  const std::string why = failure_of(server);
  CHECK(why.find("none of `host_keys`") != std::string::npos);
  CHECK(why.find(sshd.fingerprint()) != std::string::npos);
  server.host_keys.clear();
  CHECK_FALSE(failure_of(server).empty());
}

TEST_CASE("FTPS: who vouches for the server, or its key, must be right", "[remote][ftps]") {
  if (!Vsftpd::is_here()) {
    WARN("skipped: vsftpd is not installed");
    return;
  }
  Place place;
  fs::permissions(place.temp.path(), fs::perms(0555));
  const Vsftpd vsftpd(place.temp.path());
  curl::RemoteServer server = server_of(vsftpd);
  CHECK(failure_of(server) == "");
  server.ca_file.clear();  // the system's, who know nothing of it
  CHECK_FALSE(failure_of(server).empty());
  server.pin = vsftpd.pin();
  CHECK(failure_of(server) == "");
  server.pin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  CHECK_FALSE(failure_of(server).empty());
  fs::permissions(place.temp.path(), fs::perms(0755));
}

TEST_CASE("a server that is away is told once and polled again", "[remote][sftp]") {
  if (!Sshd::is_here()) {
    WARN("skipped: sshd is not installed");
    return;
  }
  Place place;
  Sshd sshd(place.temp.path());
  RecordingIntake intake;
  std::atomic<int> warnings{0};
  receive::RemotePoller poller({server_of(sshd, place)}, intake, place.spool(),
                               [&](const receive::Notice& notice) {
                                 if (notice.level == receive::Notice::Level::warning) ++warnings;
                               });
  poller.start();
  place.temp.write("in/one.csv", "one");
  REQUIRE(intake.wait_for(1));
  sshd.stop();
  REQUIRE(soon([&] { return warnings.load() == 1; }));
  sshd.restart();
  place.temp.write("in/two.csv", "two");
  REQUIRE(intake.wait_for(2));
}
