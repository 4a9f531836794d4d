// The sections of partner files about folders, servers and connectors.
#include "gateway/partners/transports.hpp"

#include <fstream>

#include <catch2/catch.hpp>

using namespace weighbridge;
using namespace std::chrono_literals;

namespace {

struct Read {
  partners::Transports transports;
  std::vector<TableError> errors;
};

Read read(const std::string& sections) {
  Read result;
  const std::vector<NamedText> files = {
      {"partners/acme.yaml", "partner: acme\nversion: 1.0.0\n" + sections}};
  result.transports =
      partners::read_transports(partners::partner_sections(files, result.errors), result.errors);
  return result;
}

void check_clean(const Read& read) {
  for (const TableError& error : read.errors)
    FAIL_CHECK(error.line << ":" << error.column << ": " << error.message << " (" << error.mend
                          << ")");
}

}  // namespace

TEST_CASE("the examples of the manual are read without a mistake", "[partners]") {
  for (const char* page :
       {"operating/folders.md", "operating/connectors.md", "formats/partners.md"}) {
    CAPTURE(page);
    std::ifstream file(std::string(WEIGHBRIDGE_SOURCE_DIR "/docs/") + page);
    REQUIRE(file);
    bool inside = false;
    int examples = 0;
    std::string text;
    for (std::string line; std::getline(file, line);) {
      if (line == "```yaml channels") {
        inside = true;
      } else if (inside && line == "```") {
        const Read result = read(text);
        check_clean(result);
        CHECK(result.transports.folders.size() + result.transports.servers.size() +
                  result.transports.targets.size() + result.transports.connectors.size() >
              0);
        inside = false;
        text.clear();
        ++examples;
      } else if (inside) {
        text += line + '\n';
      }
    }
    CHECK(examples > 0);
  }
}

TEST_CASE("the section folder", "[partners]") {
  const Read result = read(
      "folder: {path: /srv/drop/acme, settle: 250ms, patience: 1h, bytes_max: 20MiB, ignore: "
      "'*.ctl'}\n");
  check_clean(result);
  const receive::DropFolder& folder = result.transports.folders.at(0);
  CHECK(folder.partner == "acme");
  CHECK(folder.path == "/srv/drop/acme");
  CHECK(folder.settle == 250ms);
  CHECK(folder.patience == 1h);
  CHECK(folder.rescan == 30s);
  CHECK(folder.bytes_max == 20U << 20U);
  CHECK(folder.ignore == std::vector<std::string>{"*.ctl"});
}

TEST_CASE("the sections sftp and ftps", "[partners]") {
  const Read result = read(R"(sftp:
  host: sftp.acme.example
  user: northgate
  key_file: /etc/weighbridge/keys/acme
  host_keys: [SHA256:abc, SHA256:def]
  fetch: {from: /out, move_to: /out/done, files: "*.edi", every: 2m}
  send: {to: /in}
ftps:
  host: ftp.acme.example
  user: northgate
  password_file: /run/secrets/acme
  implicit: true
  pin: sha256//xyz
  fetch: {from: out, remove: true}
)");
  check_clean(result);
  REQUIRE(result.transports.servers.size() == 2);
  const curl::RemoteServer& sftp = result.transports.servers[0];
  CHECK(sftp.port == 22);
  CHECK(sftp.host_keys.size() == 2);
  CHECK(sftp.every == 2min);
  CHECK(sftp.files == std::vector<std::string>{"*.edi"});
  CHECK(sftp.send_to == "/in");
  const curl::RemoteServer& ftps = result.transports.servers[1];
  CHECK(ftps.port == 990);
  CHECK(ftps.move_to.empty());
}

