// Reads X12 for the tests of mappings/: with the tables of config/, into something that can be
// looked at.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/embedded.hpp"
#include "mappings/canonical/json.hpp"
#include "mappings/reader/reader.hpp"
#include "mappings/reader/x12_reader.hpp"

namespace weighbridge::testing {

/// The tables that the program carries, compiled once for a test program.
inline const ReaderTables& tables() {
  static const std::shared_ptr<const ReaderTables> compiled = [] {
    std::vector<NamedText> files;
    for (const EmbeddedFile& file : embedded_files())
      files.push_back({std::string(file.path), std::string(file.text)});
    std::vector<TableError> errors;
    auto result = compile_tables(files, errors);
    for (const TableError& error : errors)
      WARN(error.file << ":" << error.line << ":" << error.column << ": " << error.message << "; "
                      << error.mend);
    REQUIRE(result != nullptr);
    return result;
  }();
  return *compiled;
}

/// Everything a message gave.
struct X12Reading final : ReadSink {
  std::vector<InterchangeHead> interchanges;
  std::vector<ReadDocument> documents;
  std::vector<Findings> envelope;
  std::vector<std::string> acknowledgments;
  Findings message_findings;

  void interchange(const InterchangeHead& head) override { interchanges.push_back(head); }
  void document(ReadDocument&& document) override { documents.push_back(std::move(document)); }
  void interchange_end(const Findings& findings, const std::string& acknowledgment) override {
    envelope.push_back(findings);
    acknowledgments.push_back(acknowledgment);
  }
  void message(const Findings& findings) override { message_findings = findings; }

  const Receipt& receipt(std::size_t document = 0) const {
    REQUIRE(document < documents.size());
    REQUIRE(documents[document].receipt.has_value());
    return *documents[document].receipt;
  }
  /// Whether the document has a finding of this code.
  bool found(std::string_view code, std::size_t document = 0) const {
    REQUIRE(document < documents.size());
    for (const Finding& finding : documents[document].findings)
      if (finding.code == code) return true;
    return false;
  }
};

inline X12Reading read_x12_text(std::string_view text, const ReferenceData& reference = {},
                                ReaderOptions options = {}) {
  if (options.acknowledgment_time.empty()) options.acknowledgment_time = "2026-03-31T12:34:56Z";
  X12Reading reading;
  MemorySource bytes(text);
  read_x12(bytes, tables(), reference, options, reading);
  return reading;
}

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_findings(json::Writer& json, std::string_view name, const Findings& findings) {
  if (findings.empty()) return;
  json.key(name).begin_array();
  for (const Finding& finding : findings) {
    std::string line(to_string_view(finding.level));
    line += " " + finding.code + " " + finding.place.tag;
    if (finding.place.segment != 0) line += " segment " + std::to_string(finding.place.segment);
    if (finding.place.element != 0) line += " element " + std::to_string(finding.place.element);
    line += ": " + finding.message;
    if (!finding.value.empty()) line += " [" + finding.value + "]";
    json.string(line);
  }
  json.end_array();
}

/// The reading as text that a person can check against the message, and a test compare.
inline std::string describe(const X12Reading& reading) {
  std::string out;
  json::Writer json(out, 1);
  json.begin_object();
  write_findings(json, "message", reading.message_findings);
  for (const Findings& findings : reading.envelope) write_findings(json, "envelope", findings);
  json.key("documents").begin_array();
  for (const ReadDocument& document : reading.documents) {
    json.begin_object();
    json.member("set", document.set).member("control", document.control);
    json.key("accepted").boolean(document.accepted);
    json.member("supplier_rule", document.supplier_rule);
    write_findings(json, "findings", document.findings);
    if (!document.events.empty()) {
      json.key("events").begin_array();
      for (const InventoryEvent& event : document.events) write_json(json, event);
      json.end_array();
    }
    json.key("receipt");
    if (document.receipt)
      write_json(json, *document.receipt);
    else
      json.null();
    json.end_object();
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

}  // namespace weighbridge::testing
