// The pages of docs/formats are read here: every example in them is what the readers take.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "mappings/reader/csv_reader.hpp"
#include "mappings/reader/json_reader.hpp"
#include "matching/policy.hpp"
#include "tests/mappings/reader/recording_sink.hpp"

using namespace weighbridge;

namespace {

/// The fenced blocks of a page that are marked so: "```json receipt".
std::vector<std::string> examples(const std::string& page, const std::string& mark) {
  std::ifstream file(std::string(WEIGHBRIDGE_SOURCE_DIR) + "/docs/formats/" + page);
  std::vector<std::string> blocks;
  std::string line;
  bool inside = false;
  while (std::getline(file, line)) {
    if (line == "```" + mark) {
      inside = true;
      blocks.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  REQUIRE_FALSE(blocks.empty());
  return blocks;
}

RecordingSink read(const std::string& text) {
  MemorySource source(text);
  RecordingSink sink;
  const ContentKind kind = detect_content(text);
  if (kind == ContentKind::json || kind == ContentKind::json_lines) {
    read_json(source, {}, {}, sink);
  } else {
    read_csv(source, kind, {}, {}, sink);
  }
  return sink;
}

}  // namespace

TEST_CASE("docs/formats/receipt.md: its examples are accepted, its bad one is explained so") {
  for (const std::string& text : examples("receipt.md", "json receipt")) {
    INFO(text);
    const RecordingSink sink = read(text);
    REQUIRE(sink.documents.size() == 1);
    CHECK(sink.documents[0].accepted);
    CHECK(sink.documents[0].findings.empty());
  }
  const RecordingSink sink = read(examples("receipt.md", "json receipt-rejected").at(0));
  std::ifstream file(std::string(WEIGHBRIDGE_SOURCE_DIR) + "/docs/formats/receipt.md");
  std::stringstream page;
  page << file.rdbuf();
  REQUIRE(sink.lines.size() == 3);
  for (std::size_t i = 1; i < sink.lines.size(); ++i) {
    CHECK_THAT(page.str(), Catch::Contains("\n" + sink.lines[i].substr(2) + "\n"));
  }
}

TEST_CASE("docs/formats/event.md: its examples are accepted") {
  for (const std::string& text : examples("event.md", "json event")) {
    INFO(text);
    const RecordingSink sink = read(text);
    CHECK(sink.events.size() == 1);
    CHECK(sink.documents.empty());
  }
}

TEST_CASE("docs/formats/csv.md: its examples are accepted") {
  CHECK(read(examples("csv.md", "csv receipts").at(0)).lines ==
        std::vector<std::string>{"warehouse_receipt WR-9 accepted, lines: 1=40EA 2=8EA",
                                 "warehouse_receipt WR-10 accepted, lines: 1=12CA"});
  CHECK(read(examples("csv.md", "csv events").at(0)).events.size() == 1);
  CHECK(read(examples("csv.md", "csv items").at(0)).reference_data.items.size() == 1);
  CHECK(read(examples("csv.md", "csv aliases").at(0)).reference_data.aliases.size() == 1);
  CHECK(read(examples("csv.md", "csv packs").at(0)).reference_data.packs.size() == 2);
  CHECK(read(examples("csv.md", "csv sites").at(0)).reference_data.sites.size() == 1);
  CHECK(read(examples("csv.md", "csv suppliers").at(0)).reference_data.suppliers.size() == 1);
}

TEST_CASE("docs/formats/policy.md: its example is a policy") {
  std::vector<TableError> errors;
  const auto policy =
      matching::parse_policy("policy.md", examples("policy.md", "yaml policy").at(0), errors);
  CHECK(errors.empty());
  CHECK(policy.orders.size() == 2);
}
