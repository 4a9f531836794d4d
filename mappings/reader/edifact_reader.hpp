// EDIFACT messages: interchanges of DESADV, INVOIC and the others become documents.
#pragma once

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// read_message() for ContentKind::edifact.
void read_edifact(ByteSource& bytes, const ReaderTables& tables, const ReferenceData& reference,
                  const ReaderOptions& options, ReadSink& sink);

}  // namespace weighbridge
