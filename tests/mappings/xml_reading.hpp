// Reads XML for the tests of mappings/: with the tables of config/, into something that can be
// looked at.
#pragma once

#include "tests/mappings/x12_reading.hpp"

namespace weighbridge::testing {

using XmlReading = X12Reading;

inline XmlReading read_xml_text(std::string_view text, const ReferenceData& reference = {},
                                ReaderOptions options = {}) {
  if (options.acknowledgment_time.empty()) options.acknowledgment_time = "2026-03-31T12:34:56Z";
  XmlReading reading;
  MemorySource bytes(text);
  read_message(bytes, tables(), reference, options, reading);
  return reading;
}

}  // namespace weighbridge::testing
