// The whole XML way in on arbitrary bytes: it ends, says the same whatever the pieces the bytes
// come in, keeps small limits, and what it makes of them survives being written and read again.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/embedded.hpp"
#include "mappings/canonical/json.hpp"
#include "mappings/reader/xml_reader.hpp"
#include "tests/fuzz/fuzzed_source.hpp"

namespace {

using namespace weighbridge;
using fuzz::require;

const ReaderTables& tables() {
  static const std::shared_ptr<const ReaderTables> compiled = [] {
    std::vector<NamedText> files;
    for (const EmbeddedFile& file : embedded_files())
      if (file.path.starts_with("maps/") && file.path.find("x12") == std::string_view::npos &&
          file.path.find("edifact") == std::string_view::npos)
        files.push_back({std::string(file.path), std::string(file.text)});
    std::vector<TableError> errors;
    return compile_tables(files, errors);
  }();
  require(compiled != nullptr);
  return *compiled;
}

class CheckingSink final : public ReadSink {
 public:
  explicit CheckingSink(std::size_t bytes) : bytes_(bytes) {}

  void document(ReadDocument&& document) override {
    said += document.set + ' ' + document.control + ' ' + document.map + '\n';
    tell(document.findings);
    if (!document.receipt) return;
    const std::string json = to_json(*document.receipt);
    said += json;
    Findings findings;
    const auto again = parse_receipt(json, findings);
    // What matching refuses (no supplier, no lines) was told already; the rest must come back.
    if (findings.empty()) require(again.has_value());
  }
  void message(const Findings& findings) override { tell(findings); }
  void interchange_end(const Findings& findings, const std::string& answer) override {
    tell(findings);
    said += answer;
  }

  std::string said;

 private:
  void tell(const Findings& findings) {
    require(findings.size() <= 200);
    for (const Finding& finding : findings) {
      require(!finding.code.empty() && !finding.message.empty());
      require(finding.place.offset <= bytes_ && finding.value.size() <= 264);
      said +=
          finding.code + finding.place.tag + std::to_string(finding.place.line) + finding.message;
    }
  }

  std::size_t bytes_;
};

std::string read(std::string_view text, std::size_t piece) {
  fuzz::PiecewiseSource source(text, piece);
  CheckingSink sink(text.size());
  ReaderOptions options;
  options.limits.findings_max = 20;
  options.limits.xml.bytes_max = 1U << 16;
  options.limits.xml.depth_max = 24;
  options.limits.xml.elements_max = 2000;
  read_xml(source, tables(), {}, options, sink);
  return sink.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string whole = read(text, 1U << 20);
  if (size < 400) require(read(text, 7) == whole);
  return 0;
}
