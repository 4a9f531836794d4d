// Reads EDIFACT for the tests of mappings/, into something that can be looked at.
#pragma once

#include "mappings/reader/edifact_reader.hpp"
#include "tests/mappings/x12_reading.hpp"

namespace weighbridge::testing {

inline X12Reading read_edifact_text(std::string_view text, const ReferenceData& reference = {},
                                    ReaderOptions options = {}) {
  if (options.acknowledgment_time.empty()) options.acknowledgment_time = "2026-03-31T12:34:56Z";
  X12Reading reading;
  MemorySource bytes(text);
  read_edifact(bytes, tables(), reference, options, reading);
  return reading;
}

/// Whether there is no finding at all, of the message, its envelopes or its documents, but those of
/// the maps, which speak of the business.
inline bool is_clean(const X12Reading& reading) {
  bool clean = reading.message_findings.empty();
  for (const Findings& findings : reading.envelope) clean = clean && findings.empty();
  for (const ReadDocument& document : reading.documents)
    for (const Finding& finding : document.findings)
      clean = clean && finding.scope == FindingScope::field;
  return clean;
}

}  // namespace weighbridge::testing
