// What docs/operating says of the interface is what it does.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "gateway/http/problem.hpp"
#include "gateway/operate/metrics.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

std::string document(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(WEIGHBRIDGE_SOURCE_DIR "/docs/operating/" + name).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("metrics.md lists every metric there is") {
  operate::Metrics metrics;
  const std::string page = document("metrics.md");
  std::size_t count = 0;
  for (const std::string& name : operate::metric_names()) {
    INFO(name);
    CHECK(page.find("| `" + name + "` |") != std::string::npos);
    ++count;
  }
  CHECK(count > 15);
}

TEST_CASE("http.md lists every type of problem with its status") {
  const std::string page = document("http.md");
  using http::Problem;
  for (const Problem problem :
       {Problem::malformed, Problem::unauthenticated, Problem::code_required, Problem::forbidden,
        Problem::not_found, Problem::method_not_allowed, Problem::not_acceptable, Problem::conflict,
        Problem::too_large, Problem::unsupported_type, Problem::expectation_failed,
        Problem::invalid, Problem::key_reused, Problem::too_many_requests,
        Problem::header_too_large, Problem::internal, Problem::busy,
        Problem::unsupported_version}) {
    const std::string type = http::problem_type(problem);
    const std::string row = "`" + type.substr(type.rfind(':') + 1) + "` | " +
                            std::to_string(http::problem_status(problem));
    INFO(row);
    CHECK(page.find(row) != std::string::npos);
  }
}

TEST_CASE("the examples of http.md work as they are written") {
  const RunningGateway gateway;
  const std::string token = gateway.token("admin");
  const std::string& place = gateway.folder().path();
  std::ostringstream edi;
  edi << std::ifstream(WEIGHBRIDGE_SOURCE_DIR "/tests/samples/x12/856/flat-hierarchy.edi").rdbuf();
  gateway.folder().write("asn.edi", edi.str());
  gateway.folder().write(
      "receipts.jsonl",
      R"({"schema":"weighbridge.receipt/1","stage":"ordered","document":{"kind":"purchase_order",)"
      R"("number":"PO-1","date":"2026-03-01"},"supplier":"ACME","currency":"USD","lines":[{"line":)"
      R"("1","po":"PO-1","po_line":"1","item":{"sku":"A"},"quantity":"1","uom":"EA",)"
      R"("unit_price":"1.00"}]})"
      "\n");
  const std::string page = document("http.md");
  const std::size_t from = page.find("```sh\n") + 6;
  std::string script = page.substr(from, page.find("```", from) - from);
  // One second for what was sent to be read, before the order is asked for.
  script.insert(script.rfind("curl"), "sleep 1\n");
  const std::string port = std::to_string(gateway.port());
  for (std::size_t at = script.find("8480"); at != std::string::npos; at = script.find("8480"))
    script.replace(at, 4, port);
  for (std::size_t at = script.find("curl -s"); at != std::string::npos;
       at = script.find("curl -s", at + 8))
    script.insert(at + 7, " -f");
  const std::string file = gateway.folder().write("run.sh", "set -e\n" + script);
  const std::string out = run_command("cd " + place + " && TOKEN=" + token + " sh " + file);
  INFO(out);
  CHECK(out.find("\"status\":\"ready\"") != std::string::npos);
  CHECK(out.find("\"repeated\":false") != std::string::npos);
  CHECK(out.find("\"po\":\"PO-1\"") != std::string::npos);
}
