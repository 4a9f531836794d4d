// What a message says, as the one JSON object that the contract pins, written piece by piece while
// the message is read: never more than one document is held.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "mappings/reader/reader.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {

/// Takes the next piece of the report.
using ReportPieces = std::function<void(std::string_view piece)>;

class InspectReport final : public ReadSink {
 public:
  InspectReport(std::string_view file, ReportPieces pieces);

  void interchange(const InterchangeHead& head) override;
  void group(const GroupHead& head) override;
  /// Beside what the contract says: `offset`, and `tree` and `taken` where the reader was asked for
  /// an outline and a trace.
  void document(ReadDocument&& document) override;
  void event(InventoryEvent&& event, const Place& place) override;
  void reference(ReferenceData&& data) override;
  void interchange_end(const Findings& findings, const std::string& acknowledgment) override;
  void message(const Findings& findings) override;

  /// The last words, after everything was read.
  void finish();

 private:
  struct ReferenceRows {
    std::uint64_t items = 0, aliases = 0, packs = 0, sites = 0, suppliers = 0;
  };

  void begin(std::string_view standard);
  void begin_transaction(std::string_view set, std::string_view control, bool accepted);
  void party(std::string_view name, const PartyId& party);
  void end_group();
  void write_reference();
  void pass_on();

  ReportPieces pieces_;
  std::string text_;
  json::Writer json_;
  ReferenceRows reference_;
  Findings message_findings_;
  bool begun_ = false;
  bool interchange_open_ = false;
  bool group_open_ = false;
};

}  // namespace weighbridge::cli
