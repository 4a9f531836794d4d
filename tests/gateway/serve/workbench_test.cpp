// The page and its files, as a browser fetches them.
#include "gateway/workbench/workbench.hpp"

#include <catch2/catch.hpp>

#include "gateway/workbench/built_files.hpp"
#include "tests/gateway/serve/running_gateway.hpp"

using namespace weighbridge;

namespace {

Ask get(std::string path, std::vector<std::pair<std::string, std::string>> fields = {}) {
  Ask ask;
  ask.path = std::move(path);
  ask.fields = std::move(fields);
  return ask;
}

/// The first file whose name ends so; empty without a workbench.
std::string file_ending(std::string_view ending) {
  for (const workbench::BuiltFile& file : workbench::built_files())
    if (file.path.ends_with(ending)) return '/' + std::string(file.path);
  return {};
}

}  // namespace

TEST_CASE("the page comes without signing in, under a policy that runs our own scripts only") {
  const RunningGateway gateway;
  const Reply page = gateway.ask(get("/"));
  CHECK(page.status == 200);
  CHECK(page.field("Content-Type") == "text/html; charset=utf-8");
  const std::string policy = page.field("Content-Security-Policy");
  CHECK(policy.find("default-src 'none'") == 0);
  CHECK(policy.find("script-src 'self';") != std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(page.body.find("Weighbridge") != std::string::npos);
  CHECK(page.body.find("<style") == std::string::npos);
  CHECK(gateway.ask(get("/index.html")).status == 404);
  CHECK(gateway.ask(get("/anything/else")).status == 404);
}

TEST_CASE("the page is asked for anew and answered by 304; its files are kept for good") {
  const std::string script = file_ending(".js");
  if (script.empty()) return;  // built without npm
  const RunningGateway gateway;
  const Reply page = gateway.ask(get("/"));
  CHECK(page.field("Cache-Control") == "no-cache");
  REQUIRE(!page.field("ETag").empty());
  const Reply again = gateway.ask(get("/", {{"If-None-Match", page.field("ETag")}}));
  CHECK(again.status == 304);
  CHECK(again.body.empty());

  const Reply plain = gateway.ask(get(script));
  CHECK(plain.status == 200);
  CHECK(plain.field("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(plain.field("Content-Encoding").empty());
  const Reply packed = gateway.ask(get(script, {{"Accept-Encoding", "br, gzip"}}));
  CHECK(packed.field("Content-Encoding") == "gzip");
  CHECK(packed.body.size() < plain.body.size());
  CHECK(gateway.ask(get(script, {{"Accept-Encoding", "gzip;q=0"}})).body == plain.body);
  CHECK(gateway.ask(get("/assets/none.js")).status == 404);
  CHECK(gateway.ask(get("/assets/..%2Findex.html")).status == 404);
}
