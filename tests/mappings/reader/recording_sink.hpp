// A sink that writes down what it is told, one line each, for tests to compare.
#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "mappings/canonical/json.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Lines such as "invoice INV-1 accepted 2 lines", "  3:5 `quantity` is empty [fill it in]".
class RecordingSink final : public ReadSink {
 public:
  void interchange(const InterchangeHead& head) override {
    standard = head.standard;
    is_open = true;
  }

  void interchange_end(const Findings&, const std::string&) override { is_open = false; }

  void document(ReadDocument&& document) override {
    REQUIRE(is_open);
    std::string line = document.set + " " + document.control;
    line += document.accepted ? " accepted" : " rejected";
    if (document.receipt) {
      line += ", lines:";
      for (const ReceiptLine& l : document.receipt->lines) {
        line += " " + l.line + "=" + l.quantity.value.to_string() + l.uom;
      }
    }
    lines.push_back(line);
    add(document.findings);
    documents.push_back(std::move(document));
  }

  void event(InventoryEvent&& event, const Place& place) override {
    lines.push_back("event " + std::string(to_string_view(event.kind)) + " " + event.id +
                    " at line " + std::to_string(place.line));
    events.push_back(std::move(event));
  }

  void reference(ReferenceData&& data) override { reference_data = std::move(data); }

  void message(const Findings& findings) override {
    lines.push_back("message");
    add(findings);
  }

  std::string standard;
  std::vector<std::string> lines;
  std::vector<ReadDocument> documents;
  std::vector<InventoryEvent> events;
  ReferenceData reference_data;
  bool is_open = false;  ///< between interchange and interchange_end

 private:
  void add(const Findings& findings) {
    for (const Finding& f : findings) {
      std::string line = "  " + std::to_string(f.place.line) + ":" + std::to_string(f.place.column);
      if (f.level != FindingLevel::error) line += " " + std::string(to_string_view(f.level));
      line += " " + f.message;
      if (!f.mend.empty()) line += " [" + f.mend + "]";
      lines.push_back(line);
    }
  }
};

}  // namespace weighbridge
