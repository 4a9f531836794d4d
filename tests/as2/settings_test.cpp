// The as2 sections of gateway.yaml and of partner files, and AS2's header fields.
#include "gateway/as2/settings.hpp"

#include <catch2/catch.hpp>

#include "gateway/as2/headers.hpp"
#include "gateway/as2/receipt_target.hpp"
#include "gateway/as2/sender.hpp"
#include "tests/as2/peer.hpp"

using namespace weighbridge;
using namespace weighbridge::as2;
using namespace weighbridge::as2::tests;

namespace {

struct Read {
  Settings settings;
  std::vector<TableError> errors;

  std::string told() const {
    std::string text;
    for (const TableError& error : errors)
      text += error.file + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) +
              " " + error.message + "\n";
    return text;
  }
};

constexpr const char* kStation =
    "host: edi.example.com\nmdn_url: https://edi.example.com/as2/mdn\nstations:\n"
    "  - id: US\n    credentials:\n      - {file: us.pem, key: us.key}\n";

Read read(const std::string& gateway, const std::string& section) {
  make_keys();
  Read result;
  Findings findings;
  const yaml::Node root = yaml::read(gateway, findings);
  const auto partners = partners::PartnerSections{
      "partners/acme.yaml", "acme", yaml::read("partner: acme\nas2:\n" + section, findings)};
  REQUIRE(findings.empty());
  const FileReader files = [](const std::string& path) -> std::optional<std::string> {
    if (!std::filesystem::exists(folder() / path)) return std::nullopt;
    return read_file(path);
  };
  result.settings = read_settings("gateway.yaml", &root, {partners}, files, result.errors);
  return result;
}

}  // namespace

TEST_CASE("a partner with all settings", "[as2][settings]") {
  const Read made = read(
      kStation,
      "  id: [ACME, \"ACME TWO\"]\n  certificates:\n    - {file: them.pem, until: 2027-01-01}\n"
      "    - {file: them_ec.pem, from: 2099-01-01, use: [sign]}\n  mdn_hosts: [10.0.0.5]\n"
      "  receive: {signed: optional, refuse: [sha1]}\n"
      "  send: {url: \"https://acme.example/as2\", sign: sha-512, pss: true, encrypt: "
      "aes-128-gcm,\n"
      "         compress: after_signing, mdn: async, mdn_wait: 2h, timeout: 90s}\n");
  CHECK(made.told() == "");
  const Partner* acme = made.settings.partner_of("ACME TWO");
  REQUIRE(acme != nullptr);
  CHECK(made.settings.partner("acme") == acme);
  CHECK(made.settings.partner_of("acme") == nullptr);
  CHECK(acme->station == "US");
  CHECK(!acme->receive.must_sign);
  CHECK(acme->receive.must_encrypt);
  CHECK(acme->send.mdn_wait == std::chrono::hours(2));
  CHECK(acme->send.timeout == std::chrono::seconds(90));
  CHECK(acme->send.compression == Compression::after_signing);
  CHECK(!acme->credentials.at(1).encrypts);
  CHECK(acme->credentials.at(1).from == *parse_instant("2099-01-01T00:00:00Z"));
  CHECK(acme->credentials.at(1).until == acme->credentials[1].certificate.not_after());
  CHECK(made.settings.station("US")->credentials.at(0).key);
  CHECK(expiries(made.settings).size() == 3);
}

TEST_CASE("keys and certificates in all their files", "[as2][settings]") {
  make_keys();
  run("openssl pkcs12 -export -in us.pem -inkey us.key -passout pass:secret -out us.p12");
  run("openssl x509 -in them.pem -outform DER -out them.der");
  run("openssl crl2pkcs7 -nocrl -certfile them.pem -out them.p7b");
  run("openssl rsa -in us.key -aes128 -passout pass:secret -out us.enc.key");
  write_file("password", "secret\n");
  for (const char* own : {"{file: us.p12, password_file: password}",
                          "{file: us.pem, key: us.enc.key, password_file: password}"})
    for (const char* theirs : {"them.der", "them.p7b", "them.pem"}) {
      const Read made = read(std::string("stations: [{id: US, credentials: [") + own + "]}]",
                             std::string("  id: A\n  certificates: [{file: ") + theirs + "}]\n");
      CHECK(made.told() == "");
      CHECK(made.settings.partners.at(0).credentials.at(0).certificate.fingerprint() ==
            certificate("them").fingerprint());
    }
}