TEST_CASE("the sections http and erp", "[partners]") {
  const Read result = read(R"(http:
  url: https://acme.example/inbox
  auth: {user: gate, password_env: ACME_PASSWORD}
erp:
  url: http://erp.internal:8080/api
  network: internal
  auth: {token_url: "https://login.example/token", client_id: c, client_secret_file: /run/s}
  headers: {Prefer: odata.maxpagesize=200}
  pull:
    - name: receipts
      path: /receipts?$expand=lines
      each: /value/*
      next: {link: /@odata.nextLink}
      since: {parameter: $filter, text: "changed ge {since}", at: /value/*/changed, first: "2026-01-01T00:00:00Z"}
      every: 1m
  push:
    - kind: posting
      path: /companies({/company})/postings
      known_by: [409]
      body:
        number: /document
        type: =receipt
        posted: {from: /at, required: true}
        lines:
          each: /lines
          members: {sku: /sku, quantity: {from: /quantity, as: number}, reason: {from: /reason, codes: {short: "01"}, otherwise: drop}}
)");
  check_clean(result);
  CHECK(result.transports.targets.at(0).peer.network == curl::Network::open);
  const erp::Connector& connector = result.transports.connectors.at(0);
  CHECK(connector.pulls.at(0).paging.kind == erp::Paging::Kind::link);
  CHECK(connector.pulls.at(0).every == 1min);
  CHECK(connector.pushes.at(0).known_by == std::vector<int>{409});
  const erp::Shape& body = connector.pushes.at(0).body;
  REQUIRE(body.members.size() == 4);
  CHECK(body.members[3].second.kind == erp::Shape::Kind::each);
  Findings none;
  const std::string effect =
      R"({"document": "GR-1", "at": "2026-03-02", "lines": [{"sku": "A", "quantity": "4.50", "reason": "short"},
          {"sku": "B", "quantity": "none", "reason": "other"}]})";
  const auto document = json::Document::parse(effect, none);
  REQUIRE(document);
  std::vector<std::string> missing;
  CHECK(
      erp::render(body, document->root(), missing) ==
      R"({"number":"GR-1","type":"receipt","posted":"2026-03-02","lines":[{"sku":"A","quantity":4.5,)"
      R"("reason":"01"},{"sku":"B","quantity":"none"}]})");
  CHECK(missing.empty());
  const auto empty = json::Document::parse("{}", none);
  CHECK(erp::render(body, empty->root(), missing) == R"({"type":"receipt","lines":[]})");
  CHECK(missing == std::vector<std::string>{"/at"});
}

TEST_CASE("mistakes in sections are told with their places", "[partners]") {
  struct Case {
    const char* text;
    std::uint32_t line, column;
    const char* message;
  };
  const Case cases[] = {
      {"folder: {path: drop/acme}\n", 3, 16, "is no absolute path"},
      {"folder: {}\n", 3, 9, "`path` is missing"},
      {"folder:\n  path: /a\n  setle: 5s\n", 5, 3, "setle"},
      {"folder: {path: /a, settle: 5}\n", 3, 28, "is no duration: 5"},
      {"folder: {path: /a, settle: 2h}\n", 3, 28, "is not between 0ms and 1h"},
      {"folder: {path: /a, bytes_max: 1GB}\n", 3, 31, "is no size: 1GB"},
      {"sftp: {host: h, user: u, key_file: /k, fetch: {from: /o, remove: true}}\n", 3, 7,
       "nothing says which host"},
      {"sftp: {host: h, user: u, host_keys: MD5:1, key_file: /k, send: {to: /i}}\n", 3, 37,
       "no fingerprint"},
      {"sftp: {host: h, user: u, host_keys: SHA256:1, password: p, send: {to: /i}}\n", 3, 57,
       "the password itself stands"},
      {"sftp: {host: h, user: u, host_keys: SHA256:1, key_file: /k}\n", 3, 7,
       "nothing is fetched and nothing is sent"},
      {"sftp: {host: h, user: u, host_keys: SHA256:1, key_file: /k, fetch: {from: /o}}\n", 3, 68,
       "what becomes of a file"},
      {"ftps: {host: h, user: u, password_env: P, port: 70000, send: {to: /i}}\n", 3, 49,
       "no number from 1 to 65535"},
      {"http: {url: http://acme.example/in}\n", 3, 13, "can be read on its way"},
      {"http: {url: https://a/in, auth: {user: u}}\n", 3, 33, "not clear how to sign in"},
      {"http: {url: https://a/in, network: vpn}\n", 3, 36, "there is no network `vpn`"},
      {"erp: {url: https://e, pull: [{name: a, path: /a, next: {cursor: /c}}]}\n", 3, 56,
       "how the next page"},
      {"erp: {url: https://e, pull: [{name: a, path: /a, each: value}]}\n", 3, 56,
       "no JSON pointer: value"},
      {"erp: {url: https://e, push: [{kind: a, path: /a, body: {x: {from: /x, as: int}}}]}\n", 3,
       75, "there is no type `int`"},
      {"erp: {url: https://e, headers: {Authorization: Bearer x}, pull: [{name: a, path: /a}]}\n",
       3, 33, "a secret stands"},
  };
  for (const Case& wrong : cases) {
    CAPTURE(wrong.text);
    const Read result = read(wrong.text);
    REQUIRE_FALSE(result.errors.empty());
    const TableError& error = result.errors.front();
    CHECK(error.line == wrong.line);
    CHECK(error.column == wrong.column);
    CHECK_THAT(error.message, Catch::Contains(wrong.message));
    CHECK_FALSE(error.mend.empty());
    CHECK(result.transports.folders.size() + result.transports.servers.size() +
              result.transports.targets.size() + result.transports.connectors.size() ==
          0);
  }
}
