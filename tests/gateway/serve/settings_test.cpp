// gateway.yaml: the file that explains every setting, and what is told of mistakes in it.
#include "gateway/serve/settings.hpp"

#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "gateway/serve/settings_table.hpp"
#include "mappings/maps/table_reader.hpp"
#include "tests/gateway/program.hpp"

using namespace weighbridge;

namespace {

std::optional<std::string> nothing(const std::string&) {
  return std::nullopt;
}

void flatten(const yaml::Node& node, const std::string& prefix,
             std::map<std::string, std::string>& out) {
  for (const yaml::Entry& entry : node.entries)
    if (entry.value.is_map())
      flatten(entry.value, prefix + entry.key + '.', out);
    else
      out[prefix + entry.key] = entry.value.text;
}

std::vector<std::string> mistakes(const TempFolder& folder, const std::string& text,
                                  const serve::Environment& environment = nothing) {
  std::vector<TableError> errors;
  serve::read_settings(folder.write("gateway.yaml", text), environment, errors);
  std::vector<std::string> lines;
  for (const TableError& error : errors)
    lines.push_back(std::to_string(error.line) + ':' + std::to_string(error.column) + ' ' +
                    error.message + " (" + error.mend + ')');
  return lines;
}

}  // namespace

TEST_CASE("config/gateway.yaml shows every setting with its default") {
  std::ostringstream text;
  text << std::ifstream(WEIGHBRIDGE_SOURCE_DIR "/config/gateway.yaml").rdbuf();
  std::vector<TableError> errors;
  maps::TableReader table("gateway.yaml", errors);
  std::map<std::string, std::string> written;
  flatten(table.parse(text.str()), "", written);
  std::map<std::string, std::string> known;
  for (const serve::Setting& setting : serve::setting_table())
    known[std::string(setting.key)] = std::string(setting.fallback);
  CHECK(written == known);
}

TEST_CASE("mistakes in gateway.yaml are told with their place and mend") {
  const TempFolder folder;
  CHECK(mistakes(folder, "http:\n  listn: 1\n") ==
        std::vector<std::string>{"2:3 there is no setting `http.listn` (did you mean `listen`?)"});
  CHECK(mistakes(folder, "http:\n  threads: 0\n") ==
        std::vector<std::string>{"2:3 `http.threads` is '0' (it must be a number from 1 to 64)"});
  CHECK(mistakes(folder, "http: 8480\n").front().starts_with("1:1 `http` is a section"));
  CHECK(mistakes(folder, "work: {threads: [1, 2]}\n").size() == 1);
  CHECK(mistakes(folder, "http: {tls: {certificate: a.pem}}\n").size() == 1);
  CHECK(mistakes(folder, "http: {listen: here}\n").size() == 1);
  CHECK(mistakes(folder, "log: {level: chatty}\n").size() == 1);
  CHECK(mistakes(folder, "http: [\n").size() == 1);
}

TEST_CASE("conf.d/ goes over the file, and the environment over both") {
  const TempFolder folder;
  const std::string file =
      folder.write("gateway.yaml", "work: {threads: 3, queue: 100}\nlog: {level: debug}\n");
  folder.write("conf.d/20.yaml", "work: {queue: 300}\n");
  folder.write("conf.d/10.yaml", "work: {queue: 200}\n");
  const auto environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "WEIGHBRIDGE_WORK_THREADS") return "7";
    if (name == "WEIGHBRIDGE_HTTP_LISTEN") return "127.0.0.1:1,[::1]:2";
    return std::nullopt;
  };
  std::vector<TableError> errors;
  const serve::Settings settings = serve::read_settings(file, environment, errors);
  CHECK(errors.empty());
  CHECK(settings.work_threads == 7);
  CHECK(settings.work_queue_max == 300);
  CHECK(settings.log_level == operate::Level::debug);
  CHECK(settings.http.listen == std::vector<http::Endpoint>{{"127.0.0.1", 1}, {"::1", 2}});
  CHECK(settings.store == folder.path() + "/weighbridge.db");
}

TEST_CASE("a secret comes from a file, and a wrong one is not shown") {
  const TempFolder folder;
  folder.write("password", "tell-nobody\n");
  std::vector<TableError> errors;
  const serve::Settings settings = serve::read_settings(
      folder.write("gateway.yaml", "http: {tls: {key_password_file: password}}\n"), nothing,
      errors);
  CHECK(errors.empty());
  CHECK(settings.http.tls.key_password == "tell-nobody");
  const auto lines = mistakes(folder, "http: {tls: {key_password: [canary, bird]}}\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("canary") == std::string::npos);
}

TEST_CASE("config check reads gateway.yaml, alone and with its folder") {
  const TempFolder folder;
  folder.write("gateway.yaml", "http: {listen: 127.0.0.1:1}\n");
  CHECK(run_program({"config", "check", folder.path() + "/gateway.yaml"}).status == 0);
  folder.write("gateway.yaml", "htp: {}\n");
  const ProgramRun bad = run_program({"config", "check", folder.path()});
  CHECK(bad.status == 3);
  CHECK(bad.err.find("gateway.yaml:1:1: there is no setting `htp`") != std::string::npos);
}

TEST_CASE("serve says in one line why it cannot start") {
  const TempFolder folder;
  const auto refusal = [&](const std::string& text) {
    return run_program({"serve", "--config", folder.write("gateway.yaml", text)});
  };
  const ProgramRun unknown = refusal("http: {port: 1}\n");
  CHECK(unknown.status == 3);
  const ProgramRun no_key =
      refusal("http: {listen: 127.0.0.1:0, tls: {certificate: none.pem, key: none.pem}}\n");
  CHECK(no_key.status == 3);
  CHECK(no_key.err.find("none.pem' is no certificate") != std::string::npos);
  const ProgramRun foreign = refusal("http: {listen: 192.0.2.1:8480}\n");
  CHECK(foreign.status == 3);
  CHECK(foreign.err.find("cannot listen on 192.0.2.1:8480") != std::string::npos);
  CHECK(run_program({"serve", "--config", folder.path() + "/none.yaml"}).status == 3);
}
