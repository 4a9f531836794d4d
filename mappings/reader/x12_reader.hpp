// X12 messages: every transaction set that has a map becomes a receipt, every interchange its
// acknowledgment.
#pragma once

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Reads a message of X12 interchanges, as read_message does. Sets without a map are handed out
/// with their findings and no receipt.
void read_x12(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
              const ReaderOptions& options, ReadSink& sink);

}  // namespace weighbridge