TEST_CASE("every mistake is told with its place", "[as2][settings]") {
  const auto told = [](const std::string& gateway, const std::string& section) {
    return read(gateway, section).told();
  };
  const std::string good = "  id: A\n  certificates: [{file: them.pem}]\n";
  CHECK(told(kStation, good) == "");
  CHECK(told(kStation, good + "  sned: {}\n") ==
        "partners/acme.yaml:5:3 `as2` has no member `sned`\n");
  CHECK(told(kStation, good + "  send: {mdn: later}\n").find(":5:15 `mdn` is `later`") !=
        std::string::npos);
  CHECK(told(kStation, good + "  send: {sign: md5}\n").find("no digest") != std::string::npos);
  CHECK(told(kStation, good + "  send: {encrypt: rc2}\n").find("no cipher") != std::string::npos);
  CHECK(told(kStation, good + "  send: {url: acme}\n").find("no http or https") !=
        std::string::npos);
  CHECK(told(kStation, good + "  send: {mdn_wait: soon}\n").find("no duration") !=
        std::string::npos);
  CHECK(told(kStation, good + "  station: OTHER\n").find("no station of ours") !=
        std::string::npos);
  CHECK(told(kStation, "  id: A\n").find("must be signed") != std::string::npos);
  CHECK(told(kStation, "  id: A\n  certificates: [{file: nothing.pem}]\n")
            .find("partners/acme.yaml:4:25 the file `nothing.pem` can not be read") !=
        std::string::npos);
  CHECK(told(kStation, "  id: A\n  certificates: [{file: us.key}]\n").find("no certificate") !=
        std::string::npos);
  CHECK(told("stations: [{id: US, credentials: [{file: us.pem, key: them.key}]}]", good)
            .find("does not belong") != std::string::npos);
  CHECK(told("host: x", good).find("names no station") != std::string::npos);
  CHECK(told("stations: [{id: US}]", good + "  send: {mdn: async}\n").find("address of ours") !=
        std::string::npos);
}

TEST_CASE("AS2 names, Message-IDs and what a receipt should be like", "[as2][headers]") {
  CHECK(read_as2_name(" \"A \\\"B\\\" \\\\\" ") == "A \"B\" \\");
  CHECK(read_as2_name("My Company") == "My Company");
  CHECK(!read_as2_name("  "));
  CHECK(!read_as2_name("\"\""));
  CHECK(!read_as2_name(std::string(129, 'x')));
  for (const char* name : {"ACME", "A B", "A\"B", "\\", "a;b,c"})
    CHECK(read_as2_name(write_as2_name(name)) == name);
  CHECK(bare_message_id(" < a@b > ") == "a@b");
  CHECK(bare_message_id("a@b") == "a@b");
  CHECK(outbound_of(message_id_of("O-1@x", "host")) == "O-1@x");
  CHECK(!outbound_of("<nothing>"));
  const auto first = [](const char* field) { return read_receipt_options(field).digest_spelling; };
  CHECK(first("signed-receipt-micalg=optional,md5,SHA256,sha1") == "SHA256");
  CHECK(first("signed-receipt-micalg = \"sha-384\"") == "sha-384");
  CHECK(first("x=y; ;SIGNED-RECEIPT-MICALG=required , sha-1") == "sha-1");
  CHECK(first("signed-receipt-micalg=optional").empty());
  CHECK(!read_receipt_options("signed-receipt-micalg=optional,md5").unknown_digest_required);
}

TEST_CASE("addresses that a stranger may not make us connect to", "[as2][headers]") {
  Partner partner;
  partner.send.url = "https://10.1.2.3/as2";
  for (const char* allowed : {"http://example.com/", "https://8.8.8.8:81/x", "http://10.1.2.3:9/y",
                              "https://[2606:4700::1111]/"})
    CHECK(!forbidden_target(allowed, partner, {}));
  for (const char* forbidden :
       {"http://10.1.2.4/", "http://100.64.0.1/", "http://172.31.255.255/", "http://198.19.0.1/",
        "http://224.0.0.1/", "http://255.255.255.255/", "http://[fe80::1]/", "http://[::]/",
        "http://[64:ff9b::a00:1]/", "http://[2002:a00:1::]/", "gopher://example.com/", "x", ""})
    CHECK(forbidden_target(forbidden, partner, {}));
  Limits inside;
  inside.mdn_to_private_addresses = true;
  CHECK(!forbidden_target("http://10.1.2.4/", partner, inside));
}
