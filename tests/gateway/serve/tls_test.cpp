// TLS as other people's clients see it.
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/gateway/program.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

/// A gateway with a certificate for localhost, its key under a password that is in a file.
class TlsGateway {
 public:
  TlsGateway() : port_(free_port()) {
    const std::string place = folder_.path();
    folder_.write("password", "correct horse\n");
    run_command(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 2 -subj "
        "/CN=localhost -addext subjectAltName=DNS:localhost -passout file:" +
        place + "/password -keyout " + place + "/key.pem -out " + place + "/cert.pem 2>&1");
    folder_.write("gateway.yaml",
                  "http:\n  listen: 127.0.0.1:" + std::to_string(port_) +
                      "\n  tls: {certificate: cert.pem, key: key.pem, key_password_file: "
                      "password}\n");
    process_ = std::make_unique<PeerProcess>(
        std::vector<std::string>{WEIGHBRIDGE_BINARY_DIR "/weighbridge", "serve", "--config",
                                 place + "/gateway.yaml"},
        place + "/log");
    REQUIRE(listens(port_));
  }

  /// What curl prints, its exit status behind it.
  std::string curl(const std::string& options, const std::string& path = "/healthz") const {
    return run_command("curl -s --cacert " + folder_.path() + "/cert.pem " + options +
                       " https://localhost:" + std::to_string(port_) + path + "; echo \" $?\"");
  }
  std::string folder() const { return folder_.path(); }

 private:
  TempFolder folder_;
  std::uint16_t port_;
  std::unique_ptr<PeerProcess> process_;
};

}  // namespace

TEST_CASE("curl talks to the gateway over TLS 1.2 and 1.3, and over nothing older") {
  const TlsGateway gateway;
  CHECK(gateway.curl("--tlsv1.3") == "{\"status\":\"up\"} 0\n");
  CHECK(gateway.curl("--tlsv1.2 --tls-max 1.2") == "{\"status\":\"up\"} 0\n");
  CHECK(gateway.curl("--tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0").find("up") == std::string::npos);
}

TEST_CASE("over TLS the session is in a cookie that no other host and no plain connection gets") {
  const TlsGateway gateway;
  const std::string config = gateway.folder() + "/gateway.yaml";
  REQUIRE(run_program({"user", "add", "m.ortiz", "--role", "clerk", "--password-file", "-",
                       "--config", config},
                      {.input = "correct horse battery\n"})
              .status == 0);
  const std::string form =
      R"('{"user":"m.ortiz","password":"correct horse battery"}' -H 'Content-Type: application/json')";
  const std::string in = gateway.curl("-i -d " + form, "/api/v1/session");
  const std::size_t from = in.find("Set-Cookie: __Host-weighbridge=");
  REQUIRE(from != std::string::npos);
  const std::string line = in.substr(from, in.find("\r\n", from) - from);
  CHECK(line.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"));
  const std::string id = line.substr(31, 43);
  const auto with = [&](const std::string& cookie) {
    return gateway.curl("-o /dev/null -w '%{http_code}' -H 'Cookie: " + cookie + id + "'",
                        "/api/v1/session");
  };
  CHECK(with("__Host-weighbridge=") == "200 0\n");
  CHECK(with("weighbridge=") == "401 0\n");
}
