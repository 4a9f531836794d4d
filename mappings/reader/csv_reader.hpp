// CSV files of receipts, events and reference data (contract, section 2; docs/formats/csv.md).
#pragma once

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Reads a CSV file of the given kind. A header with unknown, doubled or missing columns is refused
/// as a whole, with every mistake named; after that a bad row costs its own document or row only.
void read_csv(ByteSource& bytes, ContentKind kind, const ReferenceData& reference,
              const ReaderOptions& options, ReadSink& sink);

}  // namespace weighbridge
