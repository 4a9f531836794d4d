// Flat files, delimited or of fixed columns, by a partner's map (docs/formats/flat.md).
#pragma once

#include "mappings/maps/plan.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// read_message() for a file that `plan`, a map of flat files, was chosen for. Rows are held until
/// their document is whole; a flaw in a row rejects its document, and the others go on.
void read_flat(ByteSource& bytes, const maps::Plan& plan, const ReaderTables& tables,
               const ReferenceData& reference, const ReaderOptions& options, ReadSink& sink);

}  // namespace weighbridge
