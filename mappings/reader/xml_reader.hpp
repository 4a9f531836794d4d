// XML messages: UBL, CII, cXML, GS1 XML and whatever else a map reads (docs/formats/xml.md).
#pragma once

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Reads a message that is one XML text, as read_message does. Its business documents are the
/// transactions of one interchange with one group. The text is held in memory as a whole, within
/// `options.limits.xml`.
void read_xml(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
              const ReaderOptions& options, ReadSink& sink);

}  // namespace weighbridge
