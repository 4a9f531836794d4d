// X12 of any shape through maps and acknowledgment: it ends, every receipt is one that its JSON
// gives back, and lines have names of their own.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/embedded.hpp"
#include "mappings/canonical/json.hpp"
#include "mappings/reader/reader.hpp"
#include "mappings/reader/x12_reader.hpp"

namespace {

using namespace weighbridge;

void require(bool holds) {
  if (!holds) std::abort();
}

const ReaderTables& tables() {
  static const std::shared_ptr<const ReaderTables> compiled = [] {
    std::vector<NamedText> files;
    for (const EmbeddedFile& file : embedded_files())
      files.push_back({std::string(file.path), std::string(file.text)});
    std::vector<TableError> errors;
    return compile_tables(files, errors);
  }();
  require(compiled != nullptr);
  return *compiled;
}

struct CheckingSink final : ReadSink {
  void document(ReadDocument&& document) override {
    if (!document.receipt) return;
    // Neither a number nor a control number: it is shown, and goes nowhere.
    if (document.receipt->document.number.empty()) return require(!document.accepted);
    Findings findings;
    const auto again = parse_receipt(to_json(*document.receipt), findings);
    require(again == document.receipt);
    std::set<std::string_view> names;
    for (const ReceiptLine& line : document.receipt->lines) require(names.insert(line.line).second);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ReferenceData reference;
  CheckingSink sink;
  MemorySource bytes({reinterpret_cast<const char*>(data), size});
  read_x12(bytes, tables(), reference, {}, sink);
  return 0;
}
